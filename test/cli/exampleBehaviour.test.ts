import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { createWorkplace, EXAMPLES, type Workplace } from '../helpers/cli.ts';

/** The bundled example, run: what was planted in it is what Fern finds, with a witness, and nothing else. */

interface PlantedBug {
  readonly model: string;
  readonly golden: string;
  readonly unit: string;
  readonly kind: string;
}

const BUGS: readonly PlantedBug[] = JSON.parse(readFileSync(join(EXAMPLES, 'planted-bugs.json'), 'utf8'));
const MODELS = ['aspen', 'birch', 'dogwood', 'cedar', 'elder'];

let place: Workplace;
const documents = new Map<string, EvaluationDocument>();
beforeAll(async () => {
  place = createWorkplace();
  for (const model of MODELS) {
    const folders = [join(EXAMPLES, 'golden'), join(EXAMPLES, 'generated', model)];
    const { code, stdout, stderr } = await place.run(['evaluate', ...folders, '--behaviour', '--json']);
    expect(code, stderr).toBe(0);
    documents.set(model, JSON.parse(stdout));
  }
}, 240_000);
afterAll(() => place.remove());

type Unit = EvaluationDocument['behaviour']['units'][number];

function unitsOf(model: string): Map<string, Unit> {
  const { files } = documents.get(model)!;
  return new Map(
    files.flatMap(({ golden, behaviour }) =>
      behaviour.units.map((unit) => [`${golden}:${unit.golden}`, unit] as const),
    ),
  );
}

test('what works stands above what does not, whatever it looks like', () => {
  const overall = MODELS.map((model) => documents.get(model)!.overall);
  expect(overall).toEqual(overall.toSorted((a, b) => b - a));
  const [aspen, birch, dogwood, cedar, elder] = overall;
  expect(aspen - birch).toBeGreaterThan(0.05);
  expect(birch - dogwood).toBeGreaterThan(0.01);
  expect(birch - cedar).toBeGreaterThan(0.05);
  expect(cedar - elder).toBeGreaterThan(0.05);
});

test('nothing that aspen does differs, under all its other names', () => {
  const differing = [...unitsOf('aspen')].filter(([, { verdict }]) => verdict === 'differs');
  expect(differing).toEqual([]);
});

test.each([
  ['birch', 0.85],
  ['dogwood', 0.8],
])('of the wrong functions of %s that can be run, nearly all are named with a witness', (model, share) => {
  const units = unitsOf(model);
  const run = BUGS.filter((bug) => bug.model === model && bug.kind === 'logic')
    .map(({ golden, unit }) => units.get(`${golden}:${unit}`))
    .filter((unit) => unit !== undefined)
    .filter(({ verdict }) => verdict === 'differs' || verdict === 'equivalent');
  const named = run.filter(({ verdict, witness }) => verdict === 'differs' && witness !== undefined);
  expect(run.length).toBeGreaterThan(5);
  expect(named.length / run.length).toBeGreaterThanOrEqual(share);
});
