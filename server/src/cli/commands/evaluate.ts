import { basename, resolve } from 'node:path';
import { evaluateFiles, evaluateFolders } from '../../app/evaluate.ts';
import { configure } from '../configure.ts';
import { deliver } from '../deliver.ts';
import { type Run, UsageError } from '../host.ts';
import { withWorkbench } from './workbench.ts';

/** `fern evaluate GOLDEN GENERATED`: two files, or two folders. */
export async function evaluate(run: Run): Promise<number> {
  const [golden, generated] = run.positionals;
  const { configuration } = await configure(run);
  const from = resolve(run.host.cwd, golden);
  const to = resolve(run.host.cwd, generated);
  const kind = kindOf(run, golden, from);
  if (kind !== kindOf(run, generated, to)) {
    throw new UsageError(`${golden} and ${generated}: give two files, or two folders, not one of each.`);
  }
  const document = await withWorkbench(run, configuration, ({ bench, onProgress }) =>
    kind === 'folder'
      ? evaluateFolders(bench, from, to, { golden, generated }, onProgress, run.host.signal)
      : evaluateFiles(
          bench,
          { absolute: from, path: basename(from) },
          { absolute: to, path: basename(to) },
          run.host.signal,
        ),
  );
  return deliver(run, configuration, { kind: 'evaluation', document });
}

/** @throws UsageError when there is neither a file nor a folder, or nobody may look. */
export function kindOf(run: Run, name: string, path: string): 'file' | 'folder' {
  let kind: 'file' | 'folder' | null;
  try {
    kind = run.host.files.kind(path);
  } catch (error) {
    throw new UsageError(`${name} can't be read: ${(error as Error).message}`);
  }
  if (kind === null) throw new UsageError(`${name}: there is no such file or folder (looked in ${path}).`);
  return kind;
}

export function requireFolder(run: Run, name: string, path: string): void {
  if (kindOf(run, name, path) !== 'folder')
    throw new UsageError(`${name} is a file; this command needs a folder.`);
}
