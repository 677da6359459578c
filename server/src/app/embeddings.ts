import type { AbortSignalLike, BlobStore, Embedder } from '../engine/index.ts';

export interface Embeddings {
  /** Unit vectors of the texts, in order. Each distinct text is embedded once, here or by whoever did before. */
  vectors(texts: readonly string[], signal?: AbortSignalLike): Promise<Float32Array[]>;
}

/**
 * @param hash content hash of a text.
 */
export function createEmbeddings(
  embedder: Embedder,
  store: BlobStore,
  hash: (text: string) => string,
): Embeddings {
  const underWay = new Map<string, Promise<Float32Array>>();
  const key = (text: string): string => `v:${embedder.id}:${hash(text)}`;

  function ask(texts: readonly string[], keys: readonly string[], signal?: AbortSignalLike): void {
    const answers = embedder.embed(texts, signal);
    texts.forEach((_, i) => {
      const answer = answers.then((vectors) => {
        store.set(keys[i], new Uint8Array(vectors[i].buffer, vectors[i].byteOffset, vectors[i].byteLength));
        return vectors[i];
      });
      underWay.set(keys[i], answer);
      const forget = (): void => void underWay.delete(keys[i]);
      answer.then(forget, forget);
    });
  }

  async function attempt(texts: readonly string[], signal?: AbortSignalLike): Promise<Float32Array[]> {
    const keys = texts.map(key);
    await store.near?.(keys);
    const found = keys.map((name) => fromBytes(store.get(name)));
    const wanted = new Map<string, string>();
    keys.forEach((name, i) => {
      if (found[i] === null && !underWay.has(name)) wanted.set(name, texts[i]);
    });
    if (wanted.size > 0) ask([...wanted.values()], [...wanted.keys()], signal);
    return Promise.all(keys.map((name, i) => found[i] ?? (underWay.get(name) as Promise<Float32Array>)));
  }

  return {
    async vectors(texts, signal) {
      for (;;) {
        try {
          return await attempt(texts, signal);
        } catch (error) {
          // Who asked first for a text may have given up; that is no reason for others to go without.
          if ((error as Error).name !== 'AbortError' || signal?.aborted) throw error;
        }
      }
    },
  };
}

function fromBytes(bytes: Uint8Array | undefined): Float32Array | null {
  if (bytes === undefined || bytes.byteLength === 0 || bytes.byteLength % 4 !== 0) return null;
  const copy = bytes.slice();
  return new Float32Array(copy.buffer, copy.byteOffset, copy.byteLength / 4);
}
