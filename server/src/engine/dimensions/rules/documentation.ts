import { MAINTAINABILITY_METRICS } from '../maintainability.ts';
import { NESTED_LOOPS } from '../performance.ts';
import { RULES } from './registry.ts';

interface Row {
  readonly id: string;
  readonly severity: string;
  readonly says: string;
  readonly reference: string;
}

/** The page `docs/rules.md`: every rule of the four quality dimensions, as the registry has them. */
export function rulesPage(): string {
  const rows = (dimension: string): Row[] => RULES.filter((rule) => rule.dimension === dimension);
  const maintainability = MAINTAINABILITY_METRICS.map((metric) => ({
    id: metric.rule,
    severity: 'hint, information or warning, by the loss',
    says: metric.says,
    reference: metric.source,
  }));
  return [
    '# Rules',
    '',
    'What Fern looks for in maintainability, accessibility, security and performance. A generated file is charged',
    'only for what it does beyond its golden counterpart; how much that costs is told in `docs/scoring.md`.',
    'Made from the registry of rules; a test fails when the two differ.',
    '',
    ...section('Maintainability', 'Source', maintainability),
    ...section('Accessibility', 'WCAG 2.2', rows('accessibility')),
    ...section('Security', 'CWE', rows('security')),
    ...section('Performance', 'Source', [...rows('performance'), NESTED_LOOPS]),
  ].join('\n');
}

function section(title: string, reference: string, rows: readonly Row[]): string[] {
  return [
    `## ${title}`,
    '',
    `| Rule | Says | Severity | ${reference} |`,
    '| --- | --- | --- | --- |',
    ...rows.map(
      (row) => `| \`${row.id}\` | ${escapeCell(row.says)} | ${row.severity} | ${link(row.reference)} |`,
    ),
    '',
  ];
}

/** References to CWE are links; those to WCAG name the criterion, whose page has a name of its own. */
function link(reference: string): string {
  const cwe = /^CWE-(\d+)$/.exec(reference);
  if (cwe !== null) return `[${reference}](https://cwe.mitre.org/data/definitions/${cwe[1]}.html)`;
  return escapeCell(reference);
}

function escapeCell(text: string): string {
  const outsideCode = text
    .split('`')
    .map((piece, i) => (i % 2 === 0 ? piece.replace(/[<>]/g, '\\$&') : piece));
  return outsideCode.join('`').replace(/\|/g, '\\|');
}
