import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PAGES } from '../../server/src/http/pages/index.ts';
import { pause } from '../helpers/cli.ts';
import { copy, DOCKERFILE, execForm, filesBelow, isSent, stages } from './dockerfile.ts';
import { freePort } from './nginx.ts';
import { say } from './tools.ts';

const all = stages();
const [build, final] = [all[0]!, all.at(-1)!];
const of = (keyword: string) => final.steps.filter((step) => step.keyword === keyword);
/** Variables that the image sets. */
const environment = Object.fromEntries(
  of('ENV').flatMap(({ text }) =>
    [...text.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name!, value!]),
  ),
);

describe('the Dockerfile', () => {
  test('is one that Docker’s language server has nothing to say about', () => {
    expect(validate(DOCKERFILE).map(({ message }) => message)).toEqual([]);
  });

  test('builds on versions that are named', () => {
    for (const { image } of all) expect(image).toMatch(/^node:20\.\d+-bookworm-slim$/);
    expect(new Set(all.map(({ image }) => image)).size).toBe(1);
  });

  test('copies what is there and what Docker is sent, and is sent nothing else', () => {
    const sources = all
      .flatMap(({ steps }) => steps)
      .filter(({ keyword, from }) => keyword === 'COPY' && from === undefined)
      .flatMap(({ words }) => words.slice(0, -1));
    expect(sources.length).toBeGreaterThan(8);
    for (const source of sources) {
      expect([source, existsSync(source)]).toEqual([source, true]);
      expect(filesBelow(source).filter((path) => !isSent(path))).toEqual([]);
    }
    const top = readdirSync('.').filter((name) => !['node_modules', 'dist', '.git'].includes(name));
    const sent = top.flatMap(filesBelow).filter(isSent);
    const copied = sources.flatMap(filesBelow);
    expect(sent.filter((path) => !copied.includes(path))).toEqual([]);
    expect(isSent('node_modules/lmdb/index.js')).toBe(false);
    expect(isSent('deploy/secrets/api_key')).toBe(false);
    const stagesCopied = all.flatMap(({ steps }) => steps).flatMap(({ from }) => from ?? []);
    expect(stagesCopied.filter((name) => !all.some((stage) => stage.name === name))).toEqual([]);
  });

  test('installs what the lock file says, without scripts of others', () => {
    const [install] = build.steps.filter(({ text }) => /\bnpm\b/.test(text));
    expect(install?.text).toBe('npm ci --ignore-scripts');
  });

  test('runs as nobody in particular, says what it is and how it is, without a shell between', () => {
    expect(of('USER').map(({ text }) => text)).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
    const after = final.steps.slice(final.steps.indexOf(of('USER')[0]!) + 1);
    expect(
      after.map(({ keyword }) => keyword).filter((keyword) => ['RUN', 'COPY', 'ADD'].includes(keyword)),
    ).toEqual([]);
    expect(of('HEALTHCHECK')).toHaveLength(1);
    expect(execForm(of('HEALTHCHECK')[0]!.text)).toEqual([
      'node',
      'probe.mjs',
      'http://127.0.0.1:8000/livez',
    ]);
    expect(execForm(of('ENTRYPOINT')[0]!.text)).toEqual(['node', 'dist/fern.js']);
    expect(execForm(of('CMD')[0]!.text)).toEqual(['serve']);
    expect(of('STOPSIGNAL')[0]?.text).toBe('SIGTERM');
    expect(of('EXPOSE')[0]?.words).toEqual([environment.FERN_PORT, '9464']);
  });

  test('writes only where a volume is that its user owns', () => {
    const own = of('RUN').map(({ text }) =>
      /install -d -o 1000 -g 1000 ((?:\/\S+ ?)+)/.exec(text)?.[1]?.trim().split(' '),
    );
    expect(of('USER')[0]?.text).toBe('1000:1000');
    expect(execForm(of('VOLUME')[0]!.text)).toEqual(own[0]);
    expect([environment.CACHE_DIR, environment.FERN_DATA]).toEqual(own[0]);
    const { services } = parse(readFileSync('deploy/compose.yml', 'utf8'), { merge: true });
    expect(services.api.environment.CACHE_DIR).toBe(environment.CACHE_DIR);
  });

  test('leaves unbundled what esbuild leaves unbundled', () => {
    const list = (file: string, pattern: RegExp) =>
      [...(pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
        ([, name]) => name!,
      );
    const external = list('esbuild.mjs', /^const external = \[(.*)\];$/m);
    expect(list('deploy/runtime.mjs', /^const NATIVE = \[(.*)\];$/m)).toEqual(
      // The editor's own, and one that pg does without.
      external.filter((name) => name !== 'vscode' && name !== 'pg-native'),
    );
  });
});

/** Docker itself is not here: its steps are taken one after the other, in folders that stand for the stages. */
describe('what the Dockerfile makes', () => {
  let folder: string;
  let app: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fern-image-'));
    chmodSync(folder, 0o755);
    const source = join(folder, 'src');
    const runtime = join(folder, 'runtime');
    app = join(folder, 'app');
    mkdirSync(source);
    for (const { keyword, text, words } of build.steps) {
      if (keyword === 'COPY')
        copy(words.slice(0, -1), join(source, words.at(-1)!), words.at(-1)!.endsWith('/'));
      else if (text.startsWith('npm ')) symlinkSync(resolve('node_modules'), join(source, 'node_modules'));
      else if (keyword === 'RUN') {
        const { code, text: said } = say('sh', ['-c', text.replace(/(?<= )\/runtime$/, runtime)], {
          cwd: source,
        });
        if (code !== 0) throw new Error(said);
      }
    }
    for (const { words, from } of of('COPY')) {
      if (from === 'build') copyStage(words[0]!.replace(/^\/runtime/, runtime), join(app, words[1]!));
      else copy(words.slice(0, -1), join(app, words.at(-1)!), words.at(-1)!.endsWith('/'));
    }
    // Nothing of the project is left to be found by chance.
    rmSync(source, { recursive: true });
    rmSync(runtime, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const copyStage = (from: string, to: string) => {
    const { code, text } = say('cp', ['-R', `${from}/.`, to]);
    if (code !== 0) throw new Error(text);
  };

  test('has no binary of another platform, and nothing of the editor', () => {
    const files = filesBelow(app);
    const native = files.filter((path) => /\.(?:node|so|dylib|dll)(?:\.\d+)*$/.test(path));
    expect(native.length).toBeGreaterThan(2);
    expect(
      native.filter(
        (path) =>
          /darwin|win32|arm64/.test(path) !== /darwin|win32|arm64/.test(`${process.platform}${process.arch}`),
      ),
    ).toEqual([]);
    expect(files.filter((path) => /typescript|vscode|extension\.js/.test(path.slice(app.length)))).toEqual(
      [],
    );
    expect(existsSync(join(app, 'LICENSE'))).toBe(true);
  });

  test('serves as its user, reads nothing else, evaluates with its model and its sandbox, and ends', async () => {
    const port = await freePort();
    const [cache, data, code] = ['cache', 'data', 'code'].map((name) => join(folder, name));
    const isRoot = process.getuid?.() === 0;
    const user = isRoot ? { uid: 1000, gid: 1000 } : {};
    for (const path of [cache!, data!, code!]) mkdirSync(path);
    if (isRoot) for (const path of [cache!, data!]) spawnSync('chown', ['1000:1000', path]);
    const set: NodeJS.ProcessEnv = {
      ...environment,
      FERN_HOST: '127.0.0.1',
      FERN_PORT: String(port),
      FERN_ROOT: code,
      CACHE_DIR: cache,
      FERN_DATA: data,
      MAX_WORKERS: '1',
      PATH: process.env.PATH,
    };
    const [, ...entry] = execForm(of('ENTRYPOINT')[0]!.text)!;
    const child = spawn(process.execPath, [...entry, ...execForm(of('CMD')[0]!.text)!], {
      cwd: app,
      env: set,
      ...user,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        said += piece;
      });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const probe = execForm(of('HEALTHCHECK')[0]!.text)!.map((word) => word.replace(':8000', `:${port}`));
    const end = Date.now() + 60_000;
    let health = say(process.execPath, probe.slice(1), { cwd: app });
    while (health.code !== 0 && Date.now() < end && child.exitCode === null)
      health = say(process.execPath, probe.slice(1), { cwd: app });
    await pause(0);
    expect([health, said]).toEqual([{ code: 0, text: '' }, said]);

    for (const { url, folder, files } of PAGES)
      for (const path of [url, ...files.map((name) => `${folder}/${name}`)])
        expect([path, (await fetch(`http://127.0.0.1:${port}${path}`)).status]).toEqual([path, 200]);

    const answer = await fetch(`http://127.0.0.1:${port}/evaluate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        golden_content:
          'export function total(values: number[]): number { return values.reduce((sum, value) => sum + value, 0); }',
        generated_content:
          'export function total(list: number[]): number { let all = 1; for (const one of list) all += one; return all; }',
      }),
    });
    const document = (await answer.json()) as {
      overall: number;
      dimensions: Record<string, { value: number; basis?: string }>;
    };
    expect(document.overall).toBeGreaterThan(0);
    expect(document.overall).toBeLessThan(1);
    expect(document.dimensions.functional?.basis).toBe('executed');
    expect(document.dimensions.semantic?.value).toBeGreaterThan(0);
    expect(filesBelow(cache!).length).toBeGreaterThan(0);
    child.kill('SIGTERM');
    expect([await ended, said]).toEqual([0, expect.any(String)]);
  });
});
