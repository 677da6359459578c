import { type Application, matchApplications, readApplication } from '../../app/application.ts';
import type { Configuration } from '../../app/configuration/configuration.ts';
import { type GoldenApplication, pinnedIndices, readGolden } from '../../app/goldenApplication.ts';
import type { Workbench } from '../../app/workbench.ts';
import type { FileMatching, FilePair } from '../../engine/index.ts';

/** A model's application and which file of it goes with which golden one. */
export interface Matched {
  readonly application: Application;
  readonly matching: FileMatching;
}

/** A generated file's places in the comparison (several where it stands for several golden files), or why it has none. */
export type Found =
  | {
      readonly golden: GoldenApplication;
      readonly generated: Application;
      readonly pairs: readonly FilePair[];
    }
  | { readonly reason: string };

/** What is on disk of a project at one time; read when it is first asked for. */
export interface Snapshot {
  golden(): Promise<GoldenApplication>;
  /** @throws Error for a model that the configuration does not name */
  model(name: string): Promise<Matched>;
  /** The pairs of a generated file, by its full path. */
  pairsOf(model: string, path: string): Promise<Found>;
}

/** @param bench reads what is saved: who goes with whom does not change with every key. */
export function createSnapshot(bench: Workbench, configuration: Configuration, golden: string): Snapshot {
  const silent = (): void => {};
  const folders = configuration.models.map(({ folder }) => folder);
  const goldenOnce = once(() => readGolden(bench, golden, folders, silent));
  const models = new Map(
    configuration.models.map(({ name, folder }) => [
      name,
      once(async (): Promise<Matched> => {
        const [left, application] = await Promise.all([goldenOnce(), readApplication(bench, folder, silent)]);
        const fixed = pinnedIndices(bench, left, application);
        return { application, matching: await matchApplications(bench, left, application, fixed) };
      }),
    ]),
  );
  const model = (name: string): Promise<Matched> => {
    const found = models.get(name);
    if (found === undefined) throw new Error(`There is no model ${name}.`);
    return found();
  };
  return {
    golden: goldenOnce,
    model,
    async pairsOf(name, path) {
      const { application, matching } = await model(name);
      const column = application.files.findIndex(({ absolute }) => absolute === path);
      if (column < 0) return { reason: reasonAgainst(application, path) };
      const pairs = matching.pairs.filter(({ generated }) => generated.includes(column));
      if (pairs.length === 0) return { reason: 'no golden file goes with it' };
      return { golden: await goldenOnce(), generated: application, pairs };
    },
  };
}

function reasonAgainst({ root, unreadable }: Application, path: string): string {
  const relative = path.slice(root.length).replaceAll('\\', '/').replace(/^\//, '');
  return (
    unreadable.find((entry) => entry.path === relative)?.reason ??
    'it is not saved yet, or left out by "include" and "exclude"'
  );
}

/** A failure is not kept: the next one to ask tries again. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    kept ??= work().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
