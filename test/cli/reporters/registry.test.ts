import { describe, expect, it } from 'vitest';
import { FORMATS, REPORTERS, reporterOf } from '../../../server/src/cli/reporters/registry.ts';
import { OPTIONS, REPORTS } from './reports.ts';

describe('reporters', () => {
  it('are found by their format, and nothing else is', () => {
    expect(FORMATS).toEqual(['table', 'json', 'markdown', 'html', 'csv', 'sarif', 'junit']);
    for (const format of FORMATS) expect(reporterOf(format)?.id).toBe(format);
    expect(reporterOf('constructor')).toBeUndefined();
  });

  for (const reporter of REPORTERS) {
    it.each(REPORTS)(
      `${reporter.id}: %s: same text twice, one newline at its end, document untouched`,
      (_, report) => {
        const before = JSON.stringify(report);
        const text = reporter.render(report, OPTIONS);
        expect(text.endsWith('\n')).toBe(true);
        expect(reporter.render(report, OPTIONS)).toBe(text);
        expect(JSON.stringify(report)).toBe(before);
      },
    );
  }

  it('json is the document', () => {
    for (const [, report] of REPORTS) {
      const text = reporterOf('json')!.render(report, OPTIONS);
      expect(text).toBe(`${JSON.stringify(report.document, null, 2)}\n`);
    }
  });
});
