import { describe, expect, it } from 'vitest';
import { compareSides } from '../../../server/src/engine/behaviour/compare.ts';
import { examine, type Side } from '../../../server/src/engine/behaviour/examine.ts';
import type { Target } from '../../../server/src/engine/behaviour/explore.ts';
import { arrayOf, NUMBER, type Shape, TEXT } from '../../../server/src/engine/behaviour/shapes/shape.ts';
import type { UnitBehaviour } from '../../../server/src/engine/behaviour/verdict.ts';
import { FakeSandbox, type Functions, offerOf, sideOf } from './fakeSandbox.ts';

function targetOf(path: string, shapes: readonly Shape[]): Target {
  return {
    path,
    plan: {
      call: { fillings: [{ shapes, weight: 1 }], sameLength: [], rest: false },
      further: null,
      members: [],
    },
    literals: { numbers: [], texts: [] },
    examples: [],
    throws: [],
  };
}

interface Question {
  readonly shapes: readonly Shape[];
  readonly golden: Functions[string];
  readonly generated: Functions;
  readonly side?: Partial<Side>;
  readonly accepted?: readonly string[];
}

function compared({
  shapes,
  golden,
  generated,
  side = {},
  accepted,
}: Question): UnitBehaviour & { open: number } {
  const sandbox = new FakeSandbox({ golden: { f: golden }, generated });
  const examined = examine(sandbox, sideOf('golden'), offerOf('f'), targetOf('f', shapes), 1, {
    inputs: 60,
    seed: 1,
  });
  const sides = {
    sandbox,
    golden: sideOf('golden'),
    generated: { ...sideOf('generated'), ...side },
    acceptedInputs: accepted ?? [],
  };
  const [unit] = compareSides(sides, [examined], new Map());
  return { ...unit, open: sandbox.opened };
}

const SUM: Functions[string] = () => (list: number[]) => list.reduce((all, n) => all + n, 0);

describe('equivalent', () => {
  it('the same another way', () => {
    const unit = compared({
      shapes: [arrayOf(NUMBER)],
      golden: SUM,
      generated: {
        f: () => (list: number[]) => {
          let all = 0;
          for (const n of list) all += n;
          return all;
        },
      },
    });
    expect(unit).toMatchObject({
      verdict: 'equivalent',
      agreement: 1,
      value: 1,
      witness: null,
      reason: null,
    });
    expect(unit.inputs).toBe(60);
  });

  it('sums in another order', () => {
    const generated = { f: () => (list: number[]) => list.reduceRight((all, n) => all + n, 0) };
    expect(compared({ shapes: [arrayOf(NUMBER)], golden: SUM, generated }).verdict).toBe('equivalent');
  });

  it('other words of an error', () => {
    const throwing =
      (message: string): Functions[string] =>
      () =>
      (s: string) => {
        if (s === '') throw new Error(message);
        return s.length;
      };
    const unit = compared({ shapes: [TEXT], golden: throwing('a'), generated: { f: throwing('b') } });
    expect(unit.verdict).toBe('equivalent');
  });

  it('another name, where it is the only one', () => {
    expect(compared({ shapes: [arrayOf(NUMBER)], golden: SUM, generated: { total: SUM } })).toMatchObject({
      verdict: 'equivalent',
      golden: 'f',
      generated: 'total',
    });
  });

  it('a difference beyond the domain is told, and weighs little', () => {
    const unit = compared({
      shapes: [NUMBER],
      golden: () => (n: number) => n * 2,
      generated: { f: () => (n: number) => (n < 0 ? 0 : n * 2) },
    });
    expect(unit).toMatchObject({ verdict: 'equivalent', reason: 'differs beyond the evident domain' });
    expect(unit.witness).toMatchObject({
      call: 'f(-1)',
      golden: '-2',
      generated: '0',
      beyond: ['a negative number'],
    });
    expect(unit.value).toBeGreaterThan(0.9);
    expect(unit.value).toBeLessThan(1);
  });
});

describe('differs', () => {
  const cases: readonly (readonly [
    says: string,
    Question,
    call: string,
    golden: string,
    generated: string,
  ])[] = [
    [
      'a number one off',
      { shapes: [NUMBER], golden: () => (n: number) => n + 1, generated: { f: () => (n: number) => n + 2 } },
      'f(0)',
      '1',
      '2',
    ],
    [
      'a bound that is not met',
      {
        shapes: [NUMBER],
        golden: () => (n: number) => n >= 10,
        generated: { f: () => (n: number) => n > 10 },
      },
      'f(10)',
      'true',
      'false',
    ],
    [
      'only lists with repeats',
      {
        shapes: [arrayOf(NUMBER)],
        golden: () => (list: number[]) => list.length,
        generated: { f: () => (list: number[]) => new Set(list).size },
      },
      'f([0, 0])',
      '2',
      '1',
    ],
    [
      'capitals',
      {
        shapes: [TEXT],
        golden: () => (s: string) => s.toLowerCase(),
        generated: { f: () => (s: string) => s },
      },
      'f("A")',
      '"a"',
      '"A"',
    ],
    [
      'an error instead of an answer',
      {
        shapes: [NUMBER],
        golden: () => (n: number) => n,
        generated: {
          f: () => () => {
            throw new TypeError('no');
          },
        },
      },
      'f(0)',
      '0',
      'throws TypeError: no',
    ],
    [
      'no end',
      {
        shapes: [NUMBER],
        golden: () => (n: number) => n,
        generated: {
          f:
            ({ step }) =>
            () => {
              for (;;) step();
            },
        },
      },
      'f(0)',
      '0',
      'never ends',
    ],
    [
      'no change where the golden changes its argument',
      {
        shapes: [arrayOf(NUMBER)],
        golden: () => (list: number[]) => {
          list.sort((a, b) => a - b);
        },
        generated: { f: () => () => {} },
      },
      'f([1, 0])',
      'undefined, leaving [[0, 1]]',
      'undefined',
    ],
  ];
  it.each(cases)('%s: %s', (_, question, call, golden, generated) => {
    const unit = compared(question);
    expect(unit.verdict).toBe('differs');
    expect(unit.witness).toMatchObject({ call, golden, generated, beyond: [] });
    expect(unit.value).toBeLessThanOrEqual(0.7);
    expect(unit.open).toBe(0);
  });

  it('nothing stands for it', () => {
    expect(compared({ shapes: [arrayOf(NUMBER)], golden: SUM, generated: {} })).toMatchObject({
      verdict: 'differs',
      value: 0,
      generated: null,
      reason: 'it has no counterpart',
    });
  });

  it('it does not parse', () => {
    const unit = compared({
      shapes: [arrayOf(NUMBER)],
      golden: SUM,
      generated: { f: SUM },
      side: { problem: 'a bracket is missing' },
    });
    expect(unit).toMatchObject({ verdict: 'differs', value: 0, reason: 'a bracket is missing' });
  });
});

describe('inconclusive', () => {
  it('the golden never answers the same twice', () => {
    let calls = 0;
    const unit = compared({ shapes: [NUMBER], golden: () => () => ++calls, generated: { f: () => () => 1 } });
    expect(unit).toMatchObject({
      verdict: 'inconclusive',
      reason: 'the golden does not answer the same twice',
      value: null,
      agreement: null,
      witness: null,
    });
  });

  it('no input is to be had', () => {
    const sandbox = new FakeSandbox({ golden: { f: SUM }, generated: { f: SUM } });
    const target = targetOf('f', [arrayOf(NUMBER)]);
    const examined = examine(sandbox, sideOf('golden'), offerOf('f'), target, 1, { inputs: 0, seed: 1 });
    const sides = { sandbox, golden: sideOf('golden'), generated: sideOf('generated'), acceptedInputs: [] };
    const [unit] = compareSides(sides, [examined], new Map());
    expect(unit).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no input was found that the golden answers',
      value: null,
    });
  });

  it('hardly any input is inside the domain', () => {
    const picky: Functions[string] = () => (n: number) => (n === 3 ? 1 : Number.NaN);
    const unit = compared({ shapes: [NUMBER], golden: picky, generated: { f: picky } });
    expect(unit.verdict).toBe('inconclusive');
    expect(unit.reason).toMatch(/^only \d of \d+ inputs are inside/);
  });

  it('its code is not in this file', () => {
    const sandbox = new FakeSandbox({ golden: { f: SUM }, generated: { f: SUM } });
    const examined = examine(sandbox, sideOf('golden'), offerOf('f'), null, 1, { inputs: 10, seed: 1 });
    const sides = { sandbox, golden: sideOf('golden'), generated: sideOf('generated'), acceptedInputs: [] };
    const [unit] = compareSides(sides, [examined], new Map());
    expect(unit).toMatchObject({ verdict: 'not_executable', value: null });
  });
});

describe('always', () => {
  it('the same twice', () => {
    const question: Question = {
      shapes: [arrayOf(NUMBER), NUMBER],
      golden: () => (list: number[], n: number) => list.filter((each) => each < n),
      generated: { f: () => (list: number[], n: number) => list.filter((each) => each <= n) },
    };
    expect(compared(question)).toEqual(compared(question));
  });

  it('every world is closed', () => {
    expect(
      compared({ shapes: [NUMBER], golden: () => (n: number) => n, generated: { f: () => () => 0 } }).open,
    ).toBe(0);
  });
});

describe('accepted inputs', () => {
  const question = {
    shapes: [NUMBER],
    golden: () => (n: number) => n * 2,
    generated: { f: () => (n: number) => (n === 1 ? 3 : n * 2) },
  };

  it('are not judged, and told with both outcomes', () => {
    expect(compared(question).verdict).toBe('differs');
    const unit = compared({ ...question, accepted: ['f( 1 );'] });
    expect(unit).toMatchObject({ verdict: 'equivalent', agreement: 1, value: 1, witness: null });
    expect(unit.excused?.inputs).toEqual([{ written: 'f( 1 );', call: 'f(1)', golden: '2', generated: '3' }]);
    expect(unit.excused?.value).toBeLessThan(1);
    expect(unit.open).toBe(0);
  });

  it.each<readonly [string, string]>([
    ['another input', 'f(2)'],
    ['another unit', 'g(1)'],
    ['no call', 'f'],
  ])('%s changes nothing', (_, written) => {
    const unit = compared({ ...question, accepted: [written] });
    expect(unit).toMatchObject({ verdict: 'differs', witness: { call: 'f(1)' } });
    expect(unit.excused).toBeUndefined();
  });

  it('the rest still counts, and the witness is none of them', () => {
    const generated = { f: () => (n: number) => (n === 1 ? 3 : n > 2 ? 0 : n * 2) };
    const unit = compared({ ...question, generated, accepted: ['f(1)'] });
    expect(unit.verdict).toBe('differs');
    expect(unit.witness?.call).not.toBe('f(1)');
    expect(unit.excused?.inputs).toHaveLength(1);
  });
});
