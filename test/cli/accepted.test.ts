import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ComparisonDocument, EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { createWorkplace, type Workplace } from '../helpers/cli.ts';

/** Known differences through the built command line, with code that runs. */

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
});
afterAll(() => place.remove());

const TWICE = 'export function twice(n: number): number {\n  return n * 2;\n}\n';
const WRONG = 'export function twice(n: number): number {\n  return n === 1 ? 3 : n * 2;\n}\n';

async function run<T>(golden: string, configuration: object, command: readonly string[]): Promise<T> {
  place.write('golden/a.ts', golden);
  place.write('wrong/a.ts', WRONG);
  place.write('right/a.ts', TWICE);
  place.write('fern.config.json', JSON.stringify(configuration));
  const config = join(place.folder, 'fern.config.json');
  const { code, stdout, stderr } = await place.run([...command, '--config', config, '--behaviour', '--json']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as T;
}

const evaluate = (golden: string, configuration: object) =>
  run<EvaluationDocument>(golden, configuration, [
    'evaluate',
    join(place.folder, 'golden'),
    join(place.folder, 'wrong'),
  ]);

const RULE = 'functional/behaves-differently';

describe('fern evaluate with known differences', () => {
  test('without one the difference costs', async () => {
    const document = await evaluate(TWICE, {});
    expect(document).toMatchObject({ behaviour: { verdict: 'differs' }, accepted: [], unused_accepted: [] });
    expect(document.files[0].findings.map(({ rule }) => rule)).toContain(RULE);
  });

  test.each<readonly [string, string, object, object]>([
    [
      'a unit, by configuration',
      TWICE,
      { golden: 'golden/a.ts', unit: 'twice', rule: RULE, reason: 'why' },
      { unit: 'twice', accepted_by: 'configuration' },
    ],
    [
      'an input, by configuration',
      TWICE,
      { golden: 'golden/a.ts', input: 'twice( 1 )', reason: 'why' },
      { input: 'twice( 1 )', accepted_by: 'configuration' },
    ],
    [
      'a unit, by comment',
      `// fern-accept ${RULE}: why\n${TWICE}`,
      {},
      { unit: 'twice', accepted_by: 'comment' },
    ],
    [
      'an input, by comment',
      `// fern-accept ${RULE} \`twice(1)\`: why\n${TWICE}`,
      {},
      { unit: 'twice', input: 'twice(1)', accepted_by: 'comment' },
    ],
  ])('%s', async (_, golden, line, expected) => {
    const configuration = Object.keys(line).length === 0 ? {} : { accepted: [line] };
    const document = await evaluate(golden, configuration);
    expect(document).toMatchObject({
      behaviour: { verdict: 'equivalent', agreement: 1 },
      accepted: [{ rule: RULE, golden_file: 'a.ts', generated_file: 'a.ts', reason: 'why', ...expected }],
      unused_accepted: [],
    });
    expect(document.accepted[0].points).toBeGreaterThan(0);
    expect(document.dimensions.functional.value).toBe(1);
    expect(document.files[0].findings.map(({ rule }) => rule)).not.toContain(RULE);
  });

  test('an input that both sides agree on is told as unused', async () => {
    const line = { golden: 'golden/a.ts', input: 'twice(2)', reason: 'why' };
    const document = await evaluate(TWICE, { accepted: [line] });
    expect(document).toMatchObject({
      behaviour: { verdict: 'differs' },
      accepted: [],
      unused_accepted: [{ golden_file: 'a.ts', input: 'twice(2)', reason: 'why' }],
    });
  });
});

test('fern compare counts them by model', async () => {
  const document = await run<ComparisonDocument>(
    TWICE,
    {
      golden: 'golden',
      models: { wrong: 'wrong', right: 'right' },
      accepted: [{ golden: 'golden/a.ts', unit: 'twice', rule: RULE, reason: 'why' }],
    },
    ['compare'],
  );
  expect(Object.fromEntries(document.leaderboard.map(({ model, accepted }) => [model, accepted]))).toEqual({
    wrong: 1,
    right: 0,
  });
  expect(document.accepted).toMatchObject([{ model: 'wrong', rule: RULE }]);
});
