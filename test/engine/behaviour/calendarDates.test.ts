import { expect, test } from 'vitest';
import { withNearDate } from '../../../server/src/engine/behaviour/values/calendarDates.ts';
import { matchingText } from '../../../server/src/engine/behaviour/values/patterns.ts';
import { Random } from '../../../server/src/engine/random.ts';

test('a date moves to another that exists, the text around it stays', () => {
  const random = new Random(1);
  const found = random.times(100, () => withNearDate(random, 'due 2024-02-28T10:00', 1)!);
  for (const text of found) {
    expect(text).toMatch(/^due \d{4}-\d\d-\d\dT10:00$/);
    const date = text.slice(4, 14);
    expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
  }
  expect(found).toContain('due 2024-02-29T10:00');
  expect(new Set(found).size).toBeGreaterThan(15);
});

test.each(['', 'no date', '24-02-28', '2024-13-45', '9999-12-31'])(
  '%s: none, or one of four digits',
  (text) => {
    const random = new Random(2);
    for (const moved of random.times(40, () => withNearDate(random, text, 1)))
      expect(moved === null || /^\d{4}-\d\d-\d\d$/.test(moved)).toBe(true);
  },
);

test.each([
  ['/^(\\d{4})-(\\d{2})-(\\d{2})$/', (text: string) => !Number.isNaN(Date.parse(text)), 0.4],
  ['/^([0-9]{2}):([0-9]{2})$/', (text: string) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text), 0.6],
] as const)('texts of %s are often what such a pattern is for, and not always', (pattern, isReal, share) => {
  const source = { random: new Random(3), literals: { numbers: [], texts: [] }, tiny: false };
  const texts = Array.from({ length: 400 }, () => matchingText(source, pattern));
  for (const text of texts) expect(text).toMatch(new RegExp(pattern.slice(1, -1)));
  const real = texts.filter(isReal).length / texts.length;
  expect(real).toBeGreaterThan(share);
  expect(real).toBeLessThan(0.95);
});
