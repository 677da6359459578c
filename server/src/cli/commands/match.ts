import { resolve } from 'node:path';
import { matchFolders } from '../../app/match.ts';
import { configure } from '../configure.ts';
import { deliver } from '../deliver.ts';
import type { Run } from '../host.ts';
import { requireFolder } from './evaluate.ts';
import { withWorkbench } from './workbench.ts';

/** `fern match GOLDEN_DIR GENERATED_DIR`: which file and unit goes with which, and why. */
export async function match(run: Run): Promise<number> {
  const [golden, generated] = run.positionals;
  const { configuration } = await configure(run);
  const from = resolve(run.host.cwd, golden);
  const to = resolve(run.host.cwd, generated);
  requireFolder(run, golden, from);
  requireFolder(run, generated, to);
  const document = await withWorkbench(run, configuration, ({ bench, onProgress }) =>
    matchFolders(bench, from, to, golden, onProgress, run.host.signal),
  );
  return deliver(run, configuration, { kind: 'match', document });
}
