import type { AcceptedFinding, EvaluationDocument } from '../../../protocol/documents.ts';
import { count, score } from '../../../protocol/figures.ts';
import { originOf, subjectOf } from '../accepted.ts';
import { byLoss, points } from '../figures.ts';
import type { Report } from '../reporter.ts';
import { plain } from '../text.ts';

const MOST_ROWS = 500;

/** Text for HTML content and quoted attributes. */
function escapeHtml(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const left = rows.length - MOST_ROWS;
  return [
    `<table><caption>${escapeHtml(caption)}</caption><thead>${line('th', head)}</thead>`,
    `<tbody>${rows
      .slice(0, MOST_ROWS)
      .map((row) => line('td', row))
      .join('\n')}</tbody></table>`,
    ...(left > 0 ? [`<p>… and ${count(left, 'more row')}.</p>`] : []),
  ].join('\n');
}

function accepted(
  document: Pick<EvaluationDocument, 'unused_accepted'> & {
    readonly accepted: readonly (AcceptedFinding & { readonly model?: string })[];
  },
): string[] {
  const rows = document.accepted.map((finding) => [
    ...(finding.model === undefined ? [] : [finding.model]),
    subjectOf(finding),
    finding.message,
    finding.rule,
    points(finding.points),
    finding.reason,
  ]);
  const model = document.accepted.some((finding) => finding.model !== undefined) ? ['model'] : [];
  return [
    ...(rows.length === 0
      ? []
      : [
          table(
            'Accepted',
            [...model, 'where', 'difference', 'rule', 'would cost', 'accepted because'],
            rows,
          ),
        ]),
    ...(document.unused_accepted.length === 0
      ? []
      : [
          table(
            'Accepted, but not there',
            ['where', 'from', 'reason'],
            document.unused_accepted.map((entry) => [subjectOf(entry), originOf(entry), entry.reason]),
          ),
        ]),
  ];
}

/** Static tables of a report: for browsers without scripts. */
export function summaryHtml(report: Report): string {
  if (report.kind === 'evaluation') {
    const { document } = report;
    return [
      `<h1>${escapeHtml(document.generated)} scores ${score(document.overall)}, ${document.band}</h1>`,
      table(
        'Dimensions',
        ['dimension', 'score', 'weight'],
        Object.entries(document.dimensions).map(([id, { value, weight }]) => [
          id,
          score(value),
          `${Math.round(weight * 100)} %`,
        ]),
      ),
      table(
        'Files',
        ['golden', 'generated', 'score', 'band'],
        [
          ...byLoss(document.files).map((file) => [
            file.golden,
            file.generated,
            score(file.overall),
            file.band,
          ]),
          ...document.missing.map((path) => [path, 'missing', '0.000', '–']),
        ],
      ),
      ...accepted(document),
    ].join('\n');
  }
  if (report.kind === 'comparison') {
    const { document } = report;
    return [
      `<h1>${escapeHtml(document.statement)}</h1>`,
      table(
        'Leaderboard',
        ['rank', 'model', 'mean', 'std', 'min', 'max', 'files', 'missing'],
        document.leaderboard.map((row) => [
          String(row.rank),
          row.model,
          ...[row.mean, row.std, row.min, row.max].map((value) => score(value)),
          String(row.files),
          String(row.missing),
        ]),
      ),
      ...accepted(document),
    ].join('\n');
  }
  const { document } = report;
  return [
    `<h1>${count(document.pairs.length, 'pair')}</h1>`,
    table(
      'Pairs',
      ['golden', 'generated', 'similarity', 'reason'],
      document.pairs.map((pair) => [pair.golden, pair.generated, score(pair.similarity), pair.reason]),
    ),
  ].join('\n');
}
