import type { Configuration } from '../../app/configuration/configuration.ts';
import type { OnProgress } from '../../app/ports.ts';
import type { Workbench } from '../../app/workbench.ts';
import type { Run } from '../host.ts';
import { createProgress } from '../progress.ts';
import { plain } from '../reporters/text.ts';

/** Opens pools and cache for one piece of work, shows its progress, and closes them whatever happens. */
export async function withWorkbench<T>(
  { host, flags }: Run,
  configuration: Configuration,
  work: (tools: { bench: Workbench; onProgress: OnProgress }) => Promise<T>,
): Promise<T> {
  const progress = createProgress(host.err, {
    terminal: host.terminal.err,
    quiet: flags.quiet,
    width: host.width,
    now: host.now,
  });
  const warn = (message: string): void => {
    if (flags.quiet) return;
    progress.clear();
    host.err(`fern: ${plain(message)}\n`);
  };
  const open = host.openWorkbench(configuration, warn);
  try {
    return await work({ bench: open.bench, onProgress: progress.onProgress });
  } finally {
    progress.clear();
    await open.close();
  }
}
