import { describe, expect, test } from 'vitest';
import { Random } from '../../../server/src/engine/random.ts';
import { intervals, resample } from '../../../server/src/engine/statistics/bootstrap.ts';
import {
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from '../../../server/src/engine/statistics/distributions.ts';
import { cliffsDelta, holm } from '../../../server/src/engine/statistics/effect.ts';
import { groupsOf } from '../../../server/src/engine/statistics/groups.ts';
import { groupsToProve, powerOfT } from '../../../server/src/engine/statistics/power.ts';
import { exactSignFlip, signFlipTest } from '../../../server/src/engine/statistics/signFlip.ts';

/** Figures that others have published; each says where. */

/** Darwin's maize, cross- less self-fertilised, in eighths of an inch; Fisher, The Design of Experiments (1935), §17. */
const DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
/** R's data set `sleep`: extra hours under drug 2 less those under drug 1; Student 1908. */
const SLEEP = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
/** Survival of treated mice in days; Efron and Tibshirani, An Introduction to the Bootstrap (1993), table 2.1. */
const MICE = [94, 197, 16, 38, 99, 141, 23];

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

describe('sign flips', () => {
  test.each([
    // Fisher 1935, §21: 863 of 32,768 patterns reach the sum on one side.
    ['Darwin’s maize', DARWIN, (2 * 863) / 32768],
    // R: binom.test(12, 17); equal differences make it the sign test.
    ['12 of 17', signs(12, 5), 0.1434631],
    // R: binom.test(9, 10)
    ['9 of 10', signs(9, 1), 0.02148438],
    // R: binom.test(6, 6)
    ['6 of 6', signs(6, 0), 0.03125],
    // R: binom.test(5, 5): five can never be significant
    ['5 of 5', signs(5, 0), 0.0625],
  ])('%s', (_name, differences, expected) => {
    expect(exactSignFlip(differences)).toBeCloseTo(expected, 7);
  });

  test('drawn patterns agree with the exact ones within Monte-Carlo error', () => {
    // 21 equal differences, 15 of them of one sign; R: binom.test(15, 21) gives 0.07835388.
    const tasks = signs(15, 6).map((difference) => ({
      weight: 1,
      cluster: null,
      scores: [0.5 + difference / 4, 0.5 - difference / 4],
    }));
    const p = signFlipTest(groupsOf({ models: ['a', 'b'], tasks }), new Random(1))(0, 1);
    expect(Math.abs(p - 0.07835388)).toBeLessThan(4 * Math.sqrt((0.078 * 0.922) / 10_000));
  });
});

function signs(plus: number, minus: number): number[] {
  return [...Array<number>(plus).fill(1), ...Array<number>(minus).fill(-1)];
}

describe('distributions', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, §1.3.6.7.2, critical values of Student's t, three decimals
  test.each([
    [0.975, 1, 12.706],
    [0.975, 5, 2.571],
    [0.975, 10, 2.228],
    [0.95, 10, 1.812],
    [0.975, 30, 2.042],
    [0.99, 20, 2.528],
  ])('t(%d; %d)', (p, degrees, expected) => {
    expect(studentQuantile(p, degrees)).toBeCloseTo(expected, 3);
  });

  test('R: t.test(extra ~ group, data = sleep, paired = TRUE)', () => {
    const error = deviation(SLEEP) / Math.sqrt(SLEEP.length);
    const reach = studentQuantile(0.975, 9) * error;
    expect(mean(SLEEP) - reach).toBeCloseTo(0.7001142, 7);
    expect(mean(SLEEP) + reach).toBeCloseTo(2.4598858, 7);
    expect(2 * (1 - studentCdf(mean(SLEEP) / error, 9))).toBeCloseTo(0.002833, 6);
  });

  test('R: qnorm(0.975), pnorm(1.96), pnorm(-3)', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021048517795, 10);
    expect(normalCdf(-3)).toBeCloseTo(0.001349898031630095, 12);
  });
});

describe('power', () => {
  test('R documentation, power.t.test(n = 20, delta = 1): two samples', () => {
    expect(powerOfT(Math.sqrt(20 / 2), 38, 0.05)).toBeCloseTo(0.8689528, 6);
  });

  test('R documentation, power.t.test(power = .90, delta = 1): 22.02110 in each of two samples', () => {
    expect(powerOfT(Math.sqrt(22.0211 / 2), 2 * 21.0211, 0.05)).toBeCloseTo(0.9, 5);
  });

  test('Dalgaard, Introductory Statistics with R (2008), §9.3: 19.96892 pairs', () => {
    const shift = (10 / 14.14214) * Math.sqrt(19.96892);
    expect(powerOfT(shift, 18.96892, 0.05)).toBeCloseTo(0.85, 5);
  });

  test('as many groups as it takes are found', () => {
    const n = groupsToProve(0.031, 0.1, 0.05) as number;
    const power = (groups: number): number => powerOfT(0.31 * Math.sqrt(groups), groups - 1, 0.05);
    expect(power(n)).toBeGreaterThanOrEqual(0.8);
    expect(power(n - 1)).toBeLessThan(0.8);
    expect(groupsToProve(1e-9, 1, 0.05)).toBeNull();
  });
});

describe('adjusted p-values', () => {
  test.each([
    // R: p.adjust(p, "holm"), on the examples of the packages kim and Dmisc
    [
      [0.05, 0.01],
      [0.05, 0.02],
    ],
    [
      [0.042, 0.001, 0.031, 0.014, 0.007],
      [0.062, 0.005, 0.062, 0.042, 0.028],
    ],
    [
      [0.05, 0.05, 0.05],
      [0.15, 0.15, 0.15],
    ],
    // ETH Zurich, Applied Multivariate Statistics, multTesting.R (package multtest): two of five are rejected at .05
    [
      [0.011, 0.02, 0.005, 0.13, 0.04],
      [0.044, 0.06, 0.025, 0.13, 0.08],
    ],
  ])('Holm of %j', (given, expected) => {
    for (const [i, value] of holm(given).entries()) expect(value).toBeCloseTo(expected[i], 12);
  });
});

describe('effect', () => {
  test('R package effsize, example of cliff.delta (Cliff 1996): −0.25', () => {
    const treatment = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50];
    const control = [10, 20, 30, 40, 40, 50];
    expect(cliffsDelta(treatment, control)).toBeCloseTo(-0.25, 12);
    expect(cliffsDelta(control, treatment)).toBeCloseTo(0.25, 12);
  });
});

describe('bootstrap', () => {
  test('Efron and Tibshirani 1993, table 2.2: mean 86.86, standard error 23.36 for ever more resamples', () => {
    const tasks = MICE.map((days) => ({ weight: 1, cluster: null, scores: [days] }));
    const groups = groupsOf({ models: ['treated'], tasks });
    const [means] = resample(groups, new Random(7));
    expect(groups.means[0]).toBeCloseTo(86.86, 2);
    expect(Math.abs(deviation([...means]) - 23.36)).toBeLessThan(4 * (23.36 / Math.sqrt(2 * means.length)));
  });

  test('for many normal values the interval is Student’s', () => {
    const values = Array.from({ length: 400 }, (_, i) => normalQuantile((i + 0.5) / 400));
    const tasks = values.map((value) => ({ weight: 1, cluster: null, scores: [value] }));
    const groups = groupsOf({ models: ['a'], tasks });
    const [low, high] = intervals(groups, resample(groups, new Random(3)), 0)(0.95);
    const reach = studentQuantile(0.975, 399) * (deviation(values) / 20);
    expect(Math.abs(low + reach)).toBeLessThan(0.08 * reach);
    expect(Math.abs(high - reach)).toBeLessThan(0.08 * reach);
  });
});
