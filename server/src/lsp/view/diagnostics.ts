import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FindingDocument } from '../../protocol/documents.ts';
import type { EditorSettings, ProblemSeverity } from '../../protocol/settings/editor.ts';
import type { RuleLink } from '../client.ts';
import type { GeneratedResult } from '../result.ts';

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** What code actions need to know of a finding; it travels in the diagnostic. */
export interface FindingData {
  readonly rule: string;
  /** All of its place; what is underlined ends with the first line. */
  readonly range?: Range;
}

export interface DiagnosticsParts {
  readonly settings: EditorSettings['problems'];
  readonly uriOf: (path: string) => string;
  readonly link: RuleLink;
}

/**
 * The findings of a generated file, dearest first. Those that cost too little, or are too many, are counted in one
 * line, so that a file is never flooded.
 */
export function diagnosticsOf(
  text: TextDocument,
  result: GeneratedResult,
  { settings, uriOf, link }: DiagnosticsParts,
): Diagnostic[] {
  if (!settings.enabled) return [];
  const told: Diagnostic[] = [];
  const rest: FindingDocument[] = [];
  const all = result.files.flatMap(({ absolute, document }) =>
    document.findings.map((finding) => ({ finding, goldenUri: uriOf(absolute) })),
  );
  all.sort((a, b) => b.finding.points - a.finding.points);
  for (const { finding, goldenUri } of all) {
    const severity = severityOf(finding, settings.severity);
    // What concerns the file as a whole is in its score, and in no place of it.
    if (severity === 'off' || (finding.dimension === 'overall' && severity !== 'error')) continue;
    if (finding.points < settings.threshold || told.length >= settings.most) rest.push(finding);
    else if (finding.generated === null || finding.generated.file === result.path)
      told.push(diagnostic(text, finding, severity, goldenUri, link));
  }
  return rest.length === 0 ? told : [...told, counted(text, rest)];
}

function severityOf(
  { rule, dimension, severity }: FindingDocument,
  changed: Readonly<Record<string, ProblemSeverity>>,
): ProblemSeverity {
  return changed[rule] ?? changed[dimension] ?? severity;
}

function diagnostic(
  text: TextDocument,
  finding: FindingDocument,
  severity: Exclude<ProblemSeverity, 'off'>,
  goldenUri: string,
  link: RuleLink,
): Diagnostic {
  const { rule, message, points, golden } = finding;
  const description = link(rule);
  const data: FindingData = {
    rule,
    ...(finding.generated === null ? {} : { range: finding.generated.range }),
  };
  return {
    range: finding.generated === null ? firstLine(text, 0) : shortened(text, finding.generated.range),
    severity: SEVERITY[severity],
    source: 'fern',
    code: rule,
    ...(description === undefined ? {} : { codeDescription: description }),
    message: points >= 0.0005 ? `${message} (−${points.toFixed(3)})` : message,
    ...(rule.endsWith('/extra') ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(golden === null
      ? {}
      : {
          relatedInformation: [
            { location: { uri: goldenUri, range: golden.range }, message: 'The golden code is here.' },
          ],
        }),
    data,
  };
}

function counted(text: TextDocument, rest: readonly FindingDocument[]): Diagnostic {
  const points = rest.reduce((sum, finding) => sum + finding.points, 0);
  const many = rest.length === 1 ? '1 more finding costs' : `${rest.length} more findings cost`;
  return {
    range: firstLine(text, 0),
    severity: DiagnosticSeverity.Hint,
    source: 'fern',
    message: `${many} ${points.toFixed(3)} together; the settings fern.problems say what is listed.`,
  };
}

/** A whole function underlined helps nobody: its first line does. */
function shortened(text: TextDocument, { start, end }: Range): Range {
  return start.line === end.line ? { start, end } : { start, end: firstLine(text, start.line).end };
}

function firstLine(text: TextDocument, line: number): Range {
  const start = { line, character: 0 };
  const content = text.getText({ start, end: { line: line + 1, character: 0 } });
  return { start, end: { line, character: content.replace(/[\r\n]+$/, '').length } };
}
