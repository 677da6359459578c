import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askHolder, type FolderLock, lockFolder } from '../../server/src/store/folderLock.ts';
import type { Content } from '../../server/src/store/holder.ts';

/** What a process that has a folder says to others, and what it does not mind. */

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'fern-holder-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const signalOf = (): AbortSignal => new AbortController().signal;
const content = (text: string): Content => ({
  bytes: Buffer.byteLength(text),
  stream: Readable.from([text]),
});
const addressOf = (folder: string): string => join(folder, 'lock.sock');

/** All that comes when something is said, until the other side ends. */
function hear(folder: string, ...pieces: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(addressOf(folder));
    for (const piece of pieces) socket.write(piece);
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

async function all(told: AsyncIterable<Uint8Array> | null): Promise<string | null> {
  if (told === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of told) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('a process that has a folder', () => {
  let folder: string;
  let lock: FolderLock;
  let open: () => void;
  let gate: Promise<void>;
  beforeEach(async () => {
    folder = mkdtempSync(join(base, 'held-'));
    gate = new Promise((resolve) => {
      open = resolve;
    });
    lock = await lockFolder(folder, {
      poem: async () => content('rosé'.repeat(100_000)),
      nothing: async () => content(''),
      slow: async () => {
        await gate;
        return content('late');
      },
      broken: async () => Promise.reject(new Error('the disk is full')),
      breaking: async () => ({
        bytes: 100,
        stream: Readable.from(
          (async function* () {
            yield 'some';
            throw new Error('the disk broke');
          })(),
        ),
      }),
      short: async () => ({ bytes: 100, stream: Readable.from(['some']) }),
      long: async () => ({ bytes: 3, stream: Readable.from(['some']) }),
    });
  });
  afterEach(() => lock.release());

  const asked = (question: string): Promise<string | null | Error> =>
    askHolder(folder, question, signalOf())
      .then(all)
      .catch((error: Error) => error);

  test('tells who it is to whom says nothing, in time for those that ask nothing else', async () => {
    const started = performance.now();
    const said = JSON.parse(await hear(folder));
    expect(said).toMatchObject({ pid: process.pid, since: expect.stringMatching(/^\d{4}-/) });
    // As long as Ferns of before have always waited.
    expect(performance.now() - started).toBeLessThan(2000);
    await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid}`);
  });

  test.each<[string, string | null | RegExp]>([
    ['poem', 'rosé'.repeat(100_000)],
    ['nothing', ''],
    ['broken', /says no: the disk is full\.$/],
    ['breaking', /broke off before it had told all/],
    ['short', /broke off before it had told all/],
    ['long', /broke off before it had told all/],
    ['gone', /says no: it does not know/],
    ['__proto__', /says no: it does not know/],
    ['constructor', /says no: it does not know/],
    ['', /says no: it does not know/],
  ])('that is asked for %j', async (question, answer) => {
    const got = await asked(question);
    if (answer instanceof RegExp) expect((got as Error).message).toMatch(answer);
    else expect(got).toBe(answer);
    expect(await asked('nothing')).toBe('');
  });

  test('answers one after the other', async () => {
    const first = asked('slow');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(((await asked('slow')) as Error).message).toMatch(/answering somebody else/);
    open();
    expect(await first).toBe('late');
    expect(await asked('slow')).toBe('late');
  });

  test('that ends does not wait for whom it answers, who notices', async () => {
    const first = asked('slow');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await lock.release();
    expect(((await first) as Error).message).toMatch(/in use by another Fern, which does not answer/);
    open();
    expect(await asked('poem')).toBeNull();
  });

  test('that ends does not wait for who does not listen', async () => {
    const deaf = connect(addressOf(folder));
    await new Promise((resolve) => deaf.write('poem\n', resolve));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = performance.now();
    await lock.release();
    expect(performance.now() - started).toBeLessThan(1000);
    deaf.destroy();
  });

  const MIB = Buffer.alloc(1 << 20, 'x');
  test.each<[string, readonly (string | Buffer)[]]>([
    ['garbage', [Buffer.from('\x16\x03\x01\x02\x00\xff\xfe', 'latin1')]],
    ['a request of HTTP', ['GET / HTTP/1.1\r\nHost: x\r\n\r\n']],
    ['a line that never ends', Array.from({ length: 16 }, () => MIB)],
    ['half a question', ['poe']],
    ['two questions', ['poem\npoem\n']],
    ['a question and no end of talk', ['slow\n', ...Array.from({ length: 16 }, () => MIB)]],
    ['a zero byte', ['poem\0\n']],
    ['an empty line', ['\n']],
  ])('%s gets nothing, and does it no harm', async (_, pieces) => {
    const said = await hear(folder, ...pieces);
    expect(said).not.toContain('rosé');
    open();
    await expect.poll(() => asked('poem')).toBe('rosé'.repeat(100_000));
  });

  test('many that connect and say nothing, or ask and don’t listen, are no harm either', async () => {
    const idle: Socket[] = [];
    for (let i = 0; i < 100; i++) {
      const socket = connect(addressOf(folder), () => socket.write(i % 2 === 0 ? 'p' : 'poem\n'));
      socket.on('error', () => {});
      idle.push(socket.pause());
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const socket of idle) socket.destroy();
    await expect.poll(() => asked('poem'), { timeout: 5000 }).toBe('rosé'.repeat(100_000));
  });

  test.skipIf(process.platform === 'win32')('is asked by the same user alone', () => {
    expect(statSync(addressOf(folder)).mode & 0o777).toBe(0o600);
  });
});

describe('what answers in the place of a process', () => {
  const bytes = (count: number, text: string) => `${JSON.stringify({ bytes: count })}\n${text}`;
  test.each<[string, (socket: Socket) => void, RegExp]>([
    [
      'is a Fern of before',
      (socket) => socket.end('{"pid":7,"since":"2026-01-01T00:00:00Z"}'),
      /\(process 7, since 2026-.*which can't tell: it is another version\. End it first\.$/,
    ],
    ['breaks off', (socket) => socket.end(bytes(1000, 'some')), /broke off before it had told all/],
    [
      'is killed in the middle',
      (socket) => socket.write(bytes(1000, 'some'), () => socket.destroy()),
      /broke off/,
    ],
    ['says more than it said it would', (socket) => socket.end(bytes(2, 'some')), /broke off/],
    ['ends at once', (socket) => socket.end(), /in use by another Fern, which does not answer/],
    ['says nonsense', (socket) => socket.end('hello\n'), /in use by another Fern, which does not answer/],
    ['says null', (socket) => socket.end('null\n'), /in use by another Fern, which does not answer/],
    [
      'never ends its line',
      (socket) => socket.end('x'.repeat(1 << 20)),
      /in use by another Fern, which does not answer/,
    ],
    ['says a number that is none', (socket) => socket.end('{"bytes":-1}\n'), /broke off/],
  ])('%s', async (_, answer, message) => {
    const folder = mkdtempSync(join(base, 'other-'));
    const other = await new Promise<Server>((resolve) => {
      const server = createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', () => answer(socket));
      }).listen(addressOf(folder), () => resolve(server));
    });
    await expect(askHolder(folder, 'poem', signalOf()).then(all)).rejects.toThrow(message);
    other.close();
  });

  // Where the name of a folder is too long its socket lies where everybody's are.
  test.skipIf(process.getuid?.() !== 0)('is another user', async () => {
    const folder = join(base, 'n'.repeat(120));
    mkdirSync(folder);
    const lock = await lockFolder(folder, { poem: async () => content('rosé') });
    expect(await askHolder(folder, 'poem', signalOf()).then(all)).toBe('rosé');
    const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
    chownSync(join(tmpdir(), `fern-${name}.sock`), 65_534, 65_534);
    await expect(askHolder(folder, 'poem', signalOf())).rejects.toThrow(/which does not answer/);
    await lock.release();
  });

  test('is nobody: there is no socket, or nobody listens', async () => {
    const folder = join(base, 'nobody');
    mkdirSync(folder);
    expect(await askHolder(folder, 'poem', signalOf())).toBeNull();
    rmSync(addressOf(folder), { force: true });
    await (await lockFolder(folder)).release();
    expect(await askHolder(folder, 'poem', signalOf())).toBeNull();
  });

  test('is not waited for by whom is interrupted', async () => {
    const folder = mkdtempSync(join(base, 'mute-'));
    const mute = await new Promise<Server>((resolve) => {
      const server = createServer(() => {}).listen(addressOf(folder), () => resolve(server));
    });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    await expect(askHolder(folder, 'poem', controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    mute.close();
  });
});
