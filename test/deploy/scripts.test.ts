import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pause } from '../helpers/cli.ts';
import { damagedModel, type Fern, KEY, startFern } from './fern.ts';
import { findTool, type Said, say } from './tools.ts';

/** The scripts, as they are typed. */

const SCRIPTS = [
  ...readdirSync('deploy/scripts').map((name) => `deploy/scripts/${name}`),
  'deploy/postgres/start.sh',
].filter((path) => path.endsWith('.sh'));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fern-scripts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs without blocking this process, whose servers the scripts ask. */
function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
  return new Promise((resolve, reject) => {
    const { API_KEY: _, DB_URL: __, ...inherited } = process.env;
    const child = spawn(script, args, { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        text += piece;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text }));
  });
}

describe('every shell script', () => {
  test('can be parsed, and stops at what goes wrong', () => {
    expect(SCRIPTS.length).toBeGreaterThan(6);
    for (const path of SCRIPTS) {
      expect(say('bash', ['-n', path])).toEqual({ code: 0, text: '' });
      const isSourced = readFileSync(path, 'utf8').startsWith('# shellcheck shell=bash');
      if (isSourced) continue;
      expect([path, statSync(path).mode & 0o111]).toEqual([path, 0o111]);
      expect([path, readFileSync(path, 'utf8').includes('\nset -euo pipefail\n')]).toEqual([path, true]);
    }
  });

  const shellcheck = findTool('shellcheck');
  test.skipIf(shellcheck === undefined)('has nothing that shellcheck would say of it', () => {
    expect(say(shellcheck!, ['--external-sources', ...SCRIPTS])).toEqual({ code: 0, text: '' });
  });
});

describe('secrets and certificates', () => {
  const secrets = () => join(folder, 'secrets');
  const made = ['ca.crt', 'ca.key', 'postgres.crt', 'postgres.key', 'tls.crt', 'tls.key'];

  test('are made once, behind a folder that keeps others out', () => {
    mkdirSync(secrets(), { mode: 0o755 });
    const make = () => [
      say(resolve('deploy/scripts/make-secrets.sh'), [secrets()]).code,
      say(resolve('deploy/scripts/make-certificates.sh'), [secrets(), 'fern.example', '192.0.2.1']).code,
    ];
    const contents = () => readdirSync(secrets()).map((name) => readFileSync(join(secrets(), name), 'utf8'));
    expect(make()).toEqual([0, 0]);
    const first = contents();
    expect(readdirSync(secrets())).toEqual([...made, 'api_key', 'db_password', 'grafana_password'].sort());
    for (const name of ['make-secrets.sh', 'make-certificates.sh']) {
      chmodSync(secrets(), 0o755);
      say(resolve('deploy/scripts', name), [secrets()]);
      expect([name, statSync(secrets()).mode & 0o777]).toEqual([name, 0o700]);
    }
    expect(statSync(join(secrets(), 'ca.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(secrets(), 'api_key'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    expect(make()).toEqual([0, 0]);
    expect(contents()).toEqual(first);
  });

  test('certificates are for the names that were given, and signed', () => {
    const verify = (file: string, ...host: string[]) =>
      say('openssl', [
        'verify',
        '-CAfile',
        join(secrets(), 'ca.crt'),
        '-purpose',
        'sslserver',
        ...host,
        join(secrets(), file),
      ]).code;
    expect(verify('tls.crt', '-verify_hostname', 'fern.example')).toBe(0);
    expect(verify('tls.crt', '-verify_ip', '192.0.2.1')).toBe(0);
    expect(verify('tls.crt', '-verify_hostname', 'localhost')).toBe(0);
    expect(verify('tls.crt', '-verify_hostname', 'other.example')).not.toBe(0);
    expect(verify('postgres.crt', '-verify_hostname', 'postgres')).toBe(0);
  });
});

describe('asking a Fern', () => {
  let fern: Fern;
  /** Serves a folder that may be gone, and then is not ready. */
  const root = () => join(folder, 'served');
  const away = () => renameSync(root(), `${root()}-away`);
  const back = () => renameSync(`${root()}-away`, root());
  beforeAll(async () => {
    mkdirSync(root());
    // The load is more than one key may ask for otherwise.
    fern = await startFern(root(), { FERN_RATE_PER_MINUTE: '0' });
  });
  afterAll(() => fern?.close());
  const check = (url: string, args: string[] = [], env: NodeJS.ProcessEnv = { API_KEY: KEY }) =>
    run('deploy/scripts/health-check.sh', [url, ...args], { FERN_WAIT: '2', ...env });

  test('health-check.sh waits until Fern is ready and has it evaluate', async () => {
    away();
    const waiting = check(fern.url, [], { API_KEY: KEY, FERN_WAIT: '30' });
    // It has asked at least once by then.
    await pause(1500);
    back();
    const { code, text } = await waiting;
    expect([code, text]).toEqual([0, expect.stringMatching(/is ready and evaluates \(score 0\.\d+\)/)]);
    expect((await check(fern.url, [KEY], {})).code).toBe(0);
    const file = join(folder, 'key');
    writeFileSync(file, `${KEY},another\n`);
    expect((await check(fern.url, [], { API_KEY_FILE: file })).code).toBe(0);
  });

  test('health-check.sh and probe.mjs tell what is missing', async () => {
    const probe = (url: string) => run('deploy/scripts/probe.mjs', [url]);
    expect((await probe(`${fern.url}/readyz`)).code).toBe(0);
    away();
    const [unready, probed, alive] = [
      await check(fern.url),
      await probe(`${fern.url}/readyz`),
      await probe(`${fern.url}/livez`),
    ];
    back();
    expect([unready.code, unready.text]).toEqual([
      1,
      expect.stringMatching(/not ready \(status 503\): .*The folder that is served is not there/),
    ]);
    expect(probed).toEqual({
      code: 1,
      text: expect.stringMatching(/answers 503: .*The folder that is served is not there/),
    });
    expect(alive.code).toBe(0);
    const stranger = await check(fern.url, ['wrong']);
    expect([stranger.code, stranger.text]).toEqual([
      1,
      expect.stringMatching(/does not evaluate \(status 401\)/),
    ]);
    const nobody = await check('http://127.0.0.1:1');
    expect([nobody.code, nobody.text]).toEqual([1, expect.stringMatching(/not ready \(status 000\)/)]);
    expect((await probe('http://127.0.0.1:1/')).code).toBe(1);
    for (const name of ['health-check.sh', 'probe.mjs'])
      expect((await run(`deploy/scripts/${name}`, [])).code).toBe(2);
  });

  test('health-check.sh notices a Fern that is ready and can’t evaluate', async () => {
    const models = damagedModel();
    const broken = await startFern(root(), { EMBEDDING_MODEL: models });
    const { code, text } = await check(broken.url);
    await broken.close();
    rmSync(models, { recursive: true });
    expect([code, text]).toEqual([1, expect.stringMatching(/does not evaluate \(status 500\)/)]);
  });

  test('load-test.mjs measures each kind of request and counts failures', async () => {
    const load = (args: string[], key = KEY) =>
      run('deploy/scripts/load-test.mjs', [fern.url, '--seconds=1', '--connections=2', ...args], {
        API_KEY: key,
      });
    const { code, text } = await load(['--json']);
    expect([code, text]).toEqual([0, expect.stringMatching(/^\{/)]);
    const { results } = JSON.parse(text) as { results: Record<string, number>[] };
    expect(results.map(({ name }) => name)).toEqual(['health', 'cached', 'uncached']);
    for (const { answers, rps, p50, p95, p99, errors } of results) {
      expect(answers).toBeGreaterThan(0);
      expect(rps).toBeGreaterThan(0);
      expect(p50).toBeLessThanOrEqual(p95!);
      expect(p95).toBeLessThanOrEqual(p99!);
      expect(errors).toBe(0);
    }
    // What was never seen takes longer than what is kept.
    expect(results[2]?.p50).toBeGreaterThan(results[1]?.p50 ?? Infinity);
    const refused = await load(['--only=cached'], 'wrong');
    expect(refused.code).toBe(1);
    expect(refused.text).toMatch(/cached +0 +0\.0 +– +– +– +[1-9]\d*/);
    expect((await load(['--only=other'])).code).toBe(2);
    const nobody = await run('deploy/scripts/load-test.mjs', ['http://127.0.0.1:1', '--only=cached']);
    expect([nobody.code, nobody.text]).toEqual([
      1,
      expect.stringMatching(/^http:\S+ does not answer: .*\n$/),
    ]);
  });
});

describe('deploy.sh', () => {
  /** A machine whose Docker only notes what it is told, with the tag that .env has then; it fails on tags called bad. */
  const deploy = async (tag: string, before: string, env: NodeJS.ProcessEnv = {}) => {
    const place = mkdtempSync(join(folder, 'deploy-'));
    const script = (name: string, text: string) => {
      writeFileSync(join(place, name), `#!/bin/bash\n${text}`);
      chmodSync(join(place, name), 0o755);
    };
    script(
      'docker',
      `tag=$(sed -n s/^FERN_TAG=//p .env); echo "$tag: $*" >>told; [ -z "\${FERN_TAG:-}" ] || echo "leaked" >>told
       case "$*" in *'ps --quiet'*) echo id ;; *pull*) [ "$tag" != bad-pull ] ;; *' up '*) [ "$tag" != bad-start ] ;; esac`,
    );
    // deploy.sh takes health-check.sh from beside itself.
    script('health-check.sh', 'echo "check $1" >>told; ! grep -q "FERN_TAG=bad" .env');
    script('deploy.sh', readFileSync('deploy/scripts/deploy.sh', 'utf8'));
    writeFileSync(join(place, '.env'), before);
    const said = await run(join(place, 'deploy.sh'), [tag], {
      PATH: `${place}:${process.env.PATH}`,
      FERN_DEPLOY: place,
      FERN_TAG: 'from-elsewhere',
      ...env,
    });
    const told = readFileSync(join(place, 'told'), 'utf8').trim().split('\n');
    return { ...said, told, env: readFileSync(join(place, '.env'), 'utf8') };
  };
  const up = 'compose up --detach --wait --no-build --remove-orphans';

  test('backs up, starts the version and checks it', async () => {
    const { code, told, env } = await deploy('v2', 'HTTP_PORT=81\nFERN_TAG=v1\n', {
      FERN_URL: 'https://fern.example',
    });
    expect(code).toBe(0);
    expect(told).toEqual([
      'v1: compose ps --quiet postgres',
      'v1: compose run --rm tools backup.sh',
      'v2: compose pull api worker',
      `v2: ${up}`,
      'check https://fern.example',
    ]);
    expect(env).toBe('HTTP_PORT=81\nFERN_TAG=v2\n');
  });

  test.each(['bad-pull', 'bad-start', 'bad-check'])(
    'goes back to the version before when a step fails: %s',
    async (tag) => {
      const { code, told, env, text } = await deploy(tag, 'FERN_TAG=v1\n');
      expect(code).toBe(1);
      expect(text).toContain('v1 runs again.');
      expect(told.slice(-2)).toEqual([`v1: ${up}`, 'check https://localhost']);
      expect(env).toBe('FERN_TAG=v1\n');
    },
  );

  test('says so where there is no version to go back to, and takes no tag that is none', async () => {
    const first = await deploy('bad-start', '', { BACKUP: 'no' });
    expect([first.code, first.text]).toEqual([1, expect.stringContaining('no version before')]);
    expect(first.told.join('\n')).not.toContain('backup');
    expect((await run('deploy/scripts/deploy.sh', ['v1; rm -rf /'])).code).toBe(2);
  });
});
