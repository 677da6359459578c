import workerpool from 'workerpool';
import type { AbortSignalLike } from '../engine/index.ts';
import { abortError, onAbort } from './abort.ts';

/** Runs methods of a worker script in other threads or processes, started when there is work for them. */
export interface WorkerPool {
  /**
   * Runs one method. A worker that dies is replaced and the call repeated once, so methods must be repeatable.
   * @throws AbortError when the signal fires: a queued call never starts, a thread at work is stopped
   * @throws Error with code FERN_WORKER, saying what happened, when the worker died twice; its `worker` is
   *   'worker thread' or 'child process'
   * @throws the method's own error (message and code; the class is lost on the way)
   */
  exec<T>(method: string, args: readonly unknown[], options?: ExecOptions): Promise<T>;
  /** Ends workers without work; later calls start new ones. */
  release(): Promise<void>;
  /** Ends everything at once. Calls under way and later ones reject. */
  close(): Promise<void>;
}

export interface ExecOptions {
  readonly signal?: AbortSignalLike | undefined;
  /** Moved instead of copied; threads only. A repeated call can't have them again, so it is not repeated. */
  readonly transfer?: readonly ArrayBuffer[] | undefined;
  /**
   * A call whose worker says nothing (workerEmit) for so long is stopped and rejects with code FERN_TIMEOUT. It counts
   * from the worker's first word.
   */
  readonly silentMs?: number | undefined;
}

export interface ThreadPoolOptions {
  /** Absolute path of the bundled script. */
  readonly script: string;
  /** At most so many threads, at least 1. */
  readonly workers: number;
  /** Deep nesting of hostile code is recursion: the default of 64 MiB is enough for what a parser accepts. */
  readonly stackMb?: number;
  /** Limit of the JavaScript heap of each thread in MiB; by default Node's own. */
  readonly heapMb?: number;
  /** Of it, what is for new objects in MiB. Less is slower by a little and keeps a thread small. */
  readonly youngHeapMb?: number;
}

export interface ProcessPoolOptions {
  readonly script: string;
  readonly workers: number;
  /** Arguments of the script. */
  readonly args?: readonly string[];
}

type Pool = ReturnType<typeof workerpool.pool>;

/** A pool of threads. Never run native code in it that a stopped thread would take the process down with. */
export function createThreadPool(options: ThreadPoolOptions): WorkerPool {
  const { script, workers, stackMb = 64, heapMb, youngHeapMb } = options;
  const resourceLimits = {
    stackSizeMb: stackMb,
    ...(heapMb === undefined ? {} : { maxOldGenerationSizeMb: heapMb }),
    ...(youngHeapMb === undefined ? {} : { maxYoungGenerationSizeMb: youngHeapMb }),
  };
  return createPool('worker thread', () =>
    workerpool.pool(script, {
      workerType: 'thread',
      maxWorkers: Math.max(1, Math.floor(workers)),
      workerThreadOpts: { resourceLimits },
      // How long a cancelled or closed thread may go on before it is stopped.
      workerTerminateTimeout: 50,
    }),
  );
}

/** A pool of child processes that exchange structured clones. They end by themselves when this process dies. */
export function createProcessPool(options: ProcessPoolOptions): WorkerPool {
  return createPool('child process', () =>
    workerpool.pool(options.script, {
      workerType: 'process',
      maxWorkers: Math.max(1, Math.floor(options.workers)),
      forkArgs: [...(options.args ?? [])],
      // JSON, the default, breaks typed arrays.
      forkOpts: { serialization: 'advanced' },
      // Piped: an inherited stdout would write into what this process says there (LSP, --json).
      emitStdStreams: true,
      // A child that is computing does not read messages: it is killed right after it was asked to end.
      workerTerminateTimeout: 1,
    }),
  );
}

function createPool(label: string, start: () => Pool): WorkerPool {
  let pool: Pool | undefined;
  let closed = false;

  async function attempt(method: string, args: readonly unknown[], options: ExecOptions): Promise<unknown> {
    let stderr = '';
    pool ??= start();
    const silence = createSilence(options.silentMs, () => task.cancel());
    const task = pool.exec<(...args: unknown[]) => unknown>(method, [...args], {
      on: (payload: unknown) => {
        stderr = (stderr + saidOnStderr(payload)).slice(-2000);
        silence.broken();
      },
      ...(options.transfer ? { transfer: [...options.transfer] } : {}),
    });
    const stopListening = onAbort(options.signal, () => {
      task.cancel();
    });
    try {
      return await task;
    } catch (error) {
      if (options.signal?.aborted) throw abortError();
      if (closed) throw closedError();
      if (silence.tooLong()) throw timeoutError(options.silentMs);
      if (error instanceof workerpool.TerminateError) throw new WorkerDied(error.message, stderr);
      throw error;
    } finally {
      silence.end();
      stopListening();
    }
  }

  async function end(): Promise<void> {
    const ended = pool;
    pool = undefined;
    if (!ended) return;
    // workerpool waits for ever for a worker that died while it was idle.
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 1000);
    });
    const terminated = Promise.resolve(ended.terminate(true)).catch(() => undefined);
    await Promise.race([terminated, patience]);
    clearTimeout(timer);
  }

  return {
    async exec<T>(method: string, args: readonly unknown[], options: ExecOptions = {}): Promise<T> {
      let deaths = 0;
      for (let tries = 1; ; tries++) {
        if (closed) throw closedError();
        if (options.signal?.aborted) throw abortError();
        try {
          return (await attempt(method, args, options)) as T;
        } catch (error) {
          if (!(error instanceof WorkerDied)) throw error;
          if (!error.beforeWork) deaths++;
          if (deaths > 1 || options.transfer || tries > 100) throw workerError(label, deaths, error);
        }
      }
    },
    release: end,
    close() {
      closed = true;
      return end();
    },
  };
}

interface Silence {
  /** The worker said something. */
  broken(): void;
  tooLong(): boolean;
  end(): void;
}

function createSilence(limit: number | undefined, onTooLong: () => void): Silence {
  let timer: NodeJS.Timeout | undefined;
  let tooLong = false;
  return {
    broken() {
      if (limit === undefined || tooLong) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        tooLong = true;
        onTooLong();
      }, limit);
    },
    tooLong: () => tooLong,
    end: () => clearTimeout(timer),
  };
}

function timeoutError(milliseconds = 0): Error {
  const error = new Error(`The worker gave no sign of life for ${milliseconds} ms.`);
  return Object.assign(error, { code: 'FERN_TIMEOUT' });
}

function closedError(): Error {
  return new Error('The worker pool is closed.');
}

/** One death of a worker. */
class WorkerDied extends Error {
  /** It had died while it was idle, so the call that found it dead did not cause it. */
  readonly beforeWork: boolean;
  readonly reason: string;
  constructor(message: string, stderr: string) {
    super(message);
    this.beforeWork = message === 'Worker is terminated';
    this.reason = causeOfDeath(message, stderr);
  }
}

function workerError(label: string, deaths: number, died: WorkerDied): Error {
  const often = deaths > 1 ? 'ended twice' : 'ended';
  const error = new Error(`A ${label} ${often} during its work: ${died.reason}.`);
  return Object.assign(error, { code: 'FERN_WORKER', worker: label });
}

/** workerpool puts exit code and signal into a text of several lines. */
function causeOfDeath(message: string, stderr: string): string {
  const last = stderr
    .split('\n')
    .findLast((line) => /error|fatal|cannot/i.test(line))
    ?.trim();
  const hint = last ? ` (${last.slice(0, 300)})` : '';
  if (/memory limit|heap out of memory/i.test(message + stderr)) return `it ran out of memory${hint}`;
  const signal = /signalCode: `(SIG\w+)`/.exec(message)?.[1];
  if (signal === 'SIGKILL') return `it was killed, as systems do when memory runs out${hint}`;
  if (signal) return `signal ${signal}${hint}`;
  const code = /exitCode: `(\d+)`/.exec(message)?.[1];
  if (code) return `exit code ${code}${hint}`;
  return `${message.split('\n', 1)[0]}${hint}`;
}

function saidOnStderr(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null || !('stderr' in payload)) return '';
  return String(payload.stderr);
}
