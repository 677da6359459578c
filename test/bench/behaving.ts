import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { resolveConfiguration } from '../../server/src/app/configuration/resolve.ts';
import type { Workbench } from '../../server/src/app/workbench.ts';
import { openWorkbench } from '../../server/src/wiring/workbench.ts';

/** Opens the built Fern with its defaults, running code, for one piece of work. */
export async function withRunningBench(work: (bench: Workbench) => Promise<void>): Promise<void> {
  const resolved = resolveConfiguration({
    flags: {},
    env: process.env,
    cwd: process.cwd(),
    machine: { platform: process.platform, cores: availableParallelism(), home: homedir() },
  });
  if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join('\n'));
  const { configuration } = resolved;
  const { bench, close } = openWorkbench(
    { ...configuration, behaviour: { ...configuration.behaviour, enabled: true } },
    { dist: join(process.cwd(), 'dist'), models: join(process.cwd(), 'models') },
    (message) => console.error(message),
  );
  try {
    await work(bench);
  } finally {
    await close();
  }
}
