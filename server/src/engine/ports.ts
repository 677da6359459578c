/** What the engine and the use cases need from the outside. `platform/` implements them. */

/** Turns texts into unit vectors. Same text, same bits, whatever else is asked at the same time. */
export interface Embedder {
  /** Changes whenever vectors would: model hash and normaliser version. */
  readonly id: string;
  /** @throws Error naming the file when the model is missing or damaged. */
  embed(texts: readonly string[], signal?: AbortSignalLike): Promise<Float32Array[]>;
}

/** The part of AbortSignal that pure code needs. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

/** A store of bytes by key that may forget. Reading and writing never throw: a broken store is an empty one. */
export interface BlobStore {
  get(key: string): Uint8Array | undefined;
  /** Brings what lies far away near, so that it can be got at once. Absent where everything is near. */
  near?(keys: readonly string[]): Promise<void>;
  set(key: string, value: Uint8Array): void;
}
