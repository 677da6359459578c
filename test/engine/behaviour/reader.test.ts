import { expect, test } from 'vitest';
import { createReader } from '../../../server/src/engine/behaviour/reader.ts';

const TEXT = 'export const one = (a: number): number => a + 1;\n';

test('the same file is read once, each way', () => {
  const reader = createReader();
  const model = reader.parse('a.ts', TEXT);
  const module = reader.prepare('a.ts', TEXT, true);
  expect(reader.parse('a.ts', TEXT)).toBe(model);
  expect(reader.prepare('a.ts', TEXT, true)).toBe(module);
});

test('another path, text or measure is another file', () => {
  const reader = createReader();
  const models = [reader.parse('a.ts', TEXT), reader.parse('b.ts', TEXT), reader.parse('a.ts', `${TEXT}\n`)];
  expect(new Set(models).size).toBe(3);
  expect(reader.prepare('a.ts', TEXT, true).branches).toBeGreaterThan(0);
  expect(reader.prepare('a.ts', TEXT, false).branches).toBe(0);
});

test('what was asked for longest ago is forgotten first, by characters', () => {
  const reader = createReader();
  const large = (at: number): string => `${TEXT}// ${'x'.repeat(1_500_000)}${at}\n`;
  const [first, second] = [reader.parse('a.ts', large(0)), reader.parse('a.ts', large(1))];
  expect(reader.parse('a.ts', large(0))).toBe(first);
  reader.parse('a.ts', large(2));
  expect(reader.parse('a.ts', large(0))).toBe(first);
  expect(reader.parse('a.ts', large(1))).not.toBe(second);
});
