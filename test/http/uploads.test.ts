import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BAD_TEXT, GOLDEN_SUM, GOLDEN_TEXT, GOOD_SUM } from '../lsp/workspace.ts';
import { type Entry, tarGz, tarOf, zipOf } from './archives.ts';
import { onEveryStore } from './everyStore.ts';
import type { Answer, Served } from './serve.ts';
import { valid } from './valid.ts';

/** Code that is sent as an archive, and what is no code. */

const GOLDEN = [
  { name: 'golden/text.ts', text: GOLDEN_TEXT },
  { name: 'golden/sum.ts', text: GOLDEN_SUM },
];
const ONE = [
  { name: 'text.ts', text: BAD_TEXT },
  { name: 'sum.ts', text: GOOD_SUM },
];
const file = (name: string, text = 'export const a = 1;'): Entry => ({ name, text });
const MIB = 1024 * 1024;

onEveryStore((serve) => {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
  }, 120_000);
  afterAll(() => served.close());

  async function upload(archive: Buffer, type = 'application/gzip'): Promise<Answer> {
    const answer = await served.app.inject({
      method: 'POST',
      url: '/uploads',
      headers: { 'content-type': type },
      payload: archive,
    });
    return {
      status: answer.statusCode,
      type: String(answer.headers['content-type']),
      headers: answer.headers,
      text: answer.body,
      json: JSON.parse(answer.body),
    };
  }

  describe('an upload', () => {
    test('is scored as the same code in folders', async () => {
      const golden = await upload(await tarGz([{ name: 'golden', type: 'directory' }, ...GOLDEN]));
      expect(golden.status, golden.text).toBe(201);
      await valid(served, 'post', '/uploads', golden);
      expect(golden.json).toMatchObject({ files: 2, path: `upload:${golden.json.id}` });
      const one = await upload(zipOf(ONE), 'application/zip');
      expect(one.status, one.text).toBe(201);

      const paths = { golden_path: 'golden', generated_path: 'one', evaluation_type: 'app' };
      const { json: named } = await served.post('/evaluate', paths);
      const sent = { ...paths, golden_path: golden.json.path, generated_path: one.json.path };
      const { json: scored } = await served.post('/evaluate', sent);
      expect({ ...scored, generated: '' }).toEqual({ ...named, generated: '' });

      const file = { golden_path: `${golden.json.path}/text.ts`, generated_path: `${one.json.path}/text.ts` };
      expect((await served.post('/evaluate', file)).json.overall).toBe(scored.files[1].overall);
      const models = { sent: one.json.path, here: 'two' };
      const compared = await served.post('/compare-models', { golden_standard: golden.json.path, models });
      expect(compared.json.rankings).toHaveLength(2);
    });

    test('is the same one when it is sent again', async () => {
      const archive = zipOf(ONE);
      const [first, second] = await Promise.all([upload(archive), upload(archive)]);
      expect(first.json).toEqual(second.json);
    });

    test('that is not there is told, and leads nowhere else', async () => {
      const { json } = await upload(zipOf(ONE));
      for (const [path, status] of [
        [`upload:${'0'.repeat(64)}`, 404],
        [`${json.path}/gone`, 404],
        [`${json.path}/..`, 403],
        [`${json.path}/../../../secret.ts`, 403],
        [`${json.path}//etc/passwd`, 403],
        [`${json.path}/text.ts\0`, 403],
        ['upload:xyz', 404],
        ['upload:', 404],
      ] as const) {
        const body = { golden_path: path, generated_path: 'one', evaluation_type: 'app' };
        const { status: got, text } = await served.post('/evaluate', body);
        expect([path, got]).toEqual([path, status]);
        expect(text).not.toMatch(/root:|swordfish/);
      }
    });
  });

  describe('an archive that means harm', () => {
    const long = (character: string, length: number) => character.repeat(length);
    test.each<[string, () => Buffer | Promise<Buffer>, number]>([
      ['leads out', () => tarGz([file('../out.ts')]), 422],
      ['leads out in the middle', () => tarGz([file('a/../../out.ts')]), 422],
      ['leads to the root', () => tarGz([file('/tmp/out.ts')]), 422],
      ['leads out of a zip', () => zipOf([{ name: '../out.ts', text: '' }]), 422],
      ['leads to the root of a zip', () => zipOf([{ name: '/tmp/out.ts', text: '' }]), 422],
      ['leads out as Windows writes it', () => zipOf([{ name: '..\\out.ts', text: '' }]), 422],
      ['names a drive', () => tarGz([file('C:/out.ts')]), 422],
      ['names a stream', () => tarGz([file('a.ts:stream')]), 422],
      ['names with a line end', () => tarGz([file('a\nb.ts')]), 422],
      ['names of 300 letters', () => tarGz([file(`${long('a', 300)}.ts`)]), 422],
      ['paths of 2,000 letters', () => tarGz([file(`${long('a/', 1000)}b.ts`)]), 422],
      [
        'links',
        () => tarGz([{ name: 'link', type: 'symlink', linkname: '/etc/passwd' }, file('link/a.ts')]),
        422,
      ],
      ['links hard', () => tarGz([{ name: 'link.ts', type: 'link', linkname: '/etc/passwd' }]), 422],
      ['links in a zip', () => zipOf([{ name: 'link', text: '/etc/passwd', mode: 0o120777 }]), 422],
      [
        'is a device',
        () => tarGz([{ name: 'null', type: 'character-device', devmajor: 1, devminor: 3 }]),
        422,
      ],
      ['is a pipe', () => tarGz([{ name: 'pipe', type: 'fifo' }]), 422],
      ['has a file twice', () => tarGz([file('a.ts'), file('a.ts', '2')]), 422],
      ['has a file for a folder', () => tarGz([file('a'), file('a/b.ts')]), 422],
      ['is a bomb', async () => gzipSync(await tarOf([file('a.ts', long(' ', 64 * MIB))])), 413],
      ['is a bomb as a zip', () => zipOf([{ name: 'a.ts', text: long(' ', 64 * MIB) }]), 413],
      [
        'is a bomb that says it is small',
        () => zipOf([{ name: 'a.ts', text: long(' ', 64 * MIB), size: 10 }]),
        422,
      ],
      ['has 25,000 files', () => tarGz(Array.from({ length: 25_000 }, (_, i) => file(`${i}.ts`, ''))), 413],
      ['has nothing', () => tarGz([]), 422],
      ['has folders alone', () => tarGz([{ name: 'a', type: 'directory' }]), 422],
      ['is cut', async () => (await tarGz(GOLDEN)).subarray(0, 60), 422],
      ['is a cut zip', () => zipOf(ONE).subarray(0, 80), 422],
      ['is gzip of something else', () => gzipSync('hello, I am no archive at all'.repeat(100)), 422],
      ['is no archive', () => Buffer.from('export const a = 1;'), 422],
      ['is empty', () => Buffer.alloc(0), 422],
    ])('%s', async (_, make, status) => {
      const answer = await upload(await make());
      expect(answer.status, answer.text).toBe(status);
      await valid(served, 'post', '/uploads', answer);
      expect(answer.text).not.toMatch(/root:|fern-http|\/tmp\/fern|at \w+ \(/);
    });

    test('nothing was left behind, neither beside nor half', () => {
      const cache = join(dirname(served.root), 'cache');
      const names = readdirSync(join(cache, 'uploads'));
      expect(names.filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
      expect(readdirSync(cache)).toEqual(['uploads']);
      expect(readdirSync(dirname(served.root)).sort()).toEqual(['cache', 'secret.ts', 'served']);
    });

    test('or is larger than 64 MiB, or of another type', async () => {
      expect((await upload(Buffer.alloc(65 * MIB, 7))).status).toBe(413);
      expect((await upload(Buffer.from('{}'), 'application/json')).status).toBe(415);
      const elsewhere = await served.app.inject({
        method: 'POST',
        url: '/evaluate',
        headers: { 'content-type': 'application/gzip' },
        payload: await tarGz(GOLDEN),
      });
      expect(elsewhere.statusCode).toBe(415);
    });
  });
});
