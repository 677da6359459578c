import { describe, expect, it } from 'vitest';
import { joinRoot, points } from '../../../server/src/cli/reporters/figures.ts';
import { middle, pad, plain, start, widthOf, wrap } from '../../../server/src/cli/reporters/text.ts';
import { score, signed } from '../../../server/src/protocol/figures.ts';

describe('texts', () => {
  it.each([
    ['a\u001b[31mb', 'a␛[31mb'],
    ['a\nb\tc', 'a␊b␉c'],
    ['\u007f\u009b', '␡\ufffd'],
    ['\u202egnp.exe', '\ufffdgnp.exe'],
    ['\ud800x', '\ufffdx'],
    ['👩‍👧 界', '👩‍👧 界'],
  ])('%j is shown as %s', (text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it.each([
    'components/TaskCard.tsx',
    '界面/組件/按鈕の画面設計書.tsx',
    '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦',
    '',
    'e\u0301'.repeat(30),
  ])('%s fits wherever it is cut', (text) => {
    for (let width = 0; width <= 40; width++) {
      for (const cut of [middle, start]) {
        expect(widthOf(cut(text, width))).toBeLessThanOrEqual(Math.max(width, 0));
        if (widthOf(text) <= width) expect(cut(text, width)).toBe(text);
      }
      if (width >= 2) for (const line of wrap(text, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(widthOf(pad(middle(text, width), width))).toBe(width);
    }
    expect(wrap(text, 7).join('')).toBe(text);
  });

  it('keeps both ends of a path', () => {
    expect(middle('packages/very/deep/folders/file.ts', 20)).toBe('packag…lders/file.ts');
  });
});

describe('figures', () => {
  it.each([
    [1, '1.000'],
    [0.99996, '0.999'],
    [0.79999, '0.799'],
    [0.5995, '0.599'],
    [0.8, '0.800'],
    [0.87349, '0.873'],
    [0.8736, '0.874'],
    [0, '0.000'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('the score %s reads %s', (value, text) => {
    expect(score(value)).toBe(text);
  });

  it.each([
    [signed(-0.1), '−0.100'],
    [signed(0.1), '+0.100'],
    [signed(-0.0001), '0.000'],
    [points(0.0001), '<0.001'],
    [points(0.12), '−0.120'],
    [points(0), '−0.000'],
    [joinRoot('golden', 'a.ts'), 'golden/a.ts'],
    [joinRoot('golden/', 'a.ts'), 'golden/a.ts'],
    [joinRoot('golden/a.ts', 'a.ts'), 'golden/a.ts'],
    [joinRoot('golden/a.ts', ''), 'golden/a.ts'],
    [joinRoot('.', 'a.ts'), 'a.ts'],
    [joinRoot('/', 'a.ts'), '/a.ts'],
    [joinRoot('C:\\code\\', 'a.ts'), 'C:/code/a.ts'],
  ])('%s is %s', (actual, expected) => {
    expect(actual).toBe(expected);
  });
});
