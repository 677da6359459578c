import type { FileBehaviour } from '../engine/index.ts';
import type { Runner } from './analyst.ts';
import type { BehaviourRunner } from './behaviour.ts';

/** Sandboxed code is cut by counting steps; this ends what still gets away, natively slow or broken. */
const LONGEST_MS = 120_000;

/** A runner whose work is done in a pool of threads that can be killed. */
export function createPooledBehaviourRunner(runner: Runner): BehaviourRunner {
  return {
    async compare(request, options, signal) {
      try {
        return await runner.exec<FileBehaviour>('compare', [request, options], {
          signal,
          timeoutMs: LONGEST_MS,
        });
      } catch (error) {
        const { code, message } = error as Error & { code?: string };
        if (code === 'FERN_TIMEOUT') return notRun('running it took too long');
        if (code === 'FERN_WORKER') return notRun(`running it ended the sandbox: ${message}`);
        throw error;
      }
    },
  };
}

function notRun(reason: string): FileBehaviour {
  return { verdict: 'not_executable', agreement: null, value: null, executed: 0, reason, units: [] };
}
