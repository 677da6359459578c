import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ComparisonDocument, EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { createWorkplace, EXAMPLES, type Running, type Workplace } from '../helpers/cli.ts';

/** The built service as a process, on the bundled example. */

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
});
afterAll(() => place.remove());

/** Waits until it says where it listens. */
async function address({ child }: Running): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
      const found = /Fern serves .* at (http:\/\/\S+);/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(said)));
  });
}

const post = async <T>(url: string, body: object): Promise<T> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as T;
};

test('answers what the command line answers, and ends when it is interrupted', async () => {
  const running = place.start(['serve', '--port', '0', '--root', EXAMPLES, '--no-behaviour']);
  const url = await address(running);
  expect(((await (await fetch(`${url}/health`)).json()) as { status: string }).status).toBe('ok');

  const file = 'utils/text.ts';
  const evaluated = await post<EvaluationDocument>(`${url}/evaluate`, {
    golden_path: `golden/${file}`,
    generated_path: `generated/birch/${file}`,
    evaluation_type: 'file',
  });
  const files = [`${EXAMPLES}/golden/${file}`, `${EXAMPLES}/generated/birch/${file}`];
  const printed = await place.run(['evaluate', ...files, '--no-behaviour', '--json', '--quiet']);
  const { golden: _, generated: __, files: ___, ...score } = JSON.parse(printed.stdout) as EvaluationDocument;
  expect(evaluated).toMatchObject(score);

  const compared = await post<ComparisonDocument>(`${url}/compare-models`, {
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
  const backup = await place.run(['backup', 'saved.tar.gz']);
  expect(backup.code).toBe(2);
  expect(backup.stderr).toMatch(/is in use by another Fern/);
  first.child.kill('SIGTERM');
  expect((await first.done).code).toBe(0);
});
