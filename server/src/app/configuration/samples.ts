import type { Configuration } from './configuration.ts';
import { type Machine, pathRules } from './paths.ts';

/** What is in a folder, but for hidden entries. */
export interface FolderContent {
  /** Names of the folders in it. */
  readonly folders: readonly string[];
  /** It holds nothing but folders. */
  readonly foldersOnly: boolean;
}

export type ContentOf = (folder: string) => FolderContent;

/**
 * Makes of each model whose folder holds nothing but the folders 1, 2, … so many: `aspen/1`, `aspen/2`. Comparisons
 * take those for samples of one model. Where the golden folder has one of them too, they are part of the code.
 */
export function withSamples(
  configuration: Configuration,
  machine: Pick<Machine, 'platform'>,
  contentOf: ContentOf,
): Configuration {
  const { join } = pathRules(machine);
  const { golden } = configuration;
  const own = new Set(golden === null ? [] : contentOf(golden).folders);
  return {
    ...configuration,
    models: configuration.models.flatMap((model) => {
      const samples = samplesIn(contentOf(model.folder));
      if (samples.length === 0 || samples.some((sample) => own.has(sample))) return [model];
      return samples.map((sample) => ({
        name: samples.length === 1 ? model.name : `${model.name}/${sample}`,
        folder: join(model.folder, sample),
      }));
    }),
  };
}

/** The folders 1, 2, … of a folder that holds nothing else, in their order. */
export function samplesIn({ folders, foldersOnly }: FolderContent): readonly string[] {
  const isNumbered = foldersOnly && folders.every((name) => /^[1-9]\d*$/.test(name));
  return isNumbered ? folders.toSorted((a, b) => Number(a) - Number(b)) : [];
}
