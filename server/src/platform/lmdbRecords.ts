/** Bytes in front of every value: a checksum, so that a damaged page is a miss and never a wrong result. */
const CHECKSUM_BYTES = 4;

/** A value as it is stored: checksum over key and bytes, then the bytes. */
export function packValue(key: string, value: Uint8Array): Buffer {
  const packed = Buffer.allocUnsafe(CHECKSUM_BYTES + value.byteLength);
  packed.set(value, CHECKSUM_BYTES);
  packed.writeUInt32LE(checksum(key, packed), 0);
  return packed;
}

/** A copy of the bytes of a stored value; undefined when the checksum does not fit. */
export function unpackValue(key: string, packed: Buffer): Uint8Array | undefined {
  if (packed.length < CHECKSUM_BYTES || packed.readUInt32LE(0) !== checksum(key, packed)) return undefined;
  // lmdb hands out a large buffer whose `length` it sets; newer Node.js do not look at that where no end is given.
  return new Uint8Array(packed.subarray(CHECKSUM_BYTES, packed.length));
}

/** FNV-1a over the key's UTF-16 units and the value's bytes. */
function checksum(key: string, packed: Buffer): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  for (let at = CHECKSUM_BYTES; at < packed.length; at++) hash = Math.imul(hash ^ packed[at]!, 0x01000193);
  return hash >>> 0;
}

/** When an entry was last used, and what it takes. */
export interface Use {
  /** Time in coarse steps; see {@link currentStamp}. */
  readonly stamp: number;
  /** Bytes of the value. */
  readonly size: number;
}

/** Ten minutes: finer steps would mean more writes for a cache that lives for weeks. */
const STEP_MS = 600_000;

export function currentStamp(now = Date.now()): number {
  return Math.floor(now / STEP_MS) >>> 0;
}

export function packUse({ stamp, size }: Use): Buffer {
  const packed = Buffer.allocUnsafe(8);
  packed.writeUInt32LE(stamp, 0);
  packed.writeUInt32LE(size, 4);
  return packed;
}

/** A damaged record counts as never used. */
export function unpackUse(packed: Buffer | undefined): Use {
  if (packed?.length !== 8) return { stamp: 0, size: 0 };
  return { stamp: packed.readUInt32LE(0), size: packed.readUInt32LE(4) };
}

export function packCount(count: number): Buffer {
  const packed = Buffer.allocUnsafe(8);
  packed.writeDoubleLE(count, 0);
  return packed;
}

export function unpackCount(packed: Buffer | undefined): number {
  const count = packed?.length === 8 ? packed.readDoubleLE(0) : 0;
  return Number.isSafeInteger(count) && count >= 0 ? count : 0;
}
