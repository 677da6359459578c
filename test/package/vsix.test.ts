import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const vsix = join(root, `${name}-${process.platform}-${process.arch}-${version}.vsix`);
const EXAMPLE = join(root, 'examples', 'fern.config.json');

let folder = '';
let extension = '';
let files: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fern-vsix-'));
  execFileSync('unzip', ['-q', vsix, '-d', folder]);
  extension = join(folder, 'extension');
  files = readdirSync(extension, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(extension, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const manifest = () => JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));

/** The unpacked command line, away from the clone, with the editor's environment and a cache of its own. */
function fern(...args: string[]) {
  const cwd = join(folder, 'elsewhere');
  mkdirSync(cwd, { recursive: true });
  const { PATH, SystemRoot } = process.env;
  const env = { PATH, SystemRoot, HOME: folder, CACHE_DIR: join(folder, 'cache'), ELECTRON_RUN_AS_NODE: '1' };
  const program = join(extension, 'dist', 'fern.js');
  return spawnSync(process.execPath, [program, ...args], { cwd, env, encoding: 'utf8', maxBuffer: 64 << 20 });
}

describe('what is inside', () => {
  test('everything that it needs, and nothing else', () => {
    const rooms = [
      /^(?:package\.json|readme\.md|changelog\.md|LICENSE\.txt|ThirdPartyNotices\.txt|client\/icon\.png|client\/view\.svg)$/,
      /^client\/walkthrough\/[a-zA-Z]+\.md$/,
      /^docs\/rules\.md$/,
      /^dist\/(?:[a-z]+\.js|quickjs\.wasm|fern\.config\.schema\.json)$/,
      /^dist\/webview\/[a-z]+\.(?:js|css)$/,
      /^dist\/node_modules\/.+\.(?:js|cjs|node|dll|dylib|so\.1)$/,
      /^dist\/node_modules\/.+\/package\.json$/,
      /^models\/all-MiniLM-L6-v2\/[^/]+$/,
    ];
    expect(files.filter((file) => !rooms.some((room) => room.test(file)))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE.txt',
        'ThirdPartyNotices.txt',
        'changelog.md',
        'client/icon.png',
        'dist/embed.js',
        'dist/extension.js',
        'dist/fern.js',
        'dist/quickjs.wasm',
        'dist/sandbox.js',
        'dist/score.js',
        'dist/server.js',
        'docs/rules.md',
        'dist/webview/report.css',
        'dist/webview/report.js',
        'models/all-MiniLM-L6-v2/LICENSE',
        'package.json',
        'readme.md',
      ]),
    );
  });

  test('binaries of one platform', () => {
    const binaries = files.filter((file) => /\.node$/.test(file));
    const { platform, arch } = process;
    expect(binaries).toHaveLength(2);
    expect(
      binaries.every((file) => file.includes(`${platform}-${arch}`) || file.includes(`${platform}/${arch}`)),
    ).toBe(true);
  });

  test('no sources, tests or source maps', () => {
    expect(files.filter((file) => /\.tsx?$|\.map$|\.test\.|(?:^|\/)tests?\//.test(file))).toEqual([]);
  });

  test('at most 45 MB', () => {
    expect(statSync(vsix).size).toBeLessThanOrEqual(45e6);
  });

  test('says nothing of the machine that built it', () => {
    const places = [root.replace(/[\\/]$/, ''), tmpdir()].filter((place) => place.length > 4);
    const telling = files.filter((file) => {
      const bytes = readFileSync(join(extension, file));
      return places.some((place) => bytes.includes(place)) || /[\\/]\.scratch[\\/]/.test(file);
    });
    expect(telling).toEqual([]);
  });

  test('every file that the manifest names is there', () => {
    const { main, icon, bin, contributes } = manifest();
    const schemas = contributes.jsonValidation.map(({ url }: { url: string }) => url.replace('./', ''));
    for (const path of [main, icon, ...Object.values<string>(bin), ...schemas]) expect(files).toContain(path);
  });

  test('the schema knows what a configuration may hold, comments and trailing commas too', () => {
    const text = readFileSync(join(extension, 'dist', 'fern.config.schema.json'), 'utf8');
    const { properties, ...rest } = JSON.parse(text);
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['golden', 'models', 'weights', 'pairs']));
    expect(rest).toMatchObject({ allowComments: true, allowTrailingCommas: true });
  });

  test('the manifest promises no more than there is', () => {
    const { contributes, devDependencies, scripts, files: listed } = manifest();
    const script = readFileSync(join(extension, 'dist', 'extension.js'), 'utf8');
    for (const { command } of contributes.commands) expect(script).toContain(`"${command}"`);
    expect({ devDependencies, scripts, listed }).toEqual({});
  });

  test('the readme points at nothing that is left out', () => {
    const readme = readFileSync(join(extension, 'readme.md'), 'utf8');
    expect(readme.length).toBeGreaterThan(500);
    expect(readme.match(/\]\((?!https?:|#)[^)]*\)/g)).toBeNull();
  });
});

describe('away from the clone', () => {
  test('says its version', () => {
    expect(fern('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('compares the example with model and cache, the second time from the cache', () => {
    const first = fern('compare', '--config', EXAMPLE, '--json');
    expect(first.stderr).not.toMatch(/^fern:/m);
    expect(first.status).toBe(0);
    const document: ComparisonDocument = JSON.parse(first.stdout);
    expect(document.rankings.map(([model]) => model).at(-1)).toBe('elder');
    expect(document.leaderboard[0]?.dimensions.semantic).toBeGreaterThan(0.5);

    const second = fern('compare', '--config', EXAMPLE, '--json');
    const timeless = (text: string) => ({ ...JSON.parse(text), evaluation_time_seconds: 0 });
    expect(timeless(second.stdout)).toEqual(timeless(first.stdout));

    const stats = fern('cache', 'stats', '--json');
    expect(stats.status).toBe(0);
    expect(JSON.parse(stats.stdout).entries).toBeGreaterThan(50);
  });

  test('makes the page that the editor shows', () => {
    const { status, stdout } = fern('compare', '--config', EXAMPLE, '--format', 'html');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>/);
    expect(stdout).toContain('id="fern-report"');
    expect(stdout.length).toBeGreaterThan(20_000);
  });

  test('doctor finds nothing wrong', () => {
    const { status, stdout, stderr } = fern('doctor');
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
  });
});
