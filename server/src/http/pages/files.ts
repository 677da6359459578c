import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A file as it is sent. */
export interface SentFile {
  readonly type: string;
  readonly bytes: Buffer;
  /** The same, compressed. */
  readonly gzipped: Buffer;
  /** Weak, as it stands for the compressed bytes too. */
  readonly tag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
};

const compress = promisify(gzip);

export async function sentFile(name: string, content: Uint8Array | string): Promise<SentFile> {
  const bytes = Buffer.from(content);
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return {
    type: TYPES[ending] ?? 'application/octet-stream',
    bytes,
    gzipped: await compress(bytes, { level: 9 }),
    tag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  };
}

/** Whether a browser has the file already. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  return ifNoneMatch?.split(',').some((given) => given.trim() === tag) === true;
}

/** Whether an answer may be compressed: that is named, and not with a weight of 0. */
export function takesGzip(acceptEncoding: string | string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(String(acceptEncoding ?? ''));
}
