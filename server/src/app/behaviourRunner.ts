import type { Runner } from './analyst.ts';
import type { BehaviourRunner, Ran } from './behaviour.ts';

/** Sandboxed code is cut by counting steps; this ends what still gets away, natively slow or broken. */
const SILENT_MS = 15_000;

/** A runner whose work is done in a pool of threads that can be killed. */
export function createPooledBehaviourRunner(runner: Runner): BehaviourRunner {
  return {
    async compare(request, options, learnt, signal) {
      try {
        return await runner.exec<Ran>('compare', [request, options, learnt], { signal, silentMs: SILENT_MS });
      } catch (error) {
        const { code, message } = error as Error & { code?: string };
        if (code === 'FERN_TIMEOUT') return notRun('running it took too long');
        if (code === 'FERN_WORKER') return notRun(`running it ended the sandbox: ${message}`);
        throw error;
      }
    },
  };
}

function notRun(reason: string): Ran {
  const nothing = { agreement: null, value: null, executed: 0, units: [] };
  return { behaviour: { verdict: 'not_executable', reason, ...nothing } };
}
