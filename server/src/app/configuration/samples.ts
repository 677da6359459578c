import type { Configuration } from './configuration.ts';
import { type Machine, pathRules } from './paths.ts';

/**
 * Makes of each model whose folder holds nothing but the folders 1, 2, … so many: `aspen/1`, `aspen/2`. Comparisons
 * take those for samples of one model.
 * @param numbered the names of such folders in a folder; empty where it holds anything else
 */
export function withSamples(
  configuration: Configuration,
  machine: Pick<Machine, 'platform'>,
  numbered: (folder: string) => readonly string[],
): Configuration {
  const { join } = pathRules(machine);
  return {
    ...configuration,
    models: configuration.models.flatMap((model) => {
      const samples = numbered(model.folder);
      if (samples.length === 0) return [model];
      return samples.map((sample) => ({
        name: `${model.name}/${sample}`,
        folder: join(model.folder, sample),
      }));
    }),
  };
}
