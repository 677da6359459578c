import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFernClient } from '../../server/src/client/fernClient.ts';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import { listen, problem, type Reply } from '../client-api/listening.ts';
import { documentOf, EXAMPLES, type Finished, linesOf, pause, withoutTime } from '../helpers/cli.ts';
import { address, createWorkplace, type Running, type Workplace } from '../http/service.ts';

/** `fern compare --server`: two copies of the same project, one here and one where the service is. */

const KEY = 'team-key-1';
let place: Workplace;
let mine = '';
let service: Running;
let url = '';

beforeAll(async () => {
  place = createWorkplace();
  mine = join(place.folder, 'mine');
  const theirs = join(place.folder, 'theirs');
  for (const folder of [mine, theirs]) {
    for (const part of ['fern.config.json', 'golden', 'generated'])
      cpSync(join(EXAMPLES, part), join(folder, part), { recursive: true });
    for (const sample of ['1', '2']) {
      mkdirSync(join(folder, 'tries', sample), { recursive: true });
      writeFileSync(join(folder, 'tries', sample, 'text.ts'), `export const tries = ${sample};\n`);
    }
  }
  const env = { API_KEY: KEY, CACHE_DIR: join(place.folder, 'cache-theirs') };
  service = place.start(['serve', '--port', '0', '--no-behaviour'], { cwd: theirs, env });
  url = await address(service);
});
afterAll(async () => {
  service.child.kill('SIGTERM');
  await service.done;
  place.remove();
});

/** @param cache results that one run left must not be what the other one shows */
function compare(
  args: readonly string[],
  cache: string,
  env: Record<string, string> = {},
): Promise<Finished> {
  const own = { CACHE_DIR: join(place.folder, cache), FERN_SERVER_KEY: KEY, ...env };
  return place.run(['compare', ...args], { cwd: mine, env: own });
}

describe('what the server finds is what this machine finds', () => {
  test.each<[string, string[]]>([
    ['all models', []],
    ['with other weights', ['--weights', 'quality-focused']],
    ['samples of a model', ['--model', 'tries=tries', '--model', 'elder=generated/elder']],
  ])('%s', async (name, args) => {
    const all = [...args, '--no-behaviour', '--json'];
    const remote = await compare([...all, '--server', url], `cache-remote-${name}`);
    const local = await compare(all, `cache-local-${name}`);
    expect(remote.code).toBe(0);
    // No doubt is told, only how far it is.
    expect(linesOf(remote.stderr).filter((line) => !/^(?:Reading|Scoring) /.test(line))).toEqual([]);
    expect(documentOf<ComparisonDocument>(remote).rankings.length).toBeGreaterThan(1);
    expect(withoutTime(remote.stdout)).toBe(withoutTime(local.stdout));
  });

  test('in any format, by the variables, from a folder below', async () => {
    const args = ['--no-behaviour', '--format', 'markdown', '--quiet'];
    const keyFile = place.write('key', `${KEY}\n`);
    const env = {
      CACHE_DIR: join(place.folder, 'cache-below'),
      FERN_SERVER: url,
      FERN_SERVER_KEY_FILE: keyFile,
    };
    const remote = await place.run(['compare', ...args], { cwd: join(mine, 'golden'), env });
    const local = await compare(args, 'cache-local-markdown');
    expect(remote).toMatchObject({ code: 0, stderr: '' });
    const timeless = (text: string): string => text.replace(/[\d.]+ s\b/g, '');
    expect(timeless(remote.stdout)).toBe(timeless(local.stdout));
  });

  test('it is kept here, held against earlier ones, and gated', async () => {
    const args = ['--server', url, '--no-behaviour', '--quiet'];
    const first = await compare([...args, '--json', '--name', 'first'], 'cache-kept');
    const env = { CACHE_DIR: join(place.folder, 'cache-kept') };
    const listed = await place.run(['history', 'list', '--json'], { cwd: mine, env });
    expect(JSON.parse(listed.stdout).runs).toEqual([
      expect.objectContaining({ id: documentOf<ComparisonDocument>(first).run, name: 'first' }),
    ]);
    const second = await compare([...args, '--baseline', 'first', '--fail-on', 'regression'], 'cache-kept');
    expect(second.code).toBe(0);
    expect((await compare([...args, '--fail-under', '0.999'], 'cache-kept')).code).toBe(1);
  });
});

describe('by what else the server goes is said', () => {
  const CONFIG = JSON.parse(readFileSync(join(EXAMPLES, 'fern.config.json'), 'utf8'));

  test.each<[string, object, string[], string]>([
    ['options', {}, ['--margin', '0.5'], 'margin, behaviour.enabled.'],
    [
      'the file',
      { include: ['utils/*.ts'], limits: { windows: 2 } },
      [],
      'include, behaviour.enabled, limits.windows.',
    ],
    [
      'paths',
      { pairs: { 'a.ts': 'b.ts' } },
      ['--no-behaviour'],
      'accepted, pairs, alternatives, behaviour, limits or the model.',
    ],
  ])('%s', async (_, config, args, says) => {
    writeFileSync(join(mine, 'other.json'), JSON.stringify({ ...CONFIG, ...config }));
    const all = ['--server', url, '--json', '--config', 'other.json', ...args];
    const { code, stderr } = await compare(all, 'cache-doubt');
    expect(code).toBe(0);
    const lines = linesOf(stderr).filter((line) => !/^(?:Reading|Scoring) /.test(line));
    expect(lines).toEqual([`fern: The server has other settings, by which it goes: ${says}`]);
  });
});

describe('one line and exit code 2', () => {
  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['a wrong key', [], { FERN_SERVER_KEY: 'wrong' }, /does not know the key of FERN_SERVER_KEY\.$/],
    ['no key', [], { FERN_SERVER_KEY: '' }, /asks for a key: set FERN_SERVER_KEY\.$/],
    [
      'a key that could be read on the way',
      ['--server', 'http://no-such-fern.invalid'],
      {},
      /invalid would be sent the key of FERN_SERVER_KEY unencrypted: use its https:\/\/ address, or a tunnel/,
    ],
    ['a key that is none', [], { FERN_SERVER_KEY: 'a b' }, /The key holds spaces, or what is not ASCII\.$/],
    [
      'a folder that is not there',
      ['--model', 'a~b/c=generated/gone'],
      {},
      /the server does not have generated\/gone; it serves another folder, or has other files \(http/,
    ],
    ['no golden folder', ['--golden', 'gone'], {}, /the server does not have gone; it serves another folder/],
    ['a file', ['--golden', 'fern.config.json'], {}, /the server has fern\.config\.json as a file/],
    [
      'a folder outside',
      ['--golden', '..'],
      {},
      /work is not below \S+mine; a server \(--server, FERN_SERVER/,
    ],
    ['no address', ['--server', 'fern'], {}, /fern is no address of a service: write http/],
    [
      'a port where nobody is',
      ['--server', 'http://127.0.0.1:2'],
      {},
      /can't be reached \(ECONNREFUSED\)\.$/,
    ],
    [
      'a machine that is not there',
      ['--server', 'https://no-such-fern.invalid'],
      {},
      /can't be reached \(\w+\)\.$/,
    ],
  ])('%s', async (_, args, env, says) => {
    const { code, stdout, stderr } = await compare(['--server', url, ...args], 'cache-wrong', env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(linesOf(stderr)).toEqual([expect.stringMatching(says)]);
    expect(stderr).toMatch(/^fern: /);
    expect(stderr).not.toMatch(/fault of Fern/);
  });

  test.each<[string, Reply, RegExp]>([
    ['a page', (response) => void response.end('<html>'), /answered what is no JSON: it is no Fern\.$/],
    ['another service', (response) => void response.writeHead(404).end('no'), /is no Fern that compares/],
    ['a fault', problem(500, 'Something in Fern went wrong.'), /answered: Something in Fern went wrong\.$/],
  ])('%s', async (_, reply, says) => {
    const server = await listen(reply);
    const { code, stdout, stderr } = await compare(['--server', server.url], 'cache-wrong');
    await server.close();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(linesOf(stderr)).toEqual([expect.stringMatching(says)]);
  });
});

test('Ctrl+C cancels the comparison on the server', async () => {
  const theirs = join(place.folder, 'theirs');
  // With code that is run it takes long enough.
  const env = { CACHE_DIR: join(place.folder, 'cache-slow'), FERN_DATA: join(place.folder, 'data-slow') };
  const slow = place.start(['serve', '--port', '0'], { cwd: theirs, env });
  const slowUrl = await address(slow);
  const client = createFernClient({ url: slowUrl });
  const state = async () => (await client.jobs()).jobs.map((job) => job.state);
  const running = place.start(['compare', '--server', slowUrl], { cwd: mine });
  for (let tries = 0; (await state())[0] !== 'running' && tries < 200; tries++) await pause(50);
  expect(await state()).toEqual(['running']);
  running.child.kill('SIGINT');
  expect(await running.done).toMatchObject({ code: 130, stdout: '', stderr: '' });
  expect(await state()).toEqual(['cancelled']);
  // Until its worker has seen it: one that is to end meanwhile would wait for the step.
  await pause(1000);
  slow.child.kill('SIGTERM');
  await slow.done;
});
