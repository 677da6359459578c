import { describe, expect, test } from 'vitest';
import { evaluationDocument, fileDocument } from '../../server/src/app/documents.ts';
import type { PairRequest, SourceText } from '../../server/src/app/ports.ts';
import type { PairScore, Range } from '../../server/src/engine/index.ts';
import type { FileDocument } from '../../server/src/protocol/documents.ts';
import { contentHash, createInlineScorer, fakeEmbedder } from '../helpers/inline.ts';
import { scoreOf } from '../helpers/workbench.ts';

const source = (path: string, text: string): SourceText => ({ path, text, hash: contentHash(text) });
const range = (line: number, character: number, toLine = line, toCharacter = character): Range => ({
  start: { line, character },
  end: { line: toLine, character: toCharacter },
});

function placed(texts: readonly string[], at: Range) {
  const request: PairRequest = {
    golden: source('golden.ts', 'f()'),
    generated: texts.map((text, index) => source(`part${index}.ts`, text)),
    shared: false,
  };
  const score: PairScore = {
    ...scoreOf(0.5),
    behaviour: null,
    findings: [
      {
        rule: 'a/b',
        dimension: 'semantic',
        severity: 'hint',
        message: 'M.',
        points: 0.5,
        generated: at,
        golden: range(0, 0, 0, 1),
        reference: 'CWE-1',
      },
    ],
  };
  return fileDocument(request, score, 2);
}

describe('ranges of split files are taken back to their file', () => {
  const PARTS = ['a();\nb();', 'c();\n', 'd();\r\ne();\rf();'];
  test.each<readonly [string, Range, string, Range]>([
    ['the first line', range(0, 1), 'part0.ts', range(0, 1)],
    ['the last line of the first', range(1, 2, 1, 4), 'part0.ts', range(1, 2, 1, 4)],
    ['the first line of the second', range(2, 0, 2, 3), 'part1.ts', range(0, 0, 0, 3)],
    ['the empty line behind a line end', range(3, 0), 'part1.ts', range(1, 0)],
    ['the first line of the third', range(4, 2), 'part2.ts', range(0, 2)],
    ['behind CRLF and CR', range(6, 1, 6, 3), 'part2.ts', range(2, 1, 2, 3)],
    ['over lines', range(4, 1, 6, 2), 'part2.ts', range(0, 1, 2, 2)],
    ['over the end of a file: up to there', range(1, 1, 4, 2), 'part0.ts', range(1, 1, 1, 4)],
  ])('%s', (_, at, file, expected) => {
    expect(placed(PARTS, at).findings[0].generated).toEqual({ file, range: expected });
  });

  test('one file keeps its ranges', () => {
    expect(placed(['a();\nb();'], range(1, 0, 1, 2)).findings[0].generated).toEqual({
      file: 'part0.ts',
      range: range(1, 0, 1, 2),
    });
  });

  test('real findings lie in the files that they name', async () => {
    const scorer = createInlineScorer(fakeEmbedder());
    const golden =
      'export function a(x) { return x.y(1) }\nexport function gone(p) { for (const q of p) q.run(2) }\nexport function b(x) { return x.z(2, x) }\nexport function c(x) { return [x, 3] }\n';
    const parts = [
      { path: 'one.ts', text: 'export function a(x) { return x.y(7) }\n' },
      {
        path: 'two.ts',
        text: '\n\nexport function b(x) { return x.z(8, x) }\nexport function c(x) { return [3, x] }\n',
      },
    ];
    const { findings } = await scorer.scorePair({ path: 'g.ts', text: golden }, parts);
    expect(new Set(findings.map(({ generated }) => generated?.file))).toContain('one.ts');
    expect(new Set(findings.map(({ generated }) => generated?.file))).toContain('two.ts');
    for (const { rule, generated } of findings) {
      if (generated === null) continue;
      const lines = parts.find(({ path }) => path === generated.file)?.text.split('\n') as string[];
      const { start, end } = generated.range;
      expect(end.line, rule).toBeLessThan(lines.length);
      expect(start.character).toBeLessThanOrEqual(lines[start.line].length);
      expect(end.character).toBeLessThanOrEqual(lines[end.line].length);
    }
  });
});

test('a file in full', () => {
  expect(placed(['a();', 'b();'], range(0, 0))).toMatchObject({
    golden: 'golden.ts',
    generated: 'part0.ts',
    generated_parts: ['part1.ts'],
    overall: 0.5,
    band: 'partial',
    weight: 2,
    behaviour: { agreement: null, verdict: 'not_executable', units: [] },
    findings: [
      {
        rule: 'a/b',
        dimension: 'semantic',
        severity: 'hint',
        message: 'M.',
        points: 0.5,
        golden: { file: 'golden.ts', range: range(0, 0, 0, 1) },
        reference: 'CWE-1',
      },
    ],
  });
  expect(placed(['a();'], range(0, 0))).not.toHaveProperty('generated_parts');
});

describe('an application', () => {
  const file = (
    overall: number,
    weight: number,
    dimensions: FileDocument['dimensions'] = {},
  ): FileDocument => ({
    golden: `g${overall}`,
    generated: `m${overall}`,
    overall,
    band: 'good',
    weight,
    dimensions,
    behaviour: { agreement: null, verdict: 'not_executable', units: [] },
    findings: [],
  });
  const document = (files: FileDocument[], missing: { path: string; weight: number }[] = []) =>
    evaluationDocument({
      golden: 'g',
      generated: 'm',
      files,
      missing,
      extra: ['x'],
      unreadable: [],
      accepted: [],
      unusedAccepted: [],
    });

  test.each<readonly [string, FileDocument[], { path: string; weight: number }[], number]>([
    ['one file', [file(0.7, 3)], [], 0.7],
    ['weighted by size', [file(1, 3), file(0, 1)], [], 0.75],
    ['missing files count 0', [file(1, 3)], [{ path: 'a', weight: 1 }], 0.75],
    ['everything missing', [], [{ path: 'a', weight: 1 }], 0],
    ['nothing at all', [], [], 0],
  ])('%s', (_, files, missing, overall) => {
    expect(document(files, missing).overall).toBeCloseTo(overall, 9);
  });

  test('the band is that of the mean, extra files are named', () => {
    expect(document([file(1, 3), file(0, 1)])).toMatchObject({ band: 'good', extra: ['x'], missing: [] });
  });

  test('dimensions are means over the files to which they apply', () => {
    const { dimensions } = document([
      file(1, 3, {
        style: { value: 1, weight: 0.2 },
        accessibility: { value: null, weight: 0, reason: 'no JSX' },
        functional: { value: 1, weight: 0.8, basis: 'contract' },
      }),
      file(0.5, 1, {
        style: { value: 0, weight: 0.1 },
        accessibility: { value: 0.5, weight: 0.4 },
        functional: { value: 0, weight: 0.5, basis: 'contract' },
      }),
    ]);
    expect(dimensions.style).toEqual({ value: 0.75, weight: 0.175 });
    expect(dimensions.accessibility).toEqual({ value: 0.5, weight: 0.1 });
    expect(dimensions.functional).toMatchObject({ value: 0.75, basis: 'contract' });
  });

  test('a dimension that applies to no file is null with a reason', () => {
    const none = { accessibility: { value: null, weight: 0, reason: 'no JSX' } };
    expect(document([file(1, 1, none), file(1, 1, none)]).dimensions.accessibility).toEqual({
      value: null,
      weight: 0,
      reason: 'no JSX',
    });
  });
});
