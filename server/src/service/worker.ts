import { MOST_ATTEMPTS, type Outcome, type Step, type Steps } from './jobs.ts';
import { Problem, problemBody, problemOf } from './problems.ts';

/** Takes steps from the queue and does them until it is stopped. */
export interface Worker {
  /** There may be something to do; it need not wait for its next look. */
  wake(): void;
  /** Takes nothing more; what runs may end within so many milliseconds, then it is handed back. */
  stop(graceMs: number): Promise<void>;
}

export interface WorkerParts {
  readonly steps: Steps;
  perform(
    step: Step,
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<Outcome>;
  /** Steps at a time. */
  readonly most: number;
  /** Told of what goes wrong and is tried again. */
  readonly warn: (error: unknown) => void;
}

/** Milliseconds between looks at an empty queue, and at what has been cancelled. */
const LOOK = 300;
/** Milliseconds between words about how far a step is. */
const TELL = 500;

interface Running {
  readonly step: Step;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

export function createWorker({ steps, perform, most, warn }: WorkerParts): Worker {
  const running = new Map<Step, Running>();
  /** Steps of which the queue could not be told how they ended. */
  const untold = new Set<Step>();
  let isStopping = false;
  let wakeUp = (): void => {};

  async function carryOut(step: Step, signal: AbortSignal): Promise<void> {
    let told = 0;
    const onProgress = (done: number, total: number): void => {
      const now = performance.now();
      if (now - told < TELL) return;
      told = now;
      steps.progress(step, done, total).catch(warn);
    };
    let outcome: Outcome;
    try {
      outcome = await perform(step, onProgress, signal);
    } catch (error) {
      return settle(step, error, signal);
    }
    await steps.done(step, outcome);
  }

  /** Input that can't be scored is so at every try; all else may be the machine's fault. */
  async function settle(step: Step, error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      if (isStopping) await steps.again(step, 'stopping');
      return;
    }
    const problem = problemOf(error);
    if (problem !== null && problem.status < 500) return steps.failed(step, problemBody(problem));
    warn(error);
    if (step.attempt < MOST_ATTEMPTS) return steps.again(step, 'failed');
    await steps.failed(step, problemBody(failedFor(step.attempt, (error as Error).message)));
  }

  function start(step: Step): void {
    const controller = new AbortController();
    const done = carryOut(step, controller.signal)
      .catch((error) => {
        untold.add(step);
        warn(error);
      })
      .finally(() => {
        running.delete(step);
        wakeUp();
      });
    running.set(step, { step, controller, done });
  }

  /** What it did is in the cache, so doing it again costs little. */
  async function handBackUntold(): Promise<void> {
    for (const step of untold) {
      await steps.again(step, 'stopping');
      untold.delete(step);
    }
  }

  async function giveUpEnded(): Promise<void> {
    if (running.size === 0) return;
    const ended = await steps.ended([...new Set([...running.keys()].map(({ job }) => job))]);
    for (const { step, controller } of running.values()) if (ended.has(step.job)) controller.abort();
  }

  async function loop(): Promise<void> {
    while (!isStopping) {
      let taken: readonly Step[] = [];
      try {
        await handBackUntold();
        taken = running.size < most ? await steps.take(most - running.size) : [];
        await giveUpEnded();
      } catch (error) {
        warn(error);
      }
      for (const step of taken) start(step);
      if (taken.length === 0 || running.size >= most) await sleep();
    }
  }

  function sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const looping = loop();
  return {
    wake: () => wakeUp(),
    async stop(graceMs) {
      isStopping = true;
      wakeUp();
      await looping;
      await handBackUntold().catch(warn);
      const all = Promise.all([...running.values()].map(({ done }) => done));
      // What is cancelled meanwhile need not be waited for.
      const looking = setInterval(() => void giveUpEnded().catch(warn), LOOK);
      const timer = setTimeout(() => {
        for (const { controller } of running.values()) controller.abort();
      }, graceMs);
      await all;
      clearTimeout(timer);
      clearInterval(looking);
    },
  };
}

/** What of a step that can't be done is told; where things are on the machine is nobody's business. */
export function failedFor(attempts: number, reason: string): Problem {
  const shown = reason.replace(/(?:[A-Za-z]:)?(?:[\\/][^\s\\/:'",;]+){2,}/g, '…').slice(0, 300);
  return new Problem(500, `It was tried ${attempts} times; the last time: ${shown}`);
}
