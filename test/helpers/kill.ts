import { createRandom } from '../corpus/random.ts';
import { pause, type Workplace } from './cli.ts';

/** What became of one run that was killed and of the one after it. */
export interface Killed {
  /** When, in milliseconds after its start. */
  readonly at: number;
  /** False when it was over before. */
  readonly killed: boolean;
  /** How long any process of it went on, in milliseconds. */
  readonly lingering: number;
  /** Whether the next run, with the cache that this one left, gave the right document. */
  readonly same: boolean;
  /** What the next run said on standard error. */
  readonly warnings: string;
}

export interface KillPlan {
  readonly place: Workplace;
  /** The run that is killed, without the cache's folder. */
  readonly args: readonly string[];
  readonly times: number;
  readonly seed: string;
  /** An undisturbed cold run: its document and how long it took, in milliseconds. */
  readonly undisturbed: { readonly document: string; readonly milliseconds: number };
  /** Options that give each run a cache of its own. */
  cacheArgs(index: number): readonly string[];
}

/** No process may live longer than this after the main one was killed, in milliseconds. */
export const LONGEST_LINGER = 5000;

/** Kills (SIGKILL) the main process of cold runs at random moments, and runs each again on what it left. */
export async function killAtRandom({
  place,
  args,
  times,
  seed,
  undisturbed,
  cacheArgs,
}: KillPlan): Promise<Killed[]> {
  const random = createRandom(seed);
  const report: Killed[] = [];
  for (let index = 0; index < times; index++) {
    const cache = cacheArgs(index);
    const at = Math.round(random() * undisturbed.milliseconds);
    const run = place.start([...args, '--quiet', ...cache]);
    await pause(at);
    const killed = run.child.exitCode === null;
    // The main process alone, as the system does when memory runs out; its children must notice by themselves.
    run.child.kill('SIGKILL');
    const lingering = await untilGone(run.processes);
    await run.done;
    const next = await place.run([...args, '--quiet', ...cache]);
    report.push({
      at,
      killed,
      lingering,
      same: next.code === 0 && next.stdout === undisturbed.document,
      warnings: next.stderr,
    });
  }
  return report;
}

async function untilGone(processes: () => number[]): Promise<number> {
  const started = performance.now();
  while (processes().length > 0 && performance.now() - started <= LONGEST_LINGER) await pause(25);
  return Math.round(performance.now() - started);
}
