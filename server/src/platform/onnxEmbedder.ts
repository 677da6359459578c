import type { AbortSignalLike, Embedder } from '../engine/index.ts';
import { abortError, onAbort } from './abort.ts';
import { loadModel } from './embeddingModel.ts';
import { createProcessPool } from './workerPools.ts';

export interface OnnxEmbedderOptions {
  /** Folder with manifest.json; see `resolveModelFolder`. */
  readonly modelFolder: string;
  /** At most so many child processes; less than 1 counts as 1, for a run would block this process. */
  readonly processes: number;
  /** Absolute path of the bundled worker/embed.ts. */
  readonly workerScript: string;
  /** Processes are released after so many milliseconds without work. */
  readonly idleMs?: number;
}

export interface OnnxEmbedder extends Embedder {
  /** Kills the processes at once; what is under way rejects. */
  close(): Promise<void>;
}

/** A batch is small, so that a cancelled call stops soon and the last ones spread over the processes. */
const BATCH_TEXTS = 16;
const BATCH_UNITS = 16_000;

/** Starting a process costs about as much as embedding so many UTF-16 units of code. */
const UNITS_WORTH_A_PROCESS = 10_000;

/** What is behind the longest input can't change a vector; it need not cross the process border. */
const LONGEST_SENT = 1 << 20;

/**
 * Embeds with ONNX Runtime in child processes: a run blocks its event loop, and a thread that is stopped during
 * a run takes the process along. One text a run, so a text has the same bits for any number of processes.
 * @throws ModelError when the manifest or a listed file is missing or has another size; hashes are verified in
 *   the processes, and `embed` rejects with code FERN_MODEL when one differs
 */
export function createOnnxEmbedder(options: OnnxEmbedderOptions): OnnxEmbedder {
  const { modelFolder, workerScript, idleMs = 60_000 } = options;
  const processes = Math.max(1, Math.floor(options.processes) || 1);
  const model = loadModel(modelFolder);
  const { dimension } = model.manifest;
  const pool = createProcessPool({ script: workerScript, workers: processes, args: [modelFolder] });
  let calls = 0;
  let idle: NodeJS.Timeout | undefined;

  async function embedBatch(batch: readonly string[]): Promise<Float32Array[]> {
    const all = await pool.exec<Float32Array>('embed', [batch]);
    if (all.length !== batch.length * dimension) throw new Error('An embedding process gave a wrong answer.');
    // Copies: one vector that is kept must not keep its whole batch.
    return batch.map((_, index) => all.slice(index * dimension, (index + 1) * dimension));
  }

  async function embedAll(texts: readonly string[], signal?: AbortSignalLike): Promise<Float32Array[]> {
    const distinct = [...new Set(texts)];
    const batches = cutIntoBatches(distinct);
    const vectors = new Map<string, Float32Array>();
    let next = 0;
    let stopped = false;
    const lane = async (): Promise<void> => {
      while (!stopped && next < batches.length) {
        if (signal?.aborted) throw abortError();
        const batch = batches[next++]!;
        const found = await embedBatch(batch.map((text) => text.slice(0, LONGEST_SENT)));
        for (const [index, vector] of found.entries()) vectors.set(batch[index]!, vector);
      }
    };
    const units = distinct.reduce((sum, text) => sum + Math.min(text.length, BATCH_UNITS / BATCH_TEXTS), 0);
    const lanes = Math.min(processes, batches.length, Math.max(1, Math.ceil(units / UNITS_WORTH_A_PROCESS)));
    let stopListening = (): void => {};
    const aborted = new Promise<never>((_, reject) => {
      stopListening = onAbort(signal, () => reject(abortError()));
    });
    try {
      await Promise.race([aborted, Promise.all(Array.from({ length: lanes }, lane))]);
    } finally {
      stopped = true;
      stopListening();
    }
    if (signal?.aborted) throw abortError();
    return texts.map((text) => vectors.get(text)!);
  }

  return {
    id: model.id,
    async embed(texts, signal) {
      if (signal?.aborted) throw abortError();
      if (texts.length === 0) return [];
      calls++;
      clearTimeout(idle);
      try {
        return await embedAll(texts, signal);
      } finally {
        calls--;
        if (calls === 0) idle = setTimeout(() => void pool.release(), idleMs).unref();
      }
    },
    close() {
      clearTimeout(idle);
      return pool.close();
    },
  };
}

function cutIntoBatches(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let units = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const last = batches.at(-1);
    if (!last || last.length >= BATCH_TEXTS || units + text.length > BATCH_UNITS) {
      batches.push([text]);
      units = text.length;
    } else {
      last.push(text);
      units += text.length;
    }
  }
  return batches;
}
