import { describe, expect, it } from 'vitest';
import {
  type Exploration,
  type ExploreOptions,
  explore,
  type Target,
} from '../../../server/src/engine/behaviour/explore.ts';
import type { Input, Value } from '../../../server/src/engine/behaviour/input.ts';
import {
  arrayOf,
  NO_NUMBER_FACTS,
  NUMBER,
  type Shape,
  TEXT,
} from '../../../server/src/engine/behaviour/shapes/shape.ts';
import { FakeSandbox, type Functions, sideOf } from './fakeSandbox.ts';

function targetOf(...fillings: readonly (readonly Shape[])[]): Target {
  return {
    path: 'f',
    plan: {
      call: {
        fillings: fillings.map((shapes) => ({ shapes, weight: 1 / fillings.length })),
        sameLength: [],
        rest: false,
      },
      further: null,
      members: [],
    },
    literals: { numbers: [], texts: [] },
    examples: [],
    throws: [],
  };
}

function explored(
  f: Functions[string],
  target: Target,
  options: Partial<ExploreOptions> = {},
): Exploration & { readonly sandbox: FakeSandbox } {
  const sandbox = new FakeSandbox({ golden: { f } });
  const open = () => sandbox.open(sideOf('golden').program);
  const found = explore(open, open, target, {
    pool: 200,
    seed: 1,
    ...options,
  });
  return { ...found, sandbox };
}

const DOUBLE: Functions[string] = () => (n: number) => n * 2;

describe('inputs', () => {
  it('come in the number wanted, each once', () => {
    const { probes } = explored(DOUBLE, targetOf([arrayOf(NUMBER)]), { pool: 100 });
    expect(probes.length).toBeGreaterThanOrEqual(60);
    expect(probes.length).toBeLessThanOrEqual(101);
    expect(new Set(probes.map(({ encoded }) => encoded)).size).toBe(probes.length);
  });

  it('are the same for the same seed', () => {
    const inputs = (seed: number): string[] =>
      explored(DOUBLE, targetOf([NUMBER]), { seed }).probes.map(({ encoded }) => encoded);
    expect(inputs(3)).toEqual(inputs(3));
    expect(inputs(3)).not.toEqual(inputs(4));
  });

  it('hold the examples', () => {
    const target = { ...targetOf([NUMBER]), examples: [{ args: [123_456] }] };
    const { probes } = explored(DOUBLE, target);
    expect(probes.filter(({ origin }) => origin === 'example').map(({ input }) => input.args)).toEqual([
      [123_456],
    ]);
  });

  it('are like the examples, where parameters may be several things', () => {
    const either = targetOf([TEXT], [arrayOf(TEXT)]);
    const length: Functions[string] = () => (all: string | string[]) => all.length;
    const kinds = (examples: readonly Input[]): Set<string> =>
      new Set(
        explored(length, { ...either, examples }).plan.call.fillings.map(({ shapes }) => shapes[0].kind),
      );
    expect(kinds([])).toEqual(new Set(['string', 'array']));
    expect(kinds([{ args: [['a']] }])).toEqual(new Set(['array']));
    expect(kinds([{ args: ['a'] }])).toEqual(new Set(['string']));
  });

  it('end where there are no others', () => {
    const { probes } = explored(() => (flag: boolean) => flag, targetOf([{ kind: 'boolean' }]));
    expect(probes.map(({ encoded }) => encoded).sort()).toEqual(['{"args":[false]}', '{"args":[true]}']);
  });

  it('are one, without parameters', () => {
    expect(explored(() => () => 7, targetOf([])).probes.map(({ golden }) => golden.value)).toEqual(['7']);
  });

  it('stand with the ordinary ones first', () => {
    const { probes } = explored(DOUBLE, targetOf([arrayOf(NUMBER)]));
    const odd = probes.map(({ departures, weight }) => departures.length > 0 && weight < 0.5);
    expect(odd.indexOf(true)).toBeGreaterThan(0);
    expect(odd.lastIndexOf(false)).toBeLessThan(odd.length);
    expect(probes[0].weight).toBe(1);
  });

  it('know how they leave the domain', () => {
    const { departures } = explored(DOUBLE, targetOf([NUMBER]));
    expect([...departures({ args: [-1] })]).toEqual(['a negative number']);
    expect([...departures({ args: [1] })]).toEqual([]);
  });
});

describe('feedback', () => {
  it('finds a branch behind a chain of others', () => {
    const chain: Functions[string] =
      ({ hit }) =>
      (list: number[]) => {
        let depth = 0;
        for (let at = 1; at < list.length; at++) depth = list[at] === list[at - 1] + 1 ? depth + 1 : 0;
        const level = Math.min(depth, 3);
        hit(level);
        return level;
      };
    const { reached, probes } = explored(chain, targetOf([arrayOf(NUMBER)]), { pool: 400 });
    expect([...reached].sort()).toEqual([0, 1, 2, 3]);
    expect(probes.some(({ origin, golden }) => origin === 'mutation' && golden.value !== '0')).toBe(true);
  });

  it('finds what numbers in the code decide', () => {
    const exact: Functions[string] =
      ({ hit }) =>
      (n: number) => {
        if (n !== 977) return 0;
        hit(1);
        return 1;
      };
    const shape: Shape = { kind: 'number', facts: { ...NO_NUMBER_FACTS, numbers: [977] } };
    expect([...explored(exact, targetOf([shape])).reached]).toEqual([1]);
  });

  it('keeps probes of one path together', () => {
    const sign: Functions[string] =
      ({ hit }) =>
      (n: number) => {
        hit(n < 5 ? 0 : 1);
        return n;
      };
    const { probes } = explored(sign, targetOf([NUMBER]));
    expect(new Set(probes.map(({ path }) => path)).size).toBe(2);
  });
});

describe('hypotheses', () => {
  const chosen = (f: Functions[string], ...fillings: Shape[][]): Set<string> =>
    new Set(explored(f, targetOf(...fillings)).probes.map(({ input }) => typeOf(input.args[0])));
  const typeOf = (value: Value): string => (Array.isArray(value) ? 'list' : typeof value);

  it('those that the code can do something with are taken', () => {
    expect(chosen(() => (s: string) => s.toUpperCase(), [NUMBER], [TEXT])).toEqual(new Set(['string']));
    expect(
      chosen(() => (list: number[]) => list.map((n) => n * 2), [TEXT], [arrayOf(NUMBER)], [NUMBER]),
    ).toEqual(new Set(['list']));
  });

  it('those with one answer are worth less than those with many', () => {
    const counts: Functions[string] = () => (v: string | number[]) => (typeof v === 'string' ? v.length : 0);
    expect(chosen(counts, [arrayOf(NUMBER)], [TEXT])).toEqual(new Set(['string']));
  });

  it('several are kept where all work', () => {
    const length: Functions[string] = () => (v: string | number[]) => v.length;
    expect(chosen(length, [arrayOf(NUMBER)], [TEXT])).toEqual(new Set(['list', 'string']));
  });

  it('one alone is not put to the test', () => {
    const { probes } = explored(() => () => Number.NaN, targetOf([TEXT]));
    expect(new Set(probes.map(({ input }) => typeof input.args[0]))).toEqual(new Set(['string']));
  });
});

describe('what counts', () => {
  it('answers that change from call to call are left out', () => {
    let calls = 0;
    const { probes } = explored(() => (n: number) => (n > 20 ? ++calls : n), targetOf([NUMBER]));
    expect(probes.length).toBeGreaterThan(0);
    expect(probes.every(({ input }) => (input.args[0] as number) <= 20)).toBe(true);
  });

  it('nothing is left of what never answers the same twice', () => {
    let calls = 0;
    const { probes, problem } = explored(() => () => ++calls, targetOf([NUMBER]));
    expect([probes.length, problem]).toEqual([0, 'the golden does not answer the same twice']);
  });

  it('inputs that never end are left out', () => {
    const endless: Functions[string] =
      ({ step }) =>
      (n: number) => {
        for (let at = n; at !== 0; at--) step();
        return n;
      };
    const { probes, problem } = explored(endless, targetOf([NUMBER]));
    expect(problem).toBeNull();
    expect(probes.every(({ input }) => (input.args[0] as number) >= 0)).toBe(true);
  });

  it('code that never ends has nothing to compare with', () => {
    const endless: Functions[string] =
      ({ step }) =>
      () => {
        for (;;) step();
      };
    expect(explored(endless, targetOf([NUMBER])).problem).toBe('no input ended (steps)');
  });

  it('senseless answers have no weight', () => {
    const { probes } = explored(() => (n: number) => (n > 10 ? Number.NaN : n), targetOf([NUMBER]));
    for (const { golden, weight } of probes) if (golden.value === 'NaN') expect(weight).toBe(0);
  });

  it('errors have weight only when the code throws them on purpose', () => {
    const strict: Functions[string] = () => (n: number) => {
      if (n > 10) throw new RangeError('too much');
      return n;
    };
    const weights = (throws: string[]): Set<boolean> =>
      new Set(
        explored(strict, { ...targetOf([NUMBER]), throws })
          .probes.filter(({ golden }) => golden.ending === 'throw')
          .map(({ weight }) => weight > 0),
      );
    expect(weights([])).toEqual(new Set([false]));
    expect(weights(['RangeError'])).toEqual(new Set([true]));
  });

  it('every world is closed', () => {
    expect(explored(DOUBLE, targetOf([NUMBER], [TEXT])).sandbox.opened).toBe(0);
  });
});
