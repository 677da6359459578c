import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ComparisonDocument, EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { pause, type RunOptions } from '../helpers/cli.ts';
import { address, createWorkplace, EXAMPLES, get, post, type Workplace } from './service.ts';

/** The built service as a process, on the bundled example. */

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
});
afterAll(() => place.remove());

test('answers what the command line answers, and ends when it is interrupted', async () => {
  const running = place.start(['serve', '--port', '0', '--root', EXAMPLES, '--no-behaviour']);
  const url = await address(running);
  expect(((await (await fetch(`${url}/health`)).json()) as { status: string }).status).toBe('ok');

  const file = 'utils/text.ts';
  const { json: evaluated } = await post<EvaluationDocument>(`${url}/evaluate`, {
    golden_path: `golden/${file}`,
    generated_path: `generated/birch/${file}`,
    evaluation_type: 'file',
  });
  const files = [`${EXAMPLES}/golden/${file}`, `${EXAMPLES}/generated/birch/${file}`];
  const printed = await place.run(['evaluate', ...files, '--no-behaviour', '--json', '--quiet']);
  const { golden: _, generated: __, files: ___, ...score } = JSON.parse(printed.stdout) as EvaluationDocument;
  expect(evaluated).toMatchObject(score);

  const { json: compared } = await post<ComparisonDocument>(`${url}/compare-models`, {
    golden_standard: 'golden',
    models: { birch: 'generated/birch', cedar: 'generated/cedar' },
    evaluation_type: 'app',
  });
  const models = ['birch', 'cedar'].flatMap((name) => ['--model', `${name}=${EXAMPLES}/generated/${name}`]);
  const command = [
    'compare',
    '--golden',
    `${EXAMPLES}/golden`,
    ...models,
    '--no-behaviour',
    '--json',
    '--quiet',
  ];
  const ranked = JSON.parse((await place.run(command)).stdout) as ComparisonDocument;
  expect({ ...compared, evaluation_time_seconds: 0 }).toEqual({ ...ranked, evaluation_time_seconds: 0 });

  // What else was compared on this machine is nobody's business.
  await place.run([
    'compare',
    '--golden',
    `${EXAMPLES}/golden`,
    ...models.slice(0, 2),
    '--no-behaviour',
    '--quiet',
  ]);
  const { runs } = (await (await fetch(`${url}/runs`)).json()) as { runs: { id: string }[] };
  expect(runs.map(({ id }) => id)).toEqual([compared.run]);

  running.child.kill('SIGINT');
  const { code } = await running.done;
  expect(code).toBe(0);
  expect(running.processes()).toEqual([]);
});

test('does not listen for everybody without a key, nor where somebody else does', async () => {
  const open = await place.run(['serve', '--host', '0.0.0.0', '--port', '0']);
  expect(open).toMatchObject({ code: 2, stdout: '' });
  expect(open.stderr).toMatch(/set API_KEY, or listen on 127\.0\.0\.1/);

  const first = place.start(['serve', '--port', '0', '--no-behaviour']);
  const port = new URL(await address(first)).port;
  const other = ['serve', '--port', port, '--no-behaviour', '--data', `${place.folder}/other`];
  const second = await place.run(other);
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(/is taken; choose another with --port/);

  // Nor with what another one keeps.
  const third = await place.run(['serve', '--port', '0', '--no-behaviour']);
  expect(third.code).toBe(2);
  expect(third.stderr).toMatch(
    new RegExp(`is in use by another Fern \\(process ${first.pid}, since .*--data DIR.*DB_URL`),
  );
  first.child.kill('SIGTERM');
  expect((await first.done).code).toBe(0);
});

test('serves several folders, each by its own way of being named, and nothing beside them', async () => {
  const named = ['golden', 'generated/birch'].map((folder) => join(EXAMPLES, folder));
  place.write('three/fern.config.json', JSON.stringify({ server: { root: named } }));
  const ways: [string[], RunOptions][] = [
    [named.flatMap((folder) => ['--root', folder]), {}],
    [[], { cwd: join(place.folder, 'three') }],
  ];
  for (const [args, options] of ways) {
    const running = place.start(['serve', '--port', '0', '--no-behaviour', ...args], options);
    const url = await address(running);
    const evaluate = (generated_path: string) =>
      post<EvaluationDocument>(`${url}/evaluate`, { golden_path: 'utils/text.ts', generated_path });
    const [below, beside] = [
      await evaluate(join(EXAMPLES, 'generated/birch/utils/text.ts')),
      await evaluate('../cedar/utils/text.ts'),
    ];
    expect(below).toMatchObject({ status: 200, json: { golden: 'text.ts' } });
    expect(below.json.overall).toBeLessThan(1);
    // There is one in each: the first is meant.
    expect((await evaluate('utils/text.ts')).json.overall).toBe(1);
    expect(beside.status).toBe(403);
    running.child.kill('SIGTERM');
    const { code, stderr } = await running.done;
    expect(code).toBe(0);
    expect(stderr).toContain(`Fern serves ${named.join(', ')} at `);
  }
});

test.each([
  ['is not there', 'gone', /work\/gone can't be served: there is no such folder\. Name another/],
  ['is a file', 'file', /work\/file can't be served: it is a file\./],
])('does not start, nor does a worker, where a folder %s', async (_, name, message) => {
  place.write('file', '');
  const roots = ['--root', EXAMPLES, '--root', name];
  const data = join(place.folder, 'never-made');
  const served = await place.run(['serve', '--port', '0', '--data', data, ...roots]);
  expect(served).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
  expect(existsSync(data)).toBe(false);
  const nowhere = { env: { DB_URL: 'postgresql://fern@127.0.0.1:1/fern' } };
  const worked = await place.run(['worker', ...roots], nowhere);
  expect(worked).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
});

test('speaks HTTPS with a certificate and its key, and does not start with anything else', async () => {
  const [cert, key] = [join(place.folder, 'tls.crt'), join(place.folder, 'tls.key')];
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout ${key} -out ${cert}`.split(
      ' ',
    ),
    { stdio: 'pipe' },
  );
  const tls = (env: Record<string, string>) => ({ env });
  for (const [env, message] of [
    [{ TLS_CERT: cert }, /needs both/],
    [{ TLS_CERT: cert, TLS_KEY: cert }, /can't be used/],
    [{ TLS_CERT: join(place.folder, 'gone'), TLS_KEY: key }, /can't be used/],
  ] as const) {
    const wrong = await place.run(['serve', '--port', '0', '--no-behaviour'], tls(env));
    expect(wrong.code, wrong.stderr).toBe(2);
    expect(wrong.stderr).toMatch(message);
  }

  const running = place.start(
    ['serve', '--port', '0', '--no-behaviour'],
    tls({ TLS_CERT: cert, TLS_KEY: key }),
  );
  const url = await address(running);
  expect(url).toMatch(/^https:/);
  const status = await new Promise((resolve, reject) => {
    request(`${url}/health`, { ca: readFileSync(cert), agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
  running.child.kill('SIGTERM');
  expect((await running.done).code).toBe(0);
});

test('reads its configuration anew on SIGHUP, and says so in the log', async () => {
  const config = place.write('live/fern.config.json', '{ "margin": 0.1 }');
  const running = place.start(['serve', '--port', '0', '--no-behaviour', '--config', config]);
  const url = await address(running);
  interface Shown {
    settings: { key: string; value: unknown }[];
  }
  const margin = async () =>
    (await get<Shown>(`${url}/config`)).settings.find(({ key }) => key === 'margin')?.value;
  expect(await margin()).toBe(0.1);
  place.write('live/fern.config.json', '{ "margin": 0.2, "server": { "root": [".", ".."] } }');
  running.child.kill('SIGHUP');
  await expect.poll(margin, { timeout: 10_000 }).toBe(0.2);
  place.write('live/fern.config.json', '{ "margin": 9 }');
  running.child.kill('SIGHUP');
  await pause(500);
  expect(await margin()).toBe(0.2);
  running.child.kill('SIGTERM');
  const { stderr, code } = await running.done;
  expect(code).toBe(0);
  expect(stderr).toMatch(/"changed":\["margin"\],"needs_restart":\["server.root"\]/);
  expect(stderr).toMatch(/"level":50.*margin/);
});
