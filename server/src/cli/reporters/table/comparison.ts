import type { ComparisonDocument, LeaderboardRow } from '../../../protocol/documents.ts';
import { bandOf, costText, count, own, score, signed } from '../../../protocol/figures.ts';
import { VERDICT_WORDS } from '../figures.ts';
import { middle, pad, plain, widthOf, wrap } from '../text.ts';
import { acceptedSection } from './accepted.ts';
import { bar, type Column, grid, heading, listed, type Pen, pathSection } from './layout.ts';

const SHORT: Readonly<Record<string, string>> = {
  functional: 'func',
  semantic: 'sem',
  structural: 'strc',
  style: 'style',
  maintainability: 'maint',
  accessibility: 'a11y',
  security: 'sec',
  performance: 'perf',
};

/** The lines of a comparison. */
export function comparisonLines(document: ComparisonDocument, pen: Pen, failUnder: number | null): string[] {
  const rows = document.leaderboard;
  return [
    '',
    `  ${pen.bold(`${count(rows.length, 'model')}, ${count(document.files.length, 'golden file')}`)}`,
    '',
    ...(rows.length === 0 ? [] : grid(pen, leaderboardColumns(rows, pen))),
    '',
    ...wrap(plain(document.statement), pen.width - 2).map((line) => `  ${pen.bold(line)}`),
    ...gateLines(rows, pen, failUnder),
    ...lossLines(rows, pen),
    ...partLines(document, pen),
    ...failedLines(document, pen),
    ...(pen.verbose ? [...pairLines(document, pen), ...fileLines(document, pen)] : []),
    ...pathSection(
      pen,
      'Unreadable',
      document.unreadable.map(({ model, path, reason }) => ({
        path: `${model ?? 'golden'}: ${path}`,
        note: reason,
      })),
    ),
    ...acceptedSection(document, pen),
  ];
}

function dimensionsOf(rows: readonly LeaderboardRow[]): string[] {
  const ids = new Set(rows.flatMap((row) => Object.keys(row.dimensions)));
  return [...ids].filter((id) => rows.some((row) => (own(row.dimensions, id) ?? null) !== null));
}

function leaderboardColumns(rows: readonly LeaderboardRow[], pen: Pen): Column[] {
  const paint = (row: number) => pen.band(rows[row]!.mean);
  const names = rows.reduce((widest, row) => Math.max(widest, widthOf(plain(row.model))), 5);
  const name = Math.min(names, Math.max(8, Math.floor(pen.width * 0.22)));
  const dimensions = dimensionsOf(rows);
  const dimensionWidth = dimensions.length * 7;
  const files = rows.map((row) => `${row.files}/${row.files + row.missing}`);
  const filesWidth = files.reduce((widest, cell) => Math.max(widest, cell.length), 5);
  // indent, rank, mean, band, std, min, max and the gaps between them
  const fixed = 2 + 2 + name + 2 + 5 + 2 + 9 + 2 + 3 * 7 + filesWidth + String(rows.length).length;
  const priced = rows.some(({ cost }) => cost !== null);
  const spare = pen.width - fixed - (priced ? 10 : 0);
  const wide = spare >= dimensionWidth;
  const barWidth = Math.min(20, spare - (wide ? dimensionWidth : 0) - 2);
  const number = (title: string, value: (row: LeaderboardRow) => number | null, digits = 3): Column => ({
    title,
    align: 'right',
    cells: rows.map((row) => score(value(row), digits)),
  });
  return [
    { title: '#', align: 'right', cells: rows.map((row) => String(row.rank)) },
    { title: 'model', cells: rows.map((row) => row.model), width: name, paint: () => pen.bold },
    { ...number('mean', (row) => row.mean), paint },
    { title: 'band', cells: rows.map((row) => bandOf(row.mean)), paint },
    ...(barWidth < 4
      ? []
      : [
          {
            title: '',
            cells: files,
            width: barWidth,
            draw: (row: number, width: number) => bar(pen, rows[row]!.mean, width),
          },
        ]),
    number('std', (row) => row.std),
    number('min', (row) => row.min),
    number('max', (row) => row.max),
    {
      title: 'files',
      align: 'right',
      cells: files,
      paint: (row) => (rows[row]!.missing > 0 ? pen.bad : pen.dim),
    },
    ...(priced
      ? [
          {
            title: 'cost',
            align: 'right' as const,
            cells: rows.map(({ cost }) => (cost === null ? '–' : costText(cost))),
          },
        ]
      : []),
    ...(wide
      ? dimensions.map(
          (id): Column => ({
            ...number(SHORT[id] ?? plain(id).slice(0, 5), (row) => own(row.dimensions, id) ?? null, 2),
            width: 5,
            paint: (row) => {
              const value = own(rows[row]!.dimensions, id) ?? null;
              return value === null ? pen.dim : pen.band(value);
            },
          }),
        )
      : []),
  ];
}

function gateLines(rows: readonly LeaderboardRow[], pen: Pen, failUnder: number | null): string[] {
  const first = rows[0];
  if (failUnder === null || first === undefined) return [];
  const passed = first.mean >= failUnder;
  const text = `${passed ? 'Passes' : 'Fails'} the gate: the best mean, ${score(first.mean)}, is ${passed ? 'not ' : ''}under ${failUnder}.`;
  return [`  ${passed ? text : pen.bad(text)}`];
}

function lossLines(rows: readonly LeaderboardRow[], pen: Pen): string[] {
  if (rows.length === 0) return [];
  const losses = rows.map((row) =>
    Object.entries(row.dimensions)
      .flatMap(([id, value]) => (value === null || value >= 1 ? [] : [{ id, value }]))
      .toSorted((a, b) => a.value - b.value)
      .slice(0, 3)
      .map(({ id, value }) => `${plain(id)} ${score(value, 2)}`)
      .join(', '),
  );
  const widest = rows.reduce((most, row) => Math.max(most, widthOf(plain(row.model))), 0);
  const width = Math.min(widest, Math.floor(pen.width * 0.3));
  return [
    ...heading(pen, 'Weakest dimensions'),
    ...grid(
      pen,
      [
        { title: '', cells: rows.map((row) => row.model), width },
        {
          title: '',
          cells: losses.map((text) => (text === '' ? 'none' : text)),
          width: pen.width - width - 6,
        },
      ],
      4,
    ),
  ];
}

/** Parts in which another model is first than in the whole, or all of them when everything is listed. */
function partLines({ slices, rankings }: ComparisonDocument, pen: Pen): string[] {
  const [best] = rankings;
  const shown = slices.filter(
    ({ rankings: [first] }) => pen.verbose || (first !== undefined && first[0] !== best?.[0]),
  );
  if (shown.length === 0) return [];
  return [
    ...heading(pen, pen.verbose ? 'Parts' : 'Where another model is first'),
    ...listed(pen, shown, 12, ({ by, name, files, statement }) => [
      `    ${plain(name)} ${pen.dim(`(${by}, ${count(files, 'file')})`)}`,
      ...wrap(plain(statement), pen.width - 6).map((line) => `      ${line}`),
    ]),
  ];
}

function failedLines({ failed_by_all: failed }: ComparisonDocument, pen: Pen): string[] {
  return pathSection(
    pen,
    'Every model fails',
    failed.map(({ golden, best, finding }) => ({
      path: golden,
      note: `best ${score(best)}${finding === null ? '' : `; the same in all, is the golden code wrong here? ${finding}`}`,
    })),
  );
}

function pairLines(document: ComparisonDocument, pen: Pen): string[] {
  const { pairs } = document;
  if (pairs.length === 0) return [];
  const width = Math.floor((pen.width - 50) / 2);
  return [
    ...heading(pen, 'Pairs', 'files on which the first is ahead, behind, level'),
    ...grid(
      pen,
      [
        { title: 'model', cells: pairs.map((pair) => pair.a), width: Math.max(8, width) },
        { title: 'against', cells: pairs.map((pair) => pair.b), width: Math.max(8, width) },
        { title: 'gap', align: 'right', cells: pairs.map((pair) => signed(pair.difference)) },
        {
          title: 'files',
          align: 'right',
          cells: pairs.map((pair) => `${pair.wins}/${pair.losses}/${pair.ties}`),
        },
        { title: 'verdict', cells: pairs.map((pair) => VERDICT_WORDS[pair.verdict]) },
      ],
      4,
    ),
  ];
}

function fileLines(document: ComparisonDocument, pen: Pen): string[] {
  const models = document.leaderboard.map((row) => row.model);
  if (document.files.length === 0) return [];
  const room = Math.max(5, Math.min(12, Math.floor((pen.width - 30) / Math.max(1, models.length)) - 2));
  const fitting = models.slice(0, Math.max(1, Math.floor((pen.width - 24) / (room + 2))));
  const left = models.length - fitting.length;
  const path = Math.max(16, pen.width - 4 - fitting.length * (room + 2));
  const head = fitting.map((model) => pad(middle(plain(model), room), room, 'right')).join('  ');
  return [
    ...heading(pen, 'Files', left > 0 ? `the first ${fitting.length} models; all are in --format json` : ''),
    `    ${pen.dim(`${pad('golden', path)}  ${head}`)}`,
    ...document.files.map((file) => {
      const cells = fitting.map((model) => {
        const value = own(file.scores, model) ?? null;
        const text = pad(value === null ? 'missing' : score(value), room, 'right').slice(-room);
        return value === null ? pen.bad(text) : pen.band(value)(text);
      });
      return `    ${pad(middle(plain(file.golden), path), path)}  ${cells.join('  ')}`;
    }),
  ];
}
