/** Code that is sent as an archive once and named by requests from then on: `upload:ID` in the place of a path. */
export interface Upload {
  /** SHA-256 of the archive, hex: the same archive again is the same upload. */
  readonly id: string;
  readonly files: number;
  /** Unpacked. */
  readonly bytes: number;
}

export interface Uploads {
  /** @throws Problem 413 or 422 for an archive that is none, too large, or would write where it must not */
  add(archive: Uint8Array): Promise<Upload>;
  /** The folder in which an upload lies unpacked on this machine; null when there is none of this id. */
  folder(id: string): Promise<string | null>;
}

/** How requests name an upload, or a place in it. */
export const UPLOAD = /^upload:([0-9a-f]{64})(?:\/(.*))?$/;

/** Where the archives themselves are, for every process. */
export interface ArchiveStore {
  put(upload: Upload, archive: Uint8Array): Promise<void>;
  /** It is in use again. */
  get(id: string): Promise<Uint8Array | null>;
}
