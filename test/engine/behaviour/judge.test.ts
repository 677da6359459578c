import { describe, expect, it } from 'vitest';
import { judge, sameOutcome } from '../../../server/src/engine/behaviour/judge.ts';
import type { Probe } from '../../../server/src/engine/behaviour/probe.ts';
import type { Outcome } from '../../../server/src/engine/behaviour/sandbox.ts';
import { outcome, probe } from './outcomes.ts';

const RIGHT = outcome({ value: '1' });
const WRONG = outcome({ value: '2' });
const SLOW = outcome({ ending: 'steps', value: '' });

function many(n: number, part: Partial<Probe> = {}): Probe[] {
  return Array.from({ length: n }, () => probe(part));
}

function answers(n: number, one: Outcome): Outcome[] {
  return Array.from({ length: n }, () => one);
}

describe('sameOutcome', () => {
  const cases: readonly (readonly [Partial<Outcome>, Partial<Outcome>, boolean])[] = [
    [{ value: '1' }, { value: '1' }, true],
    [{ value: '1' }, { value: '2' }, false],
    [{ value: '1' }, { value: '"1"' }, true],
    [{ value: '0.3' }, { value: '0.30000000000000004' }, true],
    [{ value: 'null' }, { value: 'undefined' }, true],
    [{ ending: 'throw', value: 'TypeError' }, { ending: 'throw', value: 'TypeError' }, true],
    [{ ending: 'throw', value: 'TypeError' }, { ending: 'throw', value: 'RangeError' }, false],
    [
      { ending: 'throw', value: 'Error', message: 'a' },
      { ending: 'throw', value: 'Error', message: 'b' },
      true,
    ],
    [{ ending: 'throw', value: 'Error' }, { value: '1' }, false],
    [{ value: '1' }, { ending: 'steps' }, false],
    [{ effects: ['log(1)'] }, { effects: ['log(1)'] }, true],
    [{ effects: ['log(1)'] }, { effects: [] }, false],
    [{ effects: ['a', 'b'] }, { effects: ['b', 'a'] }, false],
    [{ value: 'undefined', mutated: '[1, 2]' }, { value: 'undefined', mutated: '[1, 2]' }, true],
    [{ value: 'undefined', mutated: '[1, 2]' }, { value: 'undefined', mutated: '[2, 1]' }, false],
    [{ value: 'undefined', mutated: '[1, 2]' }, { value: 'undefined' }, false],
    [{ value: '[1, 2]' }, { value: '[1, 2]', mutated: '[1, 2]' }, true],
  ];
  it.each(cases)('%j and %j: %s', (golden, other, expected) => {
    expect(sameOutcome(outcome(golden), outcome(other))).toBe(expected);
  });
});

describe('judge', () => {
  it('all the same: agreement and value 1', () => {
    expect(judge(many(10), answers(10, RIGHT))).toMatchObject({
      agreement: 1,
      value: 1,
      inside: 10,
      differencesInside: 0,
      differencesBeyond: 0,
      slow: 0,
    });
  });

  it('nothing the same: agreement and value 0', () => {
    expect(judge(many(10), answers(10, WRONG))).toMatchObject({
      agreement: 0,
      value: 0,
      differencesInside: 10,
    });
  });

  it.each([1, 2, 5, 9])('%i of 10 wrong: that share is lost, and at most .7 is left', (wrong) => {
    const { agreement, value } = judge(many(10), [...answers(wrong, WRONG), ...answers(10 - wrong, RIGHT)]);
    expect(agreement).toBeCloseTo(1 - wrong / 10, 9);
    expect(value).toBeCloseTo(0.7 * agreement, 9);
  });

  it('one difference of a thousand inside leaves no more than .7', () => {
    const { value } = judge(many(1000), [WRONG, ...answers(999, RIGHT)]);
    expect(value).toBeLessThanOrEqual(0.7);
    expect(value).toBeGreaterThan(0.69);
  });

  it('a difference beyond the domain costs its weight only', () => {
    const judged = judge([...many(9), probe({ weight: 0.1 })], [...answers(9, RIGHT), WRONG]);
    expect(judged).toMatchObject({ inside: 9, differencesInside: 0, differencesBeyond: 1 });
    expect(judged.value).toBeGreaterThan(0.97);
    expect(judged.value).toBeLessThan(1);
  });

  it('what has no weight costs nothing', () => {
    const judged = judge([...many(9), probe({ weight: 0 })], [...answers(9, RIGHT), WRONG]);
    expect(judged).toMatchObject({ agreement: 1, value: 1, differencesBeyond: 1 });
  });

  it('where no input has weight, all have little, beyond the domain', () => {
    const judged = judge(many(4, { weight: 0 }), [...answers(3, RIGHT), WRONG]);
    expect(judged).toMatchObject({ agreement: 0.75, inside: 0, differencesInside: 0, differencesBeyond: 1 });
  });

  it('one common outcome does not drown the rest', () => {
    const probes = [...many(99), probe({ golden: outcome({ value: '5' }) })];
    const { agreement } = judge(probes, [...answers(99, RIGHT), WRONG]);
    expect(1 - agreement).toBeGreaterThan(1 / 100);
    expect(1 - agreement).toBeLessThan(1 / 2);
  });

  it('equal masses weigh the same', () => {
    const probes = [...many(5), ...many(5, { golden: outcome({ value: '5' }) })];
    expect(judge(probes, answers(10, RIGHT)).agreement).toBeCloseTo(0.5, 9);
  });

  it('errors count by their class', () => {
    const golden = outcome({ ending: 'throw', value: 'TypeError', message: 'a' });
    const other = outcome({ ending: 'throw', value: 'TypeError', message: 'b' });
    expect(judge(many(3, { golden }), answers(3, other)).agreement).toBe(1);
    expect(judge(many(3, { golden }), answers(3, { ...other, value: 'Error' })).agreement).toBe(0);
  });

  describe('slowness', () => {
    const large = many(2, { size: 100 });
    it('of large inputs is forgiven beside ten right answers', () => {
      const judged = judge([...many(10), ...large], [...answers(10, RIGHT), ...answers(2, SLOW)]);
      expect(judged).toMatchObject({ differencesInside: 0, slow: 2, inside: 10 });
      expect(judged.value).toBeGreaterThan(0.95);
      expect(judged.value).toBeLessThan(1);
    });

    it('is not forgiven beside fewer', () => {
      const judged = judge([...many(9), ...large], [...answers(9, RIGHT), ...answers(2, SLOW)]);
      expect(judged).toMatchObject({ differencesInside: 2, slow: 0 });
    });

    it('of a small input is a difference, and so is that of large ones beside it', () => {
      const probes = [...many(10), ...large, probe({ size: 19 })];
      expect(judge(probes, [...answers(10, RIGHT), ...answers(3, SLOW)])).toMatchObject({
        differencesInside: 3,
        slow: 0,
      });
    });

    it('does not make wrong answers right', () => {
      const judged = judge([...many(11), ...large], [...answers(10, RIGHT), WRONG, ...answers(2, SLOW)]);
      expect(judged).toMatchObject({ differencesInside: 1, slow: 2 });
    });

    it.each(['steps', 'time', 'cut', 'memory'] as const)('%s is slow', (ending) => {
      const judged = judge(
        [...many(10), ...large],
        [...answers(10, RIGHT), ...answers(2, outcome({ ending }))],
      );
      expect(judged.slow).toBe(2);
    });

    it.each(['stack', 'pending', 'throw'] as const)('%s is not', (ending) => {
      const judged = judge(
        [...many(10), ...large],
        [...answers(10, RIGHT), ...answers(2, outcome({ ending }))],
      );
      expect(judged).toMatchObject({ slow: 0, differencesInside: 2 });
    });
  });

  it('value and agreement stay between 0 and 1, whatever comes', () => {
    const outcomes = [RIGHT, WRONG, SLOW, outcome({ ending: 'throw', value: 'Error' })];
    for (let seed = 0; seed < 256; seed++) {
      const probes = Array.from({ length: 4 }, (_, at) =>
        probe({
          weight: [0, 0.1, 0.5, 1][(seed >> (2 * at)) & 3],
          size: 10 * at,
          golden: outcomes[(seed >> at) & 3],
        }),
      );
      const judged = judge(
        probes,
        probes.map((_, at) => outcomes[(seed >> (2 * at)) & 3]),
      );
      expect(judged.agreement >= 0 && judged.agreement <= 1).toBe(true);
      expect(judged.value >= 0 && judged.value <= 1).toBe(true);
      if (judged.differencesInside > 0) expect(judged.value).toBeLessThanOrEqual(0.7);
    }
  });
});

describe('nothing to go by', () => {
  it('no input shows nothing', () => {
    expect(judge([], [])).toMatchObject({ inside: 0, agreement: 0, value: 0 });
  });

  it('inputs beyond the domain alone show no more than that they agree', () => {
    const judgement = judge(many(3, { weight: 0.1 }), answers(3, RIGHT));
    expect(judgement).toMatchObject({ inside: 0, agreement: 1 });
    expect(judgement.value).toBeCloseTo(0.7, 9);
  });
});
