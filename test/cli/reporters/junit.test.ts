import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { junit } from '../../../server/src/cli/reporters/junit.ts';
import { boardComparison } from '../../fixtures/documents/comparison.ts';
import { boardEvaluation } from '../../fixtures/documents/evaluation.ts';
import { OPTIONS, REPORTS } from './reports.ts';
import { parseXml, type XmlElement } from './xml.ts';

const all = (element: XmlElement, name: string): XmlElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
];

describe('junit', () => {
  it.each(REPORTS)('%s is well-formed XML 1.0 whose counts are true', (_, report) => {
    const root = parseXml(junit.render(report, OPTIONS));
    expect(root.name).toBe('testsuites');
    const suites = all(root, 'testsuite');
    for (const suite of suites) {
      const { tests, failures, skipped, errors, time } = suite.attributes;
      expect([Number(tests), Number(failures), Number(skipped), errors]).toEqual([
        all(suite, 'testcase').length,
        all(suite, 'failure').length,
        all(suite, 'skipped').length,
        '0',
      ]);
      expect(Number(time)).toBeGreaterThanOrEqual(0);
      for (const entry of all(suite, 'testcase')) {
        expect(Object.keys(entry.attributes)).toEqual(['name', 'classname', 'time']);
      }
    }
    expect(Number(root.attributes.tests)).toBe(all(root, 'testcase').length);
    expect(Number(root.attributes.failures)).toBe(all(root, 'failure').length);
  });

  it('has one suite per model and one case per golden file', () => {
    const root = parseXml(junit.render({ kind: 'comparison', document: boardComparison() }, OPTIONS));
    const suites = all(root, 'testsuite');
    expect(suites.map((suite) => suite.attributes.name)).toEqual(
      ['aspen', 'birch', 'dogwood', 'cedar', 'elm'].map((model) => `fern ${model}`),
    );
    expect(suites.map((suite) => Number(suite.attributes.failures))).toEqual([0, 0, 4, 8, 15]);
    expect(root.attributes.time).toBe('12.300');
  });

  it('fails what is under the gate, with the dearest findings', () => {
    const report = { kind: 'evaluation', document: boardEvaluation() } as const;
    const failed = (failUnder: number | null) =>
      all(parseXml(junit.render(report, { ...OPTIONS, failUnder })), 'testcase')
        .filter((entry) => all(entry, 'failure').length > 0)
        .map((entry) => entry.attributes.name);
    expect(failed(null)).toEqual([
      'components/TaskForm.tsx',
      'state/boardReducer.ts',
      'utils/validation.ts',
      'types/errors.ts',
    ]);
    expect(failed(0.4)).toEqual(['utils/validation.ts', 'types/errors.ts']);
    const text = junit.render(report, OPTIONS);
    expect(text).toContain(
      'functional/export: The export moveTask is missing. (golden golden/state/boardReducer.ts:66:3)',
    );
  });

  it('is read by an independent parser, where there is one', () => {
    const hostile = REPORTS.find(([name]) => name === 'evaluation with hostile names')![1];
    const script =
      'import sys,xml.dom.minidom as m; print(len(m.parse(sys.stdin.buffer).getElementsByTagName("testcase")))';
    let answer: string;
    try {
      answer = execFileSync('python3', ['-c', script], {
        input: junit.render(hostile, OPTIONS),
        encoding: 'utf8',
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    expect(answer.trim()).toBe('140');
  });
});
