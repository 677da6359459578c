import net from 'node:net';
import { StoreError } from './database.ts';
import type { Holder } from './holder.ts';

/** The other side of `holder`: who asks the process that has a folder. */

/** silent: somebody is there and does not say who; gone: nobody is. */
export type Held = Holder | 'silent' | 'gone';

/** Milliseconds in which a process says who it is. */
const ANSWER = 2000;
/** Milliseconds after which one that was asked for more, and says nothing, is given up. */
const SILENCE = 120_000;
/** Bytes of a line. */
const LONGEST = 4096;
/** Times that something is asked: on a busy machine a question may come too late. */
const TRIES = 5;

export async function askWho(address: string): Promise<Held> {
  const heard = await hear(address, '', ANSWER);
  if (heard === 'gone') return heard;
  heard.socket.destroy();
  return readLine(heard.line).holder ?? 'silent';
}

/**
 * Asks for something.
 * @returns all of it as it comes, which throws where it breaks off; or who it is that does not know of such a thing
 * @throws StoreError saying why it can't be had
 */
export async function ask(
  address: string,
  question: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array> | Held> {
  for (let tries = 1; ; tries++) {
    const heard = await hear(address, `${question}\n`, SILENCE, signal);
    if (heard === 'gone') return heard;
    const { holder, bytes, error } = readLine(heard.line);
    if (bytes !== undefined) return counted(heard, bytes);
    heard.socket.destroy();
    if (error !== undefined) throw new StoreError(`The Fern that has the data folder says no: ${error}.`);
    if (!holder?.answers?.includes(question) || tries === TRIES) return holder ?? 'silent';
  }
}

interface Heard {
  readonly socket: net.Socket;
  readonly line: string;
  /** What came after it, and what comes. */
  readonly first: Buffer;
  readonly chunks: AsyncIterator<Buffer>;
}

/** Says something, and hears the first line. */
async function hear(
  path: string,
  said: string,
  silence: number,
  signal?: AbortSignal,
): Promise<Heard | 'gone'> {
  const socket = net.connect({ path, signal });
  socket.setTimeout(silence, () => socket.destroy());
  socket.on('error', () => {});
  if (said !== '') socket.write(said);
  const chunks: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
  let heard = Buffer.alloc(0);
  try {
    while (!heard.includes('\n') && heard.length < LONGEST) {
      const { value, done } = await chunks.next();
      if (done) break;
      heard = Buffer.concat([heard, value]);
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    if (isNobody(error)) return 'gone';
    // What was said before it broke counts.
  }
  const end = heard.indexOf('\n');
  const line = heard.subarray(0, end < 0 ? heard.length : end).toString();
  return { socket, line, first: heard.subarray(end < 0 ? heard.length : end + 1), chunks };
}

/** Any other error means that somebody is there: one who may not be asked, or has no time. */
const isNobody = (error: unknown): boolean =>
  /^(?:ENOENT|ECONNREFUSED|ENOTSOCK)$/.test((error as NodeJS.ErrnoException).code ?? '');

/** So many bytes, neither more nor less. */
async function* counted({ socket, first, chunks }: Heard, bytes: number): AsyncGenerator<Uint8Array> {
  try {
    let missing = bytes - first.length;
    yield first;
    while (missing > 0) {
      const { value, done } = await chunks.next().catch(() => ({ value: undefined, done: true as const }));
      if (done) break;
      missing -= value.length;
      yield value;
    }
    if (missing !== 0)
      throw new StoreError('The Fern that has the data folder broke off before it had told all; try again.');
  } finally {
    socket.destroy();
  }
}

function readLine(line: string): { holder?: Holder; bytes?: number; error?: string } {
  try {
    const said = JSON.parse(line);
    if (Number.isSafeInteger(said.pid)) return { holder: said };
    if (Number.isSafeInteger(said.bytes)) return { bytes: said.bytes };
    return typeof said.error === 'string' ? { error: said.error } : {};
  } catch {
    return {};
  }
}
