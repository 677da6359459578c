import type {
  ComparedCell,
  ComparedFile,
  ComparisonDocument,
} from '../../../server/src/protocol/documents.ts';
import { bandOf, count, grouped, own, score } from '../../../server/src/protocol/figures.ts';
import { h, pathNode, visible } from '../dom.ts';
import { LETTERS } from '../figures.ts';
import { createGrid, type GridCell } from '../grid.ts';
import { bandChip, modelName } from '../marks.ts';
import { arrange, type Key } from '../rows.ts';
import { legend, pathList, section } from '../sections.ts';
import { checkbox, dropdown, filterField } from '../toolkit.ts';
import { shortName } from './marks.ts';
import type { Surroundings } from './state.ts';

const ALL = 'all kinds';

/** Every golden file by model: a grid that filters, sorts and opens. */
export function filesTab(document: ComparisonDocument, around: Surroundings): Node[] {
  const { files, leaderboard } = document;
  const models = leaderboard.map(({ model }) => model);
  return [
    section(
      'Files',
      around.open === undefined
        ? 'Every golden file by model.'
        : 'Every golden file by model. Click a score, or press Enter on it, to see both sides at the place that costs most.',
      legend(),
      heatmap(document, models, around),
    ),
    ...present(
      pathList(
        'Models differ most on',
        'best less worst score',
        document.most_different.map(({ golden, spread, best, worst }) => ({
          path: golden,
          note: `${score(spread)}: ${best} is best, ${worst} worst`,
        })),
        files.length > 1,
      ),
    ),
    ...present(
      pathList(
        'Every model fails',
        'is the golden code right?',
        document.failed_by_all.map(({ golden, best, finding }) => ({
          path: golden,
          note: `best ${score(best)}${finding === null ? '' : `; the same in all: ${finding}`}`,
        })),
        true,
      ),
    ),
  ];
}

const present = (node: HTMLElement | null): HTMLElement[] => (node === null ? [] : [node]);

function heatmap(
  { files, dimensions }: ComparisonDocument,
  models: readonly string[],
  around: Surroundings,
): HTMLElement {
  const { state, save, open } = around;
  const scores = files.map((file) => models.map((model) => own(file.scores, model) ?? null));
  const spreads = scores.map(spreadOf);
  const categories = [...new Set(files.map(({ category }) => category))].sort();
  const keys = files.map((file, row): Key[] => [file.golden, ...scores[row]!, spreads[row]!]);
  const texts = files.map(({ golden }) => golden.toLowerCase());
  const status = h('span', { class: 'status', attributes: { role: 'status' } });
  const detail = h('div', { class: 'cell-detail' });
  const last = models.length + 1;
  const grid = createGrid({
    label: 'Files by models',
    columns: [
      { title: 'Golden file', label: 'Golden file' },
      ...models.map((model) => ({ title: shortName(visible(model), 14), label: visible(model) })),
      ...(models.length < 2 ? [] : [{ title: 'Spread', label: 'Spread: best model less worst' }]),
    ],
    name: (row) => visible(files[row]!.golden),
    cell: (row, column) =>
      column === last ? spreadCell(spreads[row]!) : heatCell(scores[row]![column - 1] ?? null),
    sort(column) {
      const isSame = state.sorting?.column === column;
      state.sorting = { column, descending: isSame ? !state.sorting!.descending : column > 0 };
      rearrange();
    },
    look: (row, column) => tellOf(row, column),
    open(row, column) {
      tellOf(row, column);
      const model = models[column - 1];
      const isThere = (scores[row]![column - 1] ?? null) !== null;
      if (model !== undefined && isThere) open?.(model, files[row]!.golden);
    },
  });

  function tellOf(row: number, column: number): void {
    const model = models[column - 1];
    const file = files[row]!;
    detail.replaceChildren(...(model === undefined ? fileDetail(file) : cellDetail(file, model, dimensions)));
  }

  function rearrange(): void {
    const words = state.filter.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = arrange(
      keys,
      (row) =>
        words.every((word) => texts[row]!.includes(word)) &&
        (state.category === '' || files[row]!.category === state.category) &&
        (!state.onlyDifferent || models.length < 2 || bandsOf(scores[row]!) > 1),
      state.sorting,
    );
    grid.show(rows, state.sorting);
    status.textContent =
      rows.length === files.length
        ? count(files.length, 'file')
        : `${grouped(rows.length)} of ${count(files.length, 'file')}`;
    save();
  }

  if (!categories.includes(state.category)) state.category = '';
  rearrange();
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'tools' },
      filterField('Filter files', state.filter, (text) => {
        state.filter = text;
        rearrange();
      }),
      categories.length < 2
        ? null
        : dropdown('Show', [ALL, ...categories], state.category === '' ? ALL : state.category, (value) => {
            state.category = value === ALL ? '' : value;
            rearrange();
          }),
      models.length < 2
        ? null
        : checkbox('Only where they differ in band', state.onlyDifferent, (checked) => {
            state.onlyDifferent = checked;
            rearrange();
          }),
      status,
    ),
    grid.element,
    detail,
  );
}

function spreadOf(scores: readonly (number | null)[]): number {
  const values = scores.map((value) => value ?? 0);
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

function bandsOf(scores: readonly (number | null)[]): number {
  return new Set(scores.map((value) => (value === null ? 'missing' : bandOf(value)))).size;
}

export function heatCell(value: number | null): GridCell {
  if (value === null) return { text: 'missing', class: 'heat missing', label: 'missing' };
  const band = bandOf(value);
  const text = `${LETTERS[band]} ${score(value, 2)}`;
  return { text, class: `heat ${band}`, label: `${text} ${band}` };
}

function spreadCell(value: number): GridCell {
  const text = score(value, 2);
  return { text, class: 'spread-cell', label: text };
}

function fileDetail({ golden, category }: ComparedFile): Node[] {
  return [h('p', {}, pathNode(golden), ' ', h('span', { class: 'note' }, visible(category)))];
}

/** What a score is made of, for each sample. */
function cellDetail(file: ComparedFile, model: string, dimensions: readonly string[]): Node[] {
  const cells = own(file.cells, model) ?? [];
  const head = h('p', {}, modelName(model), ' on ', pathNode(file.golden));
  if (cells.length === 0) {
    return [head, h('p', { class: 'note' }, 'There is no counterpart, which counts 0.')];
  }
  return [head, ...cells.map((cell) => sampleDetail(cell, dimensions))];
}

function sampleDetail(
  { sample, generated, score: value, values }: ComparedCell,
  dimensions: readonly string[],
) {
  const shown = dimensions.flatMap((id, d) => {
    const part = values[d] ?? null;
    return part === null ? [] : [h('span', {}, `${visible(id)} ${score(part, 2)}`)];
  });
  return h(
    'div',
    { class: 'sample' },
    bandChip(value),
    h('b', {}, score(value)),
    sample === undefined ? null : h('span', { class: 'note' }, visible(sample)),
    pathNode(generated),
    h('span', { class: 'facts' }, ...shown),
  );
}
