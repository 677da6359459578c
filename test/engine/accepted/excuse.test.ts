import { describe, expect, test } from 'vitest';
import {
  type Acceptance,
  draftPair,
  type FileBehaviour,
  finishPair,
  type PairScore,
  parseSource,
  type UnitBehaviour,
} from '../../../server/src/engine/index.ts';
import { fakeEmbedder, SETTINGS } from '../../helpers/inline.ts';

const GOLDEN = `export function first(list: number[]) { return list[0]; }
export function total(list: number[]) { let n = 0; for (const each of list) n += each; return n; }
`;
const GENERATED = `export function first(list: string[]) { return list[0]; }
export function total(list: number[]) { return eval('1') + list.length; }
`;

const acceptance = (rest: Partial<Acceptance>): Acceptance => ({
  unit: null,
  rule: null,
  input: null,
  reason: 'why',
  line: null,
  ...rest,
});

const unit = (golden: string, rest: Partial<UnitBehaviour> = {}): UnitBehaviour => ({
  golden,
  generated: golden,
  verdict: 'equivalent',
  reason: null,
  agreement: 1,
  value: 1,
  inputs: 9,
  branchCoverage: 1,
  mutants: null,
  witness: null,
  weight: 1,
  places: { golden: null, generated: null },
  ...rest,
});

const DIFFERS: Partial<UnitBehaviour> = {
  verdict: 'differs',
  agreement: 0.5,
  value: 0.2,
  witness: { call: 'total([1])', arguments: ['[1]'], input: '', golden: '1', generated: '2', beyond: [] },
};

const ran = (...units: UnitBehaviour[]): FileBehaviour => ({
  verdict: units.some(({ verdict }) => verdict === 'differs') ? 'differs' : 'equivalent',
  agreement: units.reduce((sum, each) => sum + (each.agreement ?? 0), 0) / units.length,
  value: units.reduce((sum, each) => sum + (each.value ?? 0), 0) / units.length,
  executed: 1,
  reason: null,
  units,
});

const EVEN = { ...SETTINGS, weights: { ...SETTINGS.weights, security: 0.2 } };

async function score(
  accepted: readonly Acceptance[],
  behaviour: FileBehaviour | null = null,
  golden = GOLDEN,
  generated = GENERATED,
): Promise<PairScore> {
  const [left, right] = [parseSource('a.ts', golden), parseSource('a.ts', generated)];
  const draft = draftPair(left, right, EVEN.maxWindows, false, golden);
  return finishPair(draft, await fakeEmbedder().embed(draft.semantic.texts), EVEN, behaviour, accepted);
}

const sum = (findings: readonly { points: number }[]): number =>
  findings.reduce((all, { points }) => all + points, 0);

describe('a difference that is accepted costs nothing', () => {
  test.each<readonly [string, Partial<Acceptance>, RegExp]>([
    ['a rule', { rule: 'functional/types' }, /^functional\/types$/],
    ['a dimension', { rule: 'functional' }, /^functional\//],
    ['a rule in a unit', { rule: 'functional/types', unit: 'first' }, /^functional\/types$/],
    ['a unit', { unit: 'first' }, /^(functional|structural|semantic)\//],
    ['what only the counterpart has', { rule: 'security', unit: 'total' }, /^security\//],
  ])('%s', async (_, accept, rules) => {
    const plain = await score([]);
    const excused = await score([acceptance(accept)]);
    expect(excused.accepted.length).toBeGreaterThan(0);
    for (const { rule, by } of excused.accepted) {
      expect(rule).toMatch(rules);
      expect(by.reason).toBe('why');
    }
    expect(excused.unusedAcceptances).toEqual([]);
    expect(excused.overall).toBeGreaterThan(plain.overall);
    expect(sum(excused.findings)).toBeCloseTo(1 - excused.overall, 6);
    const keys = (list: readonly { rule: string; message: string }[]) =>
      list.map(({ rule, message }) => `${rule} ${message}`).sort();
    expect(keys([...excused.findings, ...excused.accepted])).toEqual(keys(plain.findings));
  });

  test.each<readonly [string, Partial<Acceptance>]>([
    ['a rule that is not broken', { rule: 'functional/missing-export' }],
    ['a unit that is not there', { unit: 'nowhere' }],
    ['a rule elsewhere', { rule: 'security', unit: 'first' }],
  ])('%s is told as unused', async (_, accept) => {
    const plain = await score([]);
    const excused = await score([acceptance(accept)]);
    expect(excused).toEqual({ ...plain, unusedAcceptances: [acceptance(accept)] });
  });
});

describe('behaviour', () => {
  const behaviour = ran(unit('first'), unit('total', DIFFERS));
  const rule = 'functional/behaves-differently';

  test.each<readonly [string, Partial<Acceptance>]>([
    ['by unit and rule', { unit: 'total', rule }],
    ['by rule', { rule }],
    ['by unit', { unit: 'total', rule: 'functional' }],
  ])('a unit whose difference is accepted counts as agreeing: %s', async (_, accept) => {
    const { dimensions, behaviour: seen, accepted, findings } = await score([acceptance(accept)], behaviour);
    expect(dimensions.functional.value).toBe(1);
    expect(seen).toMatchObject({ verdict: 'equivalent', agreement: 1, value: 1 });
    expect(seen?.units[1]).toMatchObject({
      verdict: 'equivalent',
      reason: 'accepted: why',
      witness: DIFFERS.witness,
    });
    expect(accepted).toMatchObject([{ rule, message: '`total([1])` gives 2; golden gives 1.' }]);
    expect(findings.some((finding) => finding.rule === 'overall/behaviour-bound')).toBe(false);
  });

  test('the same as if it had agreed', async () => {
    const agreed = await score([], ran(unit('first'), unit('total')));
    const excused = await score([acceptance({ unit: 'total', rule })], behaviour);
    expect(excused.overall).toBe(agreed.overall);
    expect(excused.findings).toEqual(agreed.findings);
  });

  test('what is accepted inside the domain is accepted beyond it', async () => {
    const beyond = {
      ...DIFFERS,
      witness: { ...DIFFERS.witness, beyond: ['an empty list'] },
    } as Partial<UnitBehaviour>;
    const { accepted } = await score([acceptance({ rule })], ran(unit('first'), unit('total', beyond)));
    expect(accepted).toMatchObject([{ rule: 'functional/differs-beyond-domain' }]);
  });

  test('an accepted input is listed with what it would have cost', async () => {
    const inputs = [{ written: 'total([])', call: 'total([])', golden: '0', generated: '1' }];
    const excused = unit('total', { excused: { value: 0.5, inputs } });
    const accept = acceptance({ input: 'total([])' });
    const { accepted, unusedAcceptances, overall } = await score([accept], ran(unit('first'), excused));
    expect(accepted).toMatchObject([{ rule, message: '`total([])` gives 1; golden gives 0.', by: accept }]);
    expect(accepted[0].points).toBeCloseTo(0.25 * (0.3 / 1.2), 6);
    expect(unusedAcceptances).toEqual([]);
    expect(overall).toBe((await score([], ran(unit('first'), unit('total')))).overall);
  });

  test('an input that does not differ is unused', async () => {
    const accept = acceptance({ input: 'total([])' });
    expect((await score([accept], behaviour)).unusedAcceptances).toEqual([accept]);
  });
});

describe('comments', () => {
  const COMMENT = '// fern-accept functional/types: numbers are an accident\n';

  test('in the golden they accept', async () => {
    const { accepted } = await score([], null, COMMENT + GOLDEN);
    expect(accepted).toMatchObject([{ rule: 'functional/types', by: { unit: 'first', line: 0 } }]);
  });

  test('in generated code they excuse nothing', async () => {
    const plain = await score([]);
    const { accepted, dimensions } = await score([], null, GOLDEN, COMMENT + GENERATED);
    expect(accepted).toEqual([]);
    expect(dimensions.functional.value).toBe(plain.dimensions.functional.value);
  });

  test('one that says nothing is told and costs nothing', async () => {
    const { findings, overall } = await score([], null, `// fern-accept: no rule\n${GOLDEN}`, GOLDEN);
    expect(findings.find(({ rule }) => rule === 'overall/accept-comment')).toMatchObject({
      severity: 'hint',
      points: 0,
    });
    expect(sum(findings)).toBeCloseTo(1 - overall, 6);
  });
});
