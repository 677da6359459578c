import type { AbortSignalLike } from '../engine/index.ts';
import type { UnusedAcceptance } from '../protocol/documents.ts';
import { acceptedElsewhere } from './accepted.ts';
import { type Application, readApplication } from './application.ts';
import { type Callers, inApplication } from './callers.ts';
import type { OnProgress } from './ports.ts';
import { callersAt } from './programs.ts';
import type { Workbench } from './workbench.ts';

export interface GoldenApplication extends Application {
  /** What else of it calls one of its files; read when first asked for. */
  readonly callers: Callers;
}

/**
 * The golden application without further versions of its files.
 * @param generated folders of generated code, absolute; none of it is taken for golden code that calls other
 */
export async function readGolden(
  bench: Workbench,
  root: string,
  generated: readonly string[],
  onProgress: OnProgress,
  signal?: AbortSignalLike,
): Promise<GoldenApplication> {
  const leftOut = new Set([...bench.alternatives.values()].flat());
  const application = await readApplication({ ...bench, leftOut }, root, onProgress, signal);
  const apart = [...generated, ...(bench.generatedFolders ?? [])];
  return { ...application, callers: callersAt(bench, inApplication(bench, root, apart)) };
}

/** What the configuration accepts of files that are not there. */
export function acceptedNowhere(bench: Workbench, golden: Application): UnusedAcceptance[] {
  const known = new Set([
    ...golden.files.map(({ absolute }) => absolute),
    ...[...bench.alternatives.values()].flat(),
  ]);
  return acceptedElsewhere(bench.accepted, golden.root, known);
}

export function noGolden(name: string, golden: Application): string {
  const bad = golden.unreadable.length;
  const why =
    bad > 0
      ? ` (${bad} files could not be used, the first: ${golden.unreadable[0].path}: ${golden.unreadable[0].reason})`
      : '';
  return `${name}: there is no golden code in this folder${why}. Check the folder and the include and exclude patterns.`;
}

/** The configuration's pairs as indices: golden → generated. */
export function pinnedIndices(
  bench: Workbench,
  golden: Application,
  generated: Application,
): [number, number][] {
  const rows = new Map(golden.files.map((file, index) => [file.absolute, index]));
  const pinned: [number, number][] = [];
  const taken = new Set<number>();
  generated.files.forEach((file, column) => {
    const target = bench.pinned.get(file.absolute);
    const row = target === undefined ? undefined : rows.get(target);
    if (row === undefined || taken.has(row)) return;
    taken.add(row);
    pinned.push([row, column]);
  });
  return pinned;
}
