import { ownerOf } from '../../app/samples.ts';
import type {
  AcceptedFinding,
  ComparisonDocument,
  EvaluationDocument,
  FileDocument,
  MatchDocument,
  UnusedAcceptance,
} from '../../protocol/documents.ts';
import { bandOf, DEFAULT_GATE, own, score } from '../../protocol/figures.ts';
import { originOf, subjectOf } from './accepted.ts';
import { placeText, points } from './figures.ts';
import type { Reporter } from './reporter.ts';

const TOP_FINDINGS = 5;

interface Case {
  name: string;
  outcome: 'passed' | 'failure' | 'skipped';
  /** Kind and one-line summary of what is not a pass. */
  type?: string;
  message?: string;
  text?: string;
}

interface Suite {
  name: string;
  cases: Case[];
}

/**
 * JUnit XML as Jenkins and GitLab read it: a suite per model (one for an evaluation), a case per golden
 * file. A case fails under the gate or without a counterpart; a file that could not be read is skipped.
 */
export const junit: Reporter = {
  id: 'junit',
  render(report, options) {
    const gate = options.failUnder ?? DEFAULT_GATE;
    if (report.kind === 'evaluation') return suites([evaluationSuite(report.document, gate)], 0);
    if (report.kind === 'match') return suites([matchSuite(report.document)], 0);
    return suites(comparisonSuites(report.document, gate), report.document.evaluation_time_seconds);
  },
};

function evaluationSuite(document: EvaluationDocument, gate: number): Suite {
  return {
    name: document.generated,
    cases: [
      ...document.files.map((file) => fileCase(document, file, gate)),
      ...document.missing.map(missingCase),
      ...document.unreadable.map(({ path, reason }) => unreadableCase(path, reason)),
      ...document.accepted.map(acceptedCase),
      ...document.unused_accepted.map(unusedCase),
    ],
  };
}

function fileCase(document: EvaluationDocument, file: FileDocument, gate: number): Case {
  if (file.overall >= gate) return { name: file.golden, outcome: 'passed' };
  const top = file.findings
    .toSorted((a, b) => b.points - a.points)
    .slice(0, TOP_FINDINGS)
    .map((finding) => {
      const where = finding.generated
        ? ` (${placeText(document.generated, finding.generated)})`
        : finding.golden
          ? ` (golden ${placeText(document.golden, finding.golden)})`
          : '';
      return `${points(finding.points)} ${finding.rule}: ${finding.message}${where}`;
    });
  return {
    name: file.golden,
    outcome: 'failure',
    ...below(file.overall, gate),
    text: [`counterpart: ${file.generated}`, ...top].join('\n'),
  };
}

function comparisonSuites(document: ComparisonDocument, gate: number): Suite[] {
  return document.leaderboard.map(({ model, samples }) => ({
    name: model,
    cases: [
      ...document.files.map((file): Case => {
        const value = own(file.scores, model) ?? null;
        if (value === null) return missingCase(file.golden);
        return value >= gate
          ? { name: file.golden, outcome: 'passed' }
          : { name: file.golden, outcome: 'failure', ...below(value, gate) };
      }),
      ...document.unreadable
        .filter((entry) => entry.model === null || isOf(entry.model, model, samples !== null))
        .map(({ path, reason }) => unreadableCase(path, reason)),
      ...document.accepted
        .filter((finding) => isOf(finding.model, model, samples !== null))
        .map(acceptedCase),
      ...document.unused_accepted.map(unusedCase),
    ],
  }));
}

/** What is told of a sample belongs to its model. */
function isOf(name: string, model: string, sampled: boolean): boolean {
  return (sampled ? ownerOf(name) : name) === model;
}

function matchSuite(document: MatchDocument): Suite {
  return {
    name: 'match',
    cases: [
      ...document.pairs.map((pair): Case => ({ name: pair.golden, outcome: 'passed' })),
      ...document.missing.map(missingCase),
    ],
  };
}

const below = (value: number, gate: number) => ({
  type: 'score',
  message: `${score(value)} (${bandOf(value)}) is under ${gate}`,
});

const missingCase = (name: string): Case => ({
  name,
  outcome: 'failure',
  type: 'missing',
  message: 'no generated file goes with this golden file',
});

const unreadableCase = (path: string, reason: string): Case => ({
  name: `unreadable: ${path}`,
  outcome: 'skipped',
  message: reason,
});

/** Accepted differences are told as skipped, with their reason. */
const acceptedCase = (finding: AcceptedFinding): Case => ({
  name: `accepted: ${subjectOf(finding)}: ${finding.rule}`,
  outcome: 'skipped',
  message: `${finding.reason} (${finding.message})`,
});

const unusedCase = (entry: UnusedAcceptance): Case => ({
  name: `accepted, but not there: ${subjectOf(entry)}`,
  outcome: 'skipped',
  message: `${originOf(entry)}: ${entry.reason}`,
});

function suites(all: readonly Suite[], seconds: number): string {
  const total = all.reduce((sum, suite) => sum + suite.cases.length, 0);
  const failures = all.reduce((sum, suite) => sum + tally(suite, 'failure'), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="fern" tests="${total}" failures="${failures}" errors="0" time="${seconds.toFixed(3)}">`,
    ...all.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

const tally = (suite: Suite, outcome: Case['outcome']) =>
  suite.cases.filter((entry) => entry.outcome === outcome).length;

// The documents hold no time per file, so only the whole run's time is more than 0.
function suiteLines(suite: Suite): string[] {
  const name = attribute(`fern ${suite.name}`);
  return [
    `  <testsuite name="${name}" tests="${suite.cases.length}" failures="${tally(suite, 'failure')}" errors="0" skipped="${tally(suite, 'skipped')}" time="0.000">`,
    ...suite.cases.flatMap((entry) => caseLines(entry, name)),
    '  </testsuite>',
  ];
}

function caseLines(entry: Case, classname: string): string[] {
  const open = `    <testcase name="${attribute(entry.name)}" classname="${classname}" time="0.000"`;
  if (entry.outcome === 'passed') return [`${open}/>`];
  const message = attribute(entry.message ?? '');
  const child =
    entry.outcome === 'skipped'
      ? `      <skipped message="${message}"/>`
      : `      <failure type="${attribute(entry.type ?? '')}" message="${message}">${content(entry.text ?? entry.message ?? '')}</failure>`;
  return [`${open}>`, child, '    </testcase>'];
}

// What XML 1.0 (5th edition, production 2, Char) does not allow, not even as a character reference.
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function content(text: string): string {
  return text
    .replace(ILLEGAL, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
