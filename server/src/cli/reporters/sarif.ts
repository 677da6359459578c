import { originOf, subjectOf } from './accepted.ts';
import type { Report, Reporter } from './reporter.ts';
import { comparisonResults, evaluationResults, matchResults, type Result } from './sarif/results.ts';
import { ruleOf } from './sarif/rules.ts';
import { baseOf } from './sarif/uris.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * SARIF 2.1.0 for code scanning: an evaluation's findings; for a comparison every golden file on which a
 * model is below "good" or has nothing. Regions count from 1, columns are UTF-16 code units.
 */
export const sarif: Reporter = {
  id: 'sarif',
  render: (report) => `${JSON.stringify(log(report), null, 2)}\n`,
};

function log(report: Report) {
  const { document } = report;
  const results = resultsOf(report);
  const ids = [...new Set(results.map((result) => result.ruleId))].toSorted();
  const index = new Map(ids.map((id, i) => [id, i]));
  const references = new Map(
    report.kind === 'evaluation'
      ? report.document.files.flatMap((file) => file.findings.map((found) => [found.rule, found.reference]))
      : [],
  );
  const unused = report.kind === 'match' ? [] : report.document.unused_accepted;
  const unreadable = report.kind === 'match' ? [] : report.document.unreadable;
  const version = 'engine_version' in document ? document.engine_version : undefined;
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Fern',
            ...(version === undefined
              ? {}
              : { version, ...(isSemantic(version) ? { semanticVersion: version } : {}) }),
            rules: ids.map((id) => ruleOf(id, references.get(id))),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...unreadable.map(({ path, reason }) => ({
                level: 'warning',
                message: { text: `Could not read ${path}: ${reason}` },
              })),
              ...unused.map((entry) => ({
                level: 'note',
                message: {
                  text: `Accepted, but not there: ${subjectOf(entry)} (${originOf(entry)}): ${entry.reason}`,
                },
              })),
            ],
          },
        ],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          GOLDEN: baseOf(report.kind === 'evaluation' ? report.document.golden : '', 'The golden code'),
          GENERATED: baseOf(
            report.kind === 'evaluation' ? report.document.generated : '',
            'The generated code',
          ),
        },
        results: results.map((result) => ({ ...result, ruleIndex: index.get(result.ruleId) ?? -1 })),
        properties: summaryOf(report),
      },
    ],
  };
}

function resultsOf(report: Report): Result[] {
  if (report.kind === 'evaluation') return evaluationResults(report.document);
  return report.kind === 'comparison' ? comparisonResults(report.document) : matchResults(report.document);
}

function summaryOf(report: Report) {
  if (report.kind === 'evaluation') return { overall: report.document.overall, band: report.document.band };
  if (report.kind === 'comparison') {
    return {
      verdict: report.document.verdict,
      statement: report.document.statement,
      rankings: report.document.rankings,
    };
  }
  return { pairs: report.document.pairs.length };
}

const isSemantic = (version: string) => /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/.test(version);
