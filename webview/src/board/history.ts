import type { ComparisonDocument } from '../../../server/src/protocol/documents.ts';
import { count, score, signed } from '../../../server/src/protocol/figures.ts';
import type { ChangesDocument, HistoryEntry } from '../../../server/src/protocol/history.ts';
import { type Column, dataTable } from '../dataTable.ts';
import { h, pathNode, visible } from '../dom.ts';
import { momentText } from '../figures.ts';
import { modelName } from '../marks.ts';
import { section } from '../sections.ts';
import { button } from '../toolkit.ts';
import type { Surroundings } from './state.ts';

/** Models drawn as lines; more can't be told apart. */
const MOST_LINES = 8;
const [WIDTH, HEIGHT, EDGE, LEGEND] = [640, 220, 30, 150];

/** Earlier comparisons of the same files: means over time, and what has changed since each. */
export function historyTab(
  history: readonly HistoryEntry[],
  { run: shown, leaderboard }: Pick<ComparisonDocument, 'run' | 'leaderboard'>,
  { askChanges, linkTo }: Surroundings,
): { readonly nodes: Node[]; readonly changed: (run: string, changes: ChangesDocument) => void } {
  const changes = h('div', { attributes: { 'aria-live': 'polite' } });
  if (history.length === 0) {
    return {
      nodes: [h('p', { class: 'note' }, 'No earlier comparison of these files is kept.')],
      changed: () => {},
    };
  }
  const oldest = history.toReversed();
  const models = leaderboard.map(({ model }) => model);
  const since: Column<HistoryEntry> = {
    title: 'What changed',
    key: (run) => run.created,
    cell: ({ id, not_comparable }) =>
      id === shown
        ? h('span', { class: 'note' }, 'this one')
        : not_comparable === null
          ? button('Since then', () => askChanges?.(id))
          : visible(not_comparable),
  };
  const whenCell = ({ id, created }: HistoryEntry): Node | string =>
    linkTo === undefined || id === shown
      ? dateText(created)
      : h('a', { attributes: { href: linkTo(id) } }, dateText(created));
  return {
    nodes: [
      ...(history.length < 2 ? [] : [section('Means over time', null, chart(oldest, models))]),
      section(
        'Kept comparisons',
        linkTo === undefined ? 'Newest first; fern history lists them all.' : 'Newest first.',
        dataTable<HistoryEntry>({
          caption: 'Kept comparisons',
          noun: 'comparison',
          rows: history,
          header: 0,
          pageSize: 20,
          columns: [
            { title: 'When', key: (run) => run.created, cell: whenCell, class: 'moment' },
            { title: 'Name', key: (run) => run.name, cell: (run) => visible(run.name ?? '') },
            {
              title: 'In words',
              key: (run) => run.statement,
              cell: (run) => visible(run.statement),
              class: 'words',
            },
            ...(askChanges === undefined ? [] : [since]),
          ],
        }),
      ),
      changes,
    ],
    changed: (run, found) => {
      const when = history.find(({ id }) => id === run);
      changes.replaceChildren(changesView(when?.name ?? dateText(when?.created ?? ''), found));
      changes.scrollIntoView({ block: 'nearest' });
    },
  };
}

const dateText = (created: string): string => visible(momentText(created));

const svg = (tag: string, attributes: Readonly<Record<string, string>>, text = ''): SVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};

function chart(oldest: readonly HistoryEntry[], models: readonly string[]): SVGElement {
  const drawn = models.slice(0, MOST_LINES);
  const right = WIDTH - LEGEND;
  const x = (i: number): number => EDGE + ((right - EDGE) * i) / Math.max(1, oldest.length - 1);
  const y = (mean: number): number => HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * mean;
  const first = dateText(oldest[0]!.created);
  const picture = svg('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: 'chart',
    role: 'img',
    'aria-label': `Means of ${count(drawn.length, 'model')} over ${count(oldest.length, 'comparison')} since ${first}; the table below says them.`,
  });
  for (const mean of [0, 0.5, 1]) {
    picture.append(
      svg('line', {
        x1: String(EDGE),
        x2: String(right),
        y1: String(y(mean)),
        y2: String(y(mean)),
        class: 'axis',
      }),
      svg('text', { x: '0', y: String(y(mean) + 4), class: 'axis-text' }, String(mean)),
    );
  }
  // Names stand beside the ends of their lines, each at least a line's height below the one before.
  let free = 0;
  const ends = drawn
    .map((model, m) => {
      const points = oldest.flatMap(({ rankings }, i) => {
        const mean = rankings.find(([name]) => name === model)?.[1];
        return mean === undefined ? [] : [[x(i), y(mean)] as const];
      });
      return { model, m, points };
    })
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => a.points.at(-1)![1] - b.points.at(-1)![1]);
  for (const { model, m, points } of ends) {
    const [endX, endY] = points.at(-1)!;
    const at = Math.max(endY + 4, free);
    free = at + 14;
    picture.append(
      svg('polyline', { points: points.map((point) => point.join(',')).join(' '), class: `line line-${m}` }),
      ...points.map(([cx, cy]) =>
        svg('circle', { cx: String(cx), cy: String(cy), r: '3', class: `end line-${m}` }),
      ),
      svg(
        'text',
        { x: String(endX + 8), y: String(at), class: `line-name line-${m}` },
        visible(model).slice(0, 20),
      ),
    );
  }
  return picture;
}

function changesView(
  since: string,
  { not_comparable, models, files, added, removed }: ChangesDocument,
): Node {
  if (not_comparable !== null)
    return section(
      `Since ${since}`,
      null,
      h('p', {}, `Scores can’t be compared: ${visible(not_comparable)}.`),
    );
  const facts = [
    ...(added.length === 0 ? [] : [`new: ${added.map(visible).join(', ')}`]),
    ...(removed.length === 0 ? [] : [`gone: ${removed.map(visible).join(', ')}`]),
  ];
  const moved = models.filter(({ difference }) => difference !== 0);
  return section(
    `Since ${since}`,
    files.length === 0 && facts.length === 0 ? 'Nothing has changed.' : facts.join('; ') || null,
    ...(moved.length === 0 ? [] : [changeTable('Models that changed', 'model', moved)]),
    ...(files.length === 0 ? [] : [changeTable('Files that changed', 'file', files)]),
  );
}

interface Change {
  readonly model: string;
  readonly golden?: string;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
}

function changeTable(caption: string, noun: string, rows: readonly Change[]): HTMLElement {
  const figure = (title: string, key: 'before' | 'after'): Column<Change> => ({
    title,
    numeric: true,
    key: (row) => row[key],
    cell: (row) => score(row[key]),
  });
  const withFiles = rows.some(({ golden }) => golden !== undefined);
  return dataTable<Change>({
    caption,
    noun,
    rows,
    header: 0,
    columns: [
      ...(withFiles
        ? [
            {
              title: 'Golden file',
              key: (row: Change) => row.golden ?? '',
              cell: (row: Change) => pathNode(row.golden ?? ''),
              class: 'file',
            },
          ]
        : []),
      { title: 'Model', key: (row) => row.model, cell: (row) => modelName(row.model), class: 'model' },
      figure('Before', 'before'),
      figure('After', 'after'),
      {
        title: 'Change',
        numeric: true,
        ascendingFirst: true,
        key: (row) => row.difference,
        cell: (row) => signed(row.difference),
      },
    ],
  });
}
