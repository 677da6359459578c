/**
 * The script of an embedding process (workerpool, `workerType: 'process'`, serialization 'advanced').
 * The model's folder comes as the first argument; nothing is loaded before it is needed.
 */
import workerpool from 'workerpool';
import { loadModel } from '../platform/embeddingModel.ts';
import { type EmbeddingSession, openSession, openWordPieces } from '../platform/onnxSession.ts';
import type { WordPieces } from '../platform/wordPieces.ts';

const folder = process.argv[2] ?? '';

// Ctrl-C reaches the whole process group. The host decides what it means; a child that died of it would look
// crashed. When the host is gone, workerpool's own 'disconnect' handler ends this process.
process.on('SIGINT', () => {});

let session: Promise<EmbeddingSession> | undefined;
let wordPieces: WordPieces | undefined;

async function open(): Promise<EmbeddingSession> {
  session ??= openSession(loadModel(folder));
  try {
    return await session;
  } catch (error) {
    // The next call tries again: the file may have been restored.
    session = undefined;
    throw error;
  }
}

/** Unit vectors of the texts, one after the other in one array. */
async function embed(texts: readonly string[]): Promise<Float32Array> {
  const loaded = await open();
  let all: Float32Array | undefined;
  for (const [index, text] of texts.entries()) {
    const vector = await loaded.encode(text);
    all ??= new Float32Array(texts.length * vector.length);
    all.set(vector, index * vector.length);
  }
  return all ?? new Float32Array();
}

/** Word-piece ids as the model gets them. */
function tokenize(texts: readonly string[]): number[][] {
  wordPieces ??= openWordPieces(loadModel(folder));
  return texts.map(wordPieces);
}

workerpool.worker({ embed, tokenize });
