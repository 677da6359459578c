import { describe, expect, test } from 'vitest';
import { ranks, spearman } from '../corpus/figures.ts';
import { corpusFiles } from '../corpus/files.ts';
import { pythonFiles } from '../corpus/python.ts';
import { unrelatedPairs } from '../corpus/unrelated.ts';

describe('the corpus', () => {
  const files = corpusFiles();
  test('is large, various and the same every time', () => {
    expect(files.length).toBeGreaterThanOrEqual(240);
    expect(new Set(files.map((file) => file.package)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    expect(corpusFiles().map(({ path }) => path)).toEqual(files.map(({ path }) => path));
    const lines = files.map(({ text }) => text.split('\n').length);
    expect(lines.filter((count) => count < 20).length).toBeGreaterThan(20);
    expect(lines.filter((count) => count > 300).length).toBeGreaterThan(20);
    expect(Math.max(...lines)).toBeLessThanOrEqual(1000);
  });
  test('holds no tests, declarations or generated code', () => {
    for (const { path } of files) expect(path).not.toMatch(/\.d\.ts$|\.min\.|\.test\.|\/node_modules\//);
  });
  test('pairs unrelated files of one package', () => {
    const pairs = unrelatedPairs(files);
    expect(pairs.length).toBeGreaterThan(200);
    for (const [a, b] of pairs) {
      expect(a.package).toBe(b.package);
      expect(a.path).not.toBe(b.path);
    }
  });
  test('has Python to hold against it', () => {
    const lines = pythonFiles().map(({ text }) => text.split('\n').length);
    expect(lines.length).toBeGreaterThanOrEqual(6);
    for (const count of lines) expect(count >= 30 && count <= 150).toBe(true);
  });
});

describe('rank correlation', () => {
  test('ties share their ranks', () => expect(ranks([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]));
  test('is 1, -1 and 0 at the ends and in the middle', () => {
    expect(spearman([1, 2, 4], [0.1, 0.2, 0.9])).toBeCloseTo(1);
    expect(spearman([1, 2, 4], [3, 2, 1])).toBeCloseTo(-1);
    expect(spearman([1, 2, 4], [5, 5, 5])).toBe(0);
    // Without ties 1 - 6 Σd² / (n (n² - 1)): d² = 1 + 1, n = 4.
    expect(spearman([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(0.8);
  });
});
