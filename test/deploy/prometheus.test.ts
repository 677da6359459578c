import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EXPORTED, RECORDED } from './metrics.ts';
import { mentions, unknownIn } from './promql.ts';
import { findTool, say } from './tools.ts';

const promtool = findTool('promtool');
const FOLDER = 'deploy/prometheus';
const TESTS = readdirSync(`${FOLDER}/rules/tests`);

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const read = (path: string) => parse(readFileSync(`${FOLDER}/${path}`, 'utf8'));
const rulesOf = (path: string): Rule[] =>
  (read(path).groups as { rules: Rule[] }[]).flatMap(({ rules }) => rules);
const recording = rulesOf('rules/recording.yml');
const alerts = rulesOf('rules/alerts.yml');

describe.skipIf(promtool === undefined)('promtool', () => {
  test('takes the configuration and its rules', () => {
    const { code, text } = say(promtool!, ['check', 'config', '--lint=all', 'prometheus.yml'], {
      cwd: FOLDER,
    });
    expect([code, text]).toEqual([0, expect.stringMatching(/SUCCESS: prometheus.yml is valid/)]);
    expect(text).toContain('SUCCESS: 2 rule files found');
  });

  test.each(TESTS)('finds the rules doing what %s says', (name) => {
    const { code, text } = say(promtool!, ['test', 'rules', name], { cwd: `${FOLDER}/rules/tests` });
    expect([code, text]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
});

describe('what the tests of rules look at', () => {
  interface Case {
    alert_rule_test?: { alertname: string; exp_alerts?: unknown[] }[];
    promql_expr_test?: { expr: string; exp_samples?: unknown[] }[];
  }
  const cases = TESTS.flatMap((name) => read(`rules/tests/${name}`).tests as Case[]);

  test('every recorded series has a value in one', () => {
    const looked = cases
      .flatMap(({ promql_expr_test = [] }) => promql_expr_test)
      .filter(({ exp_samples = [] }) => exp_samples.length > 0)
      .flatMap(({ expr }) => mentions(expr).series.map(({ name }) => name));
    expect(recording.filter(({ record }) => !looked.includes(record ?? ''))).toEqual([]);
  });

  test('every alert fires, and in the same test does not', () => {
    const missing = alerts.filter(
      ({ alert }) =>
        !cases.some(({ alert_rule_test = [] }) => {
          const own = alert_rule_test
            .filter(({ alertname }) => alertname === alert)
            .map(({ exp_alerts = [] }) => exp_alerts.length > 0);
          return own.length >= 3 && own[0] === false && own.includes(true) && own.at(-1) === false;
        }),
    );
    expect(missing).toEqual([]);
  });
});

describe('rules', () => {
  test('speak of what is exported, and record what is listed', () => {
    expect([...recording, ...alerts].flatMap(({ expr }) => unknownIn(expr))).toEqual([]);
    expect(recording.map(({ record }) => record).sort()).toEqual(Object.keys(RECORDED).sort());
  });

  test('what of the shared store every api tells is never added up', () => {
    const shared = ['fern_jobs', 'fern_queue_steps', 'fern_queue_age_seconds', 'fern_workers'];
    for (const { expr } of recording)
      if (mentions(expr).series.some(({ name }) => shared.includes(name))) expect(expr).toMatch(/^max\b/);
    expect(
      alerts.flatMap(({ expr }) => mentions(expr).series.filter(({ name }) => shared.includes(name))),
    ).toEqual([]);
  });

  test('every alert waits, says how bad it is, and where to read on', () => {
    expect(alerts.length).toBeGreaterThan(8);
    const headings = new Set(
      [...readFileSync('docs/operations.md', 'utf8').matchAll(/^#{2,} (.+)$/gm)].map(([, heading = '']) =>
        heading.toLowerCase().replaceAll(' ', '-'),
      ),
    );
    for (const { alert, for: wait, labels, annotations } of alerts) {
      expect([alert, wait]).toEqual([alert, expect.stringMatching(/^\d+[mh]$/)]);
      expect(['info', 'warning', 'critical']).toContain(labels?.severity);
      expect(annotations?.summary).toMatch(/\w/);
      expect(annotations?.description).toMatch(/\w.*\.$/);
      const [page, anchor] = annotations?.runbook_url?.split('#') ?? [];
      expect(page).toBe('docs/operations.md');
      expect(anchor).toBe(alert?.toLowerCase());
      expect([anchor, headings.has(anchor ?? '')]).toEqual([anchor, true]);
    }
  });
});

describe('the reader of expressions', () => {
  test('finds series, labels and groupings', () => {
    expect(
      mentions('sum by (a, b) (rate(x_total{c="d", e=~"f}|g.."}[5m] offset 1d)) > 0 unless on (h) y:z'),
    ).toEqual({
      series: [
        { name: 'x_total', labels: ['c', 'e'] },
        { name: 'y:z', labels: [] },
      ],
      grouping: ['a', 'b', 'h'],
    });
  });

  test('tells what no metric has', () => {
    expect(unknownIn('rate(fern_operation_total[5m])')).toEqual(['no series fern_operation_total']);
    expect(unknownIn('fern_jobs{status="queued"}')).toEqual(['no label status of fern_jobs']);
    expect(unknownIn('sum by (model) (fern_workers)')).toEqual([
      'no label model in sum by (model) (fern_workers)',
    ]);
    expect(unknownIn('rate(fern_similarity_score[5m])')).toEqual(['no series fern_similarity_score']);
    expect(unknownIn('1 + 1')).toHaveLength(1);
    expect(Object.keys(EXPORTED).length).toBeGreaterThan(15);
  });
});
