import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Plain data as compressed JSON, for what is large and is kept. */
export function packJson(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value), { level: 4 });
}

/** @returns null where the bytes are not such: they were cut short or altered. */
export function unpackJson(packed: Uint8Array): unknown {
  try {
    return JSON.parse(inflateRawSync(packed).toString());
  } catch {
    return null;
  }
}
