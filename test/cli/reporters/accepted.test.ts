import { describe, expect, test } from 'vitest';
import { reporterOf } from '../../../server/src/cli/reporters/registry.ts';
import type { Report } from '../../../server/src/cli/reporters/reporter.ts';
import { acceptedComparison, acceptedEvaluation } from '../../fixtures/documents/accepted.ts';
import { OPTIONS } from './reports.ts';

const KINDS: readonly Report[] = [
  { kind: 'evaluation', document: acceptedEvaluation() },
  { kind: 'comparison', document: acceptedComparison() },
];

const render = (format: string, report: Report): string => reporterOf(format)?.render(report, OPTIONS) ?? '';

describe.each(['table', 'markdown', 'html', 'sarif', 'junit', 'json'])('%s', (format) => {
  test.each(KINDS.map((report) => [report.kind, report] as const))(
    'lists what is accepted: %s',
    (_, report) => {
      // Markdown escapes and the terminal wraps.
      const text = render(format, report).replace(/\s+/g, ' ').replaceAll('\\', '');
      for (const said of [
        'the golden is wrong here',
        'wording does not matter',
        'functional/behaves-differently',
      ])
        expect(text).toContain(said);
      expect(text).toMatch(/utils\/slug\.ts/);
      expect(text).toMatch(/utils\/old\.ts/);
    },
  );
});

test.each(KINDS.map((report) => [report.kind, report] as const))('SARIF suppresses it: %s', (_, report) => {
  const { runs } = JSON.parse(render('sarif', report));
  const suppressed = runs[0].results.filter((result: { suppressions?: object }) => result.suppressions);
  expect(suppressed.map((result: { suppressions: object }) => result.suppressions)).toEqual([
    [{ kind: 'external', status: 'accepted', justification: 'the golden is wrong here' }],
    [{ kind: 'inSource', status: 'accepted', justification: 'the golden is wrong here' }],
  ]);
});

test('JUnit skips it, so no gate fails for it', () => {
  const text = render('junit', KINDS[0]);
  expect(text).toMatch(
    /name="accepted: utils\/slug.ts: slugify: functional\/behaves-differently"[^>]*>\s*<skipped/,
  );
});

test('the table says which version a file was compared with', () => {
  expect(render('table', KINDS[0])).toContain('against its version alternatives/first.ts');
});
