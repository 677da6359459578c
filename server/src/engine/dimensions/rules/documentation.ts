import { MAINTAINABILITY_METRICS } from '../maintainability.ts';
import { NESTED_LOOPS } from '../performance.ts';
import { HABITS } from '../style.ts';
import { RULES } from './registry.ts';

interface Row {
  readonly id: string;
  readonly severity: string;
  readonly says: string;
  readonly reference: string;
}

const FUNCTIONAL: readonly Row[] = [
  [
    'behaves-differently',
    'For some input it does not do what the golden does; the message names the smallest one found.',
    'error',
    'run',
  ],
  [
    'differs-beyond-domain',
    'It differs only for inputs that the golden is evidently not meant for.',
    'information',
    'run',
  ],
  ['syntax-error', 'The file cannot be parsed from here on.', 'error', 'read'],
  ['missing-export', 'What the golden exports is not exported.', 'warning', 'read'],
  ['renamed-export', 'What the golden exports is there under another name.', 'hint', 'read'],
  ['parameters', 'It takes other parameters than its golden counterpart.', 'warning', 'read'],
  ['types', 'Parameters have other types.', 'warning', 'read'],
  ['result', 'It returns something of another type.', 'warning', 'read'],
  ['async', 'One of both is asynchronous, the other is not.', 'warning', 'read'],
  ['errors', 'It throws other errors, or none.', 'warning', 'read'],
  ['kind', 'What is exported comes from elsewhere, or is something else.', 'warning', 'read'],
  ['members', 'A class, type or object has other members.', 'warning', 'read'],
  ['value', 'An exported constant holds another value.', 'warning', 'read'],
].map(([id, says, severity, reference]) => ({ id: `functional/${id}`, says, severity, reference }));

/** Findings of dimensions that align both sides' units. */
function differences(dimension: string, compared: string): Row[] {
  return [
    ['missing', 'Something of the golden has no counterpart.', 'warning, or hint for an import'],
    ['extra', 'Something has no counterpart in the golden.', 'hint'],
    ['changed', 'A place differs from its golden counterpart.', 'information'],
    ['added', 'Something stands here that its golden counterpart does not have.', 'information'],
    ['removed', 'Something of its golden counterpart is not here.', 'information'],
    ['value', 'Another literal or field stands in the same place.', 'information'],
    ['name', 'A name stands for something else than its golden counterpart.', 'information'],
    ['rewritten', 'So much differs that single places would not help.', 'warning or information'],
    ['whole', 'The file as a whole loses here, in no place more than in others.', 'hint'],
  ].map(([id, says, severity]) => ({ id: `${dimension}/${id}`, says, severity, reference: compared }));
}

function habits(): Row[] {
  return HABITS.map(({ rule, habit }) => ({
    id: rule,
    says: `${habit.charAt(0).toUpperCase()}${habit.slice(1)}: written otherwise than the golden mostly does.`,
    severity: 'hint',
    reference: 'counts of each way of writing',
  }));
}

const OVERALL: readonly Row[] = [
  [
    'behaviour-bound',
    'What it does when it is run bounds the score, however alike the code is.',
    'information',
    'all of the file',
  ],
  [
    'not-a-counterpart',
    'The files have so little in common that style and quality count less.',
    'information',
    'all of the file',
  ],
  [
    'other-language',
    'The file is in another language than its golden counterpart.',
    'error',
    'all of the file',
  ],
  [
    'nothing-to-compare',
    'The golden file has no code that could be compared.',
    'information',
    'all of the file',
  ],
  ['accept-comment', 'A comment that accepts a difference cannot be understood.', 'hint', 'the golden file'],
  ['more', 'Further places that cost little each.', 'hint', 'counted only'],
].map(([id, says, severity, reference]) => ({ id: `overall/${id}`, says, severity, reference }));

/** The page `docs/rules.md`: every rule that a finding can have. */
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
    'What a finding can be. How much it costs is told in `docs/scoring.md`. In maintainability, accessibility,',
    'security and performance a generated file is charged only for what it does beyond its golden counterpart.',
    'Made from the registry of rules; a test fails when the two differ.',
    '',
    ...section('Functional', 'Read or run', FUNCTIONAL),
    ...section('Structural', 'Compared', differences('structural', 'statements and expressions')),
    ...section('Semantic', 'Compared', differences('semantic', 'meaning, as the embedding model sees it')),
    ...section('Style', 'Compared', habits()),
    ...section('Maintainability', 'Source', maintainability),
    ...section('Accessibility', 'WCAG 2.2', rows('accessibility')),
    ...section('Security', 'CWE', rows('security')),
    ...section('Performance', 'Source', [...rows('performance'), NESTED_LOOPS]),
    ...section('Overall', 'Where', OVERALL),
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
