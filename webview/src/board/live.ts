import type { LiveScore } from '../../../server/src/protocol/editor.ts';
import { count, grouped } from '../../../server/src/protocol/figures.ts';
import type { ToPanel } from '../../../server/src/protocol/panel.ts';
import { h, visible } from '../dom.ts';
import { createGrid, type Grid } from '../grid.ts';
import { modelName } from '../marks.ts';
import { masthead, section } from '../sections.ts';
import { button } from '../toolkit.ts';
import { heatCell } from './files.ts';
import { shortName, whisker } from './marks.ts';

/** A comparison that is not finished: what is known so far, and that it is not final. */
export interface Live {
  readonly nodes: readonly Node[];
  tell(message: ToPanel): void;
}

interface Row {
  readonly element: HTMLElement;
  readonly mean: HTMLElement;
  readonly done: HTMLElement;
}

export interface LiveActions {
  readonly cancel: () => void;
  readonly compareAgain: () => void;
}

export function createLive(title: string, actions: LiveActions): Live {
  let golden: readonly string[] = [];
  let scores: (number | null | undefined)[][] = [];
  let rows: Row[] = [];
  let grid: Grid | null = null;
  let scheduled = false;
  const bar = h('progress', { attributes: { 'aria-label': 'Comparison' } });
  const message = h('p', { class: 'facts', attributes: { role: 'status' } }, 'Reading the golden code.');
  const cancel = button('Cancel', actions.cancel);
  const again = button('Compare Again', actions.compareAgain, 'primary');
  const working = h('div', { class: 'working' }, bar, message, cancel);
  const content = h('div', {});

  function opened(models: readonly string[], files: readonly string[]): void {
    golden = files;
    scores = models.map(() => files.map(() => undefined));
    rows = models.map((model) => {
      const mean = h('td', { class: 'bar-cell' }, '–');
      const done = h('td', { class: 'number-cell' }, '0');
      const head = h('th', { class: 'model', attributes: { scope: 'row' } }, modelName(model));
      return { element: h('tr', {}, head, mean, done), mean, done };
    });
    grid = createGrid({
      label: 'Files by models',
      columns: [
        { title: 'Golden file', label: 'Golden file' },
        ...models.map((model) => ({ title: shortName(visible(model), 14), label: visible(model) })),
      ],
      name: (row) => visible(files[row]!),
      cell: (row, column) => {
        const value = scores[column - 1]?.[row];
        return value === undefined ? { text: '', class: 'heat pending', label: 'not yet' } : heatCell(value);
      },
      sort: () => {},
      look: () => {},
      open: () => {},
    });
    content.replaceChildren(
      section(
        'So far',
        'Means of the files that are done, in the order of the configuration. Not final: no verdict before all are.',
        h(
          'div',
          { class: 'scroller' },
          h(
            'table',
            {},
            h('caption', { class: 'spoken' }, 'So far'),
            h(
              'thead',
              {},
              h(
                'tr',
                {},
                ...['Model', 'Mean so far', `Of ${count(files.length, 'file')}`].map((text, i) =>
                  h(
                    'th',
                    { class: i === 2 ? 'plain number-cell' : 'plain', attributes: { scope: 'col' } },
                    text,
                  ),
                ),
              ),
            ),
            h('tbody', {}, ...rows.map(({ element }) => element)),
          ),
        ),
      ),
      section('Files', null, grid.element),
    );
    grid.show(
      files.map((_, row) => row),
      null,
    );
  }

  function scored(found: readonly LiveScore[]): void {
    for (const [model, file, value] of found) {
      const column = scores[model];
      if (column !== undefined && file < golden.length) column[file] = value;
    }
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      draw();
    });
  }

  function draw(): void {
    rows.forEach(({ mean, done }, model) => {
      const values = scores[model]!.filter((value) => typeof value === 'number');
      done.textContent = grouped(values.length);
      if (values.length === 0) return;
      mean.replaceChildren(whisker(values.reduce((sum, value) => sum + value, 0) / values.length, null));
    });
    grid?.refresh();
  }

  return {
    nodes: [masthead('Model comparison, not final', visible(title), []), working, content],
    tell(told) {
      if (told.type === 'opened') opened(told.models, told.golden);
      if (told.type === 'scored') scored(told.scores);
      if (told.type === 'progress') {
        message.textContent = visible(told.message);
        if (told.percentage === null) bar.removeAttribute('value');
        else {
          bar.max = 100;
          bar.value = told.percentage;
        }
      }
      if (told.type === 'ended') {
        const what = told.reason === 'cancelled' ? 'Cancelled' : 'It failed';
        message.textContent = `${what}: ${visible(told.message)}`;
        message.classList.toggle('failed', told.reason === 'failed');
        bar.remove();
        cancel.replaceWith(again);
      }
    },
  };
}
