import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Configuration } from '../app/configuration/configuration.ts';
import {
  createWorkbench,
  type Installation,
  localFiles,
  openPools,
  openServedRuns,
} from '../wiring/workbench.ts';
import type { Host } from './host.ts';
import { readKeys, refusal } from './keys.ts';
import { createRoots } from './roots.ts';
import { createServer } from './server.ts';

export interface ServeOptions {
  readonly installation: Installation;
  readonly version: string;
  /** For people: where it listens, and why it does not. */
  readonly err: (text: string) => void;
  /** Ends the service when it fires; what runs is finished or given up. */
  readonly signal: AbortSignal;
}

/** Serves until the signal fires. @returns an exit code */
export async function serve(
  configuration: Configuration,
  { installation, version, err, signal }: ServeOptions,
): Promise<number> {
  const { host: address, port, root } = configuration.server;
  const keys = readKeys(configuration.apiKey);
  const refused = refusal(address, keys);
  if (refused !== null) {
    err(`fern: ${refused}\n`);
    return 2;
  }
  const pools = openPools(configuration, installation, (message) => err(`fern: ${message}\n`));
  const host: Host = {
    version,
    files: localFiles,
    now: () => performance.now(),
    workbench: (own, source) => createWorkbench(pools, own, source),
    cacheCounts: () => pools.store.counts(),
    runs: configuration.cache.enabled ? openServedRuns(configuration) : null,
    logs: { write: (line) => void process.stderr.write(line) },
  };
  const roots = createRoots([root], localFiles.locate);
  const running = Math.max(1, 2 * configuration.workers);
  const app = createServer(host, configuration, { keys, roots, running });
  try {
    await app.listen({ host: address, port });
    const { port: bound } = app.server.address() as AddressInfo;
    const shown = address.includes(':') ? `[${address}]` : address;
    err(`Fern serves ${join(root)} at http://${shown}:${bound}; Ctrl+C ends it.\n`);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await app.close();
    return 0;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE' ? `port ${port} of ${address} is taken; choose another with --port` : message;
    err(`fern: ${why}.\n`);
    return 2;
  } finally {
    await pools.close();
  }
}
