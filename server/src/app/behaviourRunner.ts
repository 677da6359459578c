import type { AbortSignalLike, FileBehaviour, FileExplanation } from '../engine/index.ts';
import type { Runner } from './analyst.ts';
import type { BehaviourRunner, Ran } from './behaviour.ts';

/** Sandboxed code is cut by counting steps; this ends what still gets away, natively slow or broken. */
const SILENT_MS = 15_000;

/** Why a thread that runs code was ended: it gave no sign of life, or it broke. */
export type SandboxEnd = 'silent' | 'broken';

/** A runner whose work is done in a pool of threads that can be killed. */
export function createPooledBehaviourRunner(
  runner: Runner,
  onEnd: (reason: SandboxEnd) => void = () => {},
): BehaviourRunner {
  /** What the thread answers, or what is said when it could not. */
  const inThread = async <T>(
    task: string,
    parameters: unknown[],
    signal: AbortSignalLike | undefined,
    otherwise: (reason: string) => T,
  ): Promise<T> => {
    try {
      return await runner.exec<T>(task, parameters, { signal, silentMs: SILENT_MS });
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      if (code === 'FERN_TIMEOUT') {
        onEnd('silent');
        return otherwise('running it took too long');
      }
      if (code === 'FERN_WORKER') {
        onEnd('broken');
        return otherwise(`running it ended the sandbox: ${message}`);
      }
      throw error;
    }
  };
  return {
    compare: (request, options, learnt, signal) =>
      inThread<Ran>('compare', [request, options, learnt], signal, (reason) => ({
        behaviour: notRun(reason),
      })),
    explain: (request, options, signal) =>
      inThread<FileExplanation>('explain', [request, options], signal, (reason) => ({
        behaviour: notRun(reason),
        units: [],
        modules: { golden: [], generated: [] },
        seed: options.seed,
      })),
  };
}

function notRun(reason: string): FileBehaviour {
  return { verdict: 'not_executable', agreement: null, value: null, executed: 0, reason, units: [] };
}
