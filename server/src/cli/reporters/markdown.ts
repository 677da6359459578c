import type {
  AcceptedFinding,
  ComparisonDocument,
  EvaluationDocument,
  MatchDocument,
} from '../../protocol/documents.ts';
import { costText, count, own, score, signed } from '../../protocol/figures.ts';
import { originOf, subjectOf } from './accepted.ts';
import { byLoss, dearestFindings, placeText, points, span, VERDICT_WORDS, worstFinding } from './figures.ts';
import { bandMark, cell, code, folded, inline, rowsOf, type Section, sections } from './markdown/writer.ts';
import type { Reporter } from './reporter.ts';

/** GitHub-flavoured Markdown for a pull-request comment: the verdict, a small table, the rest folded; under 60,000 characters. */
export const markdown: Reporter = {
  id: 'markdown',
  render(report, options) {
    if (report.kind === 'evaluation') return sections(evaluation(report.document, options.failUnder));
    return sections(
      report.kind === 'comparison' ? comparison(report.document, options.failUnder) : match(report.document),
    );
  },
};

function gate(value: number, failUnder: number | null): string[] {
  if (failUnder === null) return [];
  return [
    '',
    value >= failUnder ? `✅ Not under the gate of ${failUnder}.` : `❌ **Under the gate of ${failUnder}.**`,
  ];
}

function evaluation(document: EvaluationDocument, failUnder: number | null): Section[] {
  const { files, missing, extra, unreadable } = document;
  const counts = `${files.length} of ${count(files.length + missing.length, 'golden file')} found, ${missing.length} missing, ${extra.length} extra`;
  const findings = dearestFindings(document);
  return [
    {
      before: [
        `### ${bandMark(document.overall)} ${code(document.generated)} scores ${score(document.overall)}, ${document.band}`,
        '',
        `Against ${code(document.golden)}: ${counts}.`,
        ...gate(document.overall, failUnder),
        '',
        '| dimension | score | weight |',
        '|:--|--:|--:|',
      ],
      rows: rowsOf(
        Object.entries(document.dimensions),
        ([id, { value, weight, reason }]) =>
          `| ${inline(id)} | ${score(value)} | ${value === null ? inline(reason ?? '–') : `${Math.round(weight * 100)} %`} |`,
      ),
      after: [],
    },
    folded(
      'Findings that cost most',
      ['| points | severity | finding | rule | place |', '|--:|:--|:--|:--|:--|'],
      rowsOf(findings, ({ finding, file }) => {
        const where = finding.generated
          ? placeText(document.generated, finding.generated)
          : finding.golden
            ? `golden ${placeText(document.golden, finding.golden)}`
            : file.generated;
        return `| ${points(finding.points)} | ${finding.severity} | ${inline(finding.message)} | ${cell(finding.rule)} | ${cell(where)} |`;
      }),
      50,
    ),
    folded(
      'Files',
      ['| score | golden | generated | worst finding |', '|--:|:--|:--|:--|'],
      rowsOf(byLoss(files), (file) => {
        const worst = worstFinding(file);
        return `| ${bandMark(file.overall)} ${score(file.overall)} | ${cell(file.golden)} | ${cell(file.generated)} | ${worst ? inline(worst.message) : ''} |`;
      }),
    ),
    folded(
      'Missing',
      ['| golden file without counterpart |', '|:--|'],
      rowsOf(missing, (path) => `| ${cell(path)} |`),
    ),
    folded(
      'Extra',
      ['| generated file without counterpart |', '|:--|'],
      rowsOf(extra, (path) => `| ${cell(path)} |`),
    ),
    folded(
      'Unreadable',
      ['| file | reason |', '|:--|:--|'],
      rowsOf(unreadable, ({ path, reason }) => `| ${cell(path)} | ${inline(reason)} |`),
    ),
    ...accepted(document),
  ];
}

function comparison(document: ComparisonDocument, failUnder: number | null): Section[] {
  const models = document.leaderboard.map((row) => row.model);
  const [first] = document.leaderboard;
  const priced = document.leaderboard.some(({ cost }) => cost !== null);
  return [
    {
      before: [
        `### ${inline(document.statement)}`,
        '',
        `${count(models.length, 'model')}, ${count(document.files.length, 'golden file')}; verdict: ${VERDICT_WORDS[document.verdict]}.`,
        ...(first ? gate(first.mean, failUnder) : []),
        '',
        `| # | model | mean | 95 % | band | std | min | max | files | missing |${priced ? ' cost |' : ''}`,
        `|--:|:--|--:|:--|:--|--:|--:|--:|--:|--:|${priced ? '--:|' : ''}`,
      ],
      rows: rowsOf(
        document.leaderboard,
        (row) =>
          `| ${row.rank} | ${cell(row.model)} | ${score(row.mean)} | ${span(row.interval)} | ${bandMark(row.mean, true)} | ${score(row.std)} | ${score(row.min)} | ${score(row.max)} | ${row.files} | ${row.missing} |${priced ? ` ${row.cost === null ? '–' : costText(row.cost)} |` : ''}`,
      ),
      after: [],
    },
    folded(
      'Dimensions',
      ['| model | dimension | mean |', '|:--|:--|--:|'],
      rowsOf(
        document.leaderboard.flatMap((row) =>
          Object.entries(row.dimensions).map(
            ([id, value]) => `| ${cell(row.model)} | ${inline(id)} | ${score(value)} |`,
          ),
        ),
        (row) => row,
      ),
    ),
    folded(
      'Pairs',
      [
        '| model | against | difference | 95 % | p after Holm | ahead/behind/level | verdict |',
        '|:--|:--|--:|:--|--:|--:|:--|',
      ],
      rowsOf(
        document.pairs,
        (pair) =>
          `| ${cell(pair.a)} | ${cell(pair.b)} | ${signed(pair.difference)} | ${span(pair.interval)} | ${pair.p_adjusted === null ? '–' : pair.p_adjusted.toFixed(4)} | ${pair.wins}/${pair.losses}/${pair.ties} | ${VERDICT_WORDS[pair.verdict]} |`,
      ),
      60,
    ),
    folded(
      'Parts',
      ['| part | files | first | verdict |', '|:--|--:|:--|:--|'],
      rowsOf(
        document.slices,
        ({ by, name, files, statement, rankings: [first] }) =>
          `| ${by} ${inline(name)} | ${files} | ${first === undefined ? '–' : `${cell(first[0])} ${score(first[1])}`} | ${inline(statement)} |`,
      ),
      60,
    ),
    folded(
      'Files that all models fail',
      ['| golden | best | the same in all |', '|:--|--:|:--|'],
      rowsOf(
        document.failed_by_all,
        ({ golden, best, finding }) =>
          `| ${cell(golden)} | ${score(best)} | ${finding === null ? '' : `${inline(finding)} Is the golden code wrong here?`} |`,
      ),
    ),
    folded(
      'Files',
      [`| golden | ${models.map(cell).join(' | ')} |`, `|:--|${models.map(() => '--:').join('|')}|`],
      rowsOf(
        document.files,
        (file) =>
          `| ${cell(file.golden)} | ${models.map((model) => fileCell(own(file.scores, model) ?? null)).join(' | ')} |`,
      ),
    ),
    folded(
      'Unreadable',
      ['| model | file | reason |', '|:--|:--|:--|'],
      rowsOf(
        document.unreadable,
        ({ model, path, reason }) =>
          `| ${model === null ? 'golden' : cell(model)} | ${cell(path)} | ${inline(reason)} |`,
      ),
    ),
    ...accepted(document),
  ];
}

/** What costs nothing because it is accepted, and acceptances that match nothing. */
function accepted(
  document: Pick<EvaluationDocument, 'unused_accepted'> & {
    readonly accepted: readonly (AcceptedFinding & { readonly model?: string })[];
  },
): Section[] {
  return [
    folded(
      'Accepted differences, which cost nothing',
      ['| would cost | where | difference | rule | accepted because |', '|--:|:--|:--|:--|:--|'],
      rowsOf(document.accepted, (finding) => {
        const model = finding.model === undefined ? '' : `${cell(finding.model)} `;
        return `| ${points(finding.points)} | ${model}${cell(subjectOf(finding))} | ${inline(finding.message)} | ${cell(finding.rule)} | ${inline(finding.reason)} |`;
      }),
      60,
    ),
    folded(
      'Accepted, but not there',
      ['| where | from | reason |', '|:--|:--|:--|'],
      rowsOf(
        document.unused_accepted,
        (entry) => `| ${cell(subjectOf(entry))} | ${inline(originOf(entry))} | ${inline(entry.reason)} |`,
      ),
    ),
  ];
}

const fileCell = (value: number | null) =>
  value === null ? 'missing' : `${bandMark(value)} ${score(value)}`;

function match(document: MatchDocument): Section[] {
  return [
    {
      before: [
        `### ${count(document.pairs.length, 'pair')}, ${document.missing.length} missing, ${document.extra.length} extra`,
        '',
        '| similarity | golden | generated | reason |',
        '|--:|:--|:--|:--|',
      ],
      rows: rowsOf(
        document.pairs,
        (pair) =>
          `| ${score(pair.similarity)} | ${cell(pair.golden)} | ${cell(pair.generated)} | ${inline(pair.reason)} |`,
      ),
      after: [],
    },
    folded(
      'Missing',
      ['| golden file |', '|:--|'],
      rowsOf(document.missing, (path) => `| ${cell(path)} |`),
    ),
    folded(
      'Extra',
      ['| generated file |', '|:--|'],
      rowsOf(document.extra, (path) => `| ${cell(path)} |`),
    ),
  ];
}
