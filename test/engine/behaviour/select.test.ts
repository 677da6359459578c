import { describe, expect, it } from 'vitest';
import type { Probe } from '../../../server/src/engine/behaviour/probe.ts';
import { selectProbes } from '../../../server/src/engine/behaviour/select.ts';
import { Random } from '../../../server/src/engine/random.ts';
import { outcome, probe } from './outcomes.ts';

function chosen(probes: readonly Probe[], most: number, seed = 1): Probe[] {
  return selectProbes(probes, most, new Random(seed));
}

/** Probes of a path, each another input. */
function ofPath(path: number, n: number, part: Partial<Probe> = {}): Probe[] {
  return Array.from({ length: n }, (_, at) => probe({ path, input: { args: [path, at] }, ...part }));
}

describe('selectProbes', () => {
  it('one of each kind first', () => {
    const probes = [...ofPath(1, 100), ...ofPath(2, 1), ...ofPath(3, 1)];
    for (let seed = 0; seed < 20; seed++)
      expect(new Set(chosen(probes, 3, seed).map(({ path }) => path))).toEqual(new Set([1, 2, 3]));
  });

  it('outcomes are kinds as well as paths', () => {
    const probes = [...ofPath(1, 50), ...ofPath(1, 1, { golden: outcome({ value: '"rare"' }) })];
    expect(chosen(probes, 2).map(({ golden }) => golden.value)).toEqual(['1', '"rare"']);
  });

  it('then the second of each', () => {
    const paths = chosen([...ofPath(1, 50), ...ofPath(2, 2), ...ofPath(3, 2)], 6).map(({ path }) => path);
    expect(paths).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('examples before all, but no more than four in ten', () => {
    const shown = ofPath(1, 3, { origin: 'example', size: 10_000 });
    const probes = [...ofPath(1, 200), ...shown];
    for (let seed = 0; seed < 20; seed++)
      expect(chosen(probes, 10, seed)).toEqual(expect.arrayContaining(shown));
    const many = [
      ...ofPath(1, 100, { origin: 'example' }),
      ...Array.from({ length: 9 }, (_, path) => ofPath(path + 2, 1)).flat(),
    ];
    expect(chosen(many, 20).filter(({ path }) => path > 1)).toHaveLength(9);
  });

  it('all, where there are few', () => {
    const probes = [...ofPath(1, 3), ...ofPath(2, 2)];
    expect(chosen(probes, 100)).toEqual(probes);
  });

  it('keeps the order', () => {
    const probes = [...ofPath(2, 20), ...ofPath(1, 20), ...ofPath(3, 20)];
    const at = chosen(probes, 17).map((each) => probes.indexOf(each));
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });

  it.each([0, 1, 2, 7, 20, 40])('at most %i', (most) => {
    const probes = [...ofPath(1, 30), ...ofPath(2, 30, { weight: 0.1 }), ...ofPath(3, 30, { weight: 0 })];
    expect(chosen(probes, most).length).toBe(most);
  });

  it('some beyond the domain, however many there are', () => {
    const probes = [...ofPath(1, 200), ...ofPath(2, 200, { weight: 0.1 })];
    expect(chosen(probes, 100).filter(({ weight }) => weight < 0.5).length).toBeGreaterThanOrEqual(15);
  });

  it('the same seed, the same choice', () => {
    const probes = ofPath(1, 50);
    expect(chosen(probes, 10, 7)).toEqual(chosen(probes, 10, 7));
    expect(chosen(probes, 10, 7)).not.toEqual(chosen(probes, 10, 8));
  });

  it('small ones mostly', () => {
    const probes = ofPath(1, 200).map((each, at) => ({ ...each, size: at % 2 === 0 ? 1 : 90 }));
    const taken = chosen(probes, 50);
    expect(taken.filter(({ size }) => size === 1).length).toBeGreaterThan(taken.length / 2);
  });
});
