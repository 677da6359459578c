import { readFileSync } from 'node:fs';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { type EmbeddingModel, ModelError, verifyModelFile } from './embeddingModel.ts';
import { createWordPieces, type WordPieces } from './wordPieces.ts';

/** A loaded model in this process. ONNX Runtime blocks the event loop during a run: never use it in a host. */
export interface EmbeddingSession {
  readonly wordPieces: WordPieces;
  /** One unit vector of the model's dimension. */
  encode(text: string): Promise<Float32Array>;
}

/** Options that keep a run deterministic and the process small (measured; see docs/architecture.md). */
export const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  enableCpuMemArena: true,
  // A pattern is kept for every input length ever seen and buys no speed.
  enableMemPattern: false,
  logSeverityLevel: 4,
};

/**
 * Verifies the hashes of a model's files and loads it.
 * @throws ModelError naming the file that is missing, altered or not a model
 */
export async function openSession(model: EmbeddingModel): Promise<EmbeddingSession> {
  const { dimension, maxWordPieces } = model.manifest;
  const wordPieces = openWordPieces(model);
  const file = verifyModelFile(model, 'model');
  const ort = await import('onnxruntime-node');
  const session = await ort.InferenceSession.create(file, SESSION_OPTIONS).catch((error: Error) => {
    throw new ModelError(`${file} can't be loaded by ONNX Runtime: ${error.message}`);
  });
  const ones = new BigInt64Array(maxWordPieces).fill(1n);
  const zeros = new BigInt64Array(maxWordPieces);
  return {
    wordPieces,
    // One text a run, unpadded: the vectors of an int8 model depend on batch mates and padding.
    async encode(text) {
      const ids = wordPieces(text);
      const shape = [1, ids.length];
      const output = await session.run({
        input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
        attention_mask: new ort.Tensor('int64', ones.subarray(0, ids.length), shape),
        token_type_ids: new ort.Tensor('int64', zeros.subarray(0, ids.length), shape),
      });
      return pool(hiddenState(output, file), ids.length, dimension, file);
    },
  };
}

/**
 * The tokenizer alone; cheap beside the model.
 * @throws ModelError naming the file
 */
export function openWordPieces(model: EmbeddingModel): WordPieces {
  const json = (role: 'tokenizer' | 'tokenizerConfig'): object =>
    JSON.parse(readFileSync(verifyModelFile(model, role), 'utf8'));
  return createWordPieces(json('tokenizer'), json('tokenizerConfig'), model.manifest.maxWordPieces);
}

function hiddenState(output: Readonly<Record<string, Tensor | undefined>>, file: string): Float32Array {
  const data = output.last_hidden_state?.data;
  if (data instanceof Float32Array) return data;
  throw new ModelError(`${file} has no float32 output "last_hidden_state".`);
}

/** Mean over all positions, divided by the Euclidean norm; summed in double precision. */
function pool(hidden: Float32Array, positions: number, dimension: number, file: string): Float32Array {
  if (hidden.length !== positions * dimension) {
    throw new ModelError(
      `${file} gives ${hidden.length / positions} numbers a position; manifest.json says ${dimension}.`,
    );
  }
  const sums = new Float64Array(dimension);
  for (let at = 0; at < hidden.length; ) {
    for (let d = 0; d < dimension; d++, at++) sums[d]! += hidden[at]!;
  }
  let squares = 0;
  for (const sum of sums) squares += sum * sum;
  const norm = Math.sqrt(squares);
  if (!(norm > 0) || !Number.isFinite(norm))
    throw new ModelError(`${file} gave a vector without a direction.`);
  return Float32Array.from(sums, (sum) => sum / norm);
}
