import { grouped } from '../../server/src/protocol/figures.ts';
import { h, newId } from './dom.ts';
import { arrange, type Key, type Sorting } from './rows.ts';

export interface Column<T> {
  title: string;
  /** The whole name, where the title is short. */
  label?: string;
  numeric?: boolean;
  key: (row: T) => Key;
  cell: (row: T) => Node | string;
  /** Highest first when sorted for the first time; numeric columns do so by themselves. */
  ascendingFirst?: boolean;
  class?: string;
}

export interface TableOptions<T> {
  caption: string;
  /** What a row is, for counts: `file`. */
  noun: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  /** Index of the column that names its row. */
  header: number;
  sorting?: Sorting;
  /** Shows a text filter over these texts. */
  filter?: (row: T) => string;
  /** Switches that hide rows. */
  switches?: readonly { label: string; keep: (row: T) => boolean }[];
  /** Rows of a page, 100 unless told. */
  pageSize?: number;
  /** What opens under a row from its header cell. */
  detail?: (row: T) => Node;
}

const PAGE = 100;

/** A table that sorts by any column, filters and pages; only one page of rows is ever in the document. */
export function dataTable<T>(options: TableOptions<T>): HTMLElement {
  const { rows, columns, pageSize = PAGE } = options;
  const keys = rows.map((row) => columns.map((column) => column.key(row)));
  const texts = options.filter ? rows.map((row) => options.filter!(row).toLowerCase()) : [];
  const opened = new Set<number>();
  const switched = new Set<number>();
  let sorting = options.sorting ?? null;
  let page = 0;
  let needle = '';
  let order: number[] = [];

  const body = h('tbody');
  const heads = columns.map((column, i) => headCell(column, () => sortBy(i)));
  const status = h('span', { class: 'status', attributes: { role: 'status' } });
  const previous = h(
    'button',
    { class: 'button', attributes: { type: 'button' }, on: { click: () => turn(-1) } },
    'Previous',
  );
  const next = h(
    'button',
    { class: 'button', attributes: { type: 'button' }, on: { click: () => turn(1) } },
    'Next',
  );
  const pager = h('div', { class: 'pager' }, previous, next);

  function sortBy(column: number) {
    const same = sorting?.column === column;
    const first = columns[column]!.numeric === true && columns[column]!.ascendingFirst !== true;
    sorting = { column, descending: same ? !sorting!.descending : first };
    rearrange();
  }

  function turn(by: number) {
    page += by;
    draw();
    // The button just used may be disabled now, which would drop the focus to the page.
    if (previous.disabled) next.focus();
    else if (next.disabled) previous.focus();
    region.scrollIntoView({ block: 'start' });
  }

  function rearrange() {
    const words = needle.toLowerCase().split(/\s+/).filter(Boolean);
    const keeps = (options.switches ?? []).filter((_, i) => switched.has(i)).map(({ keep }) => keep);
    order = arrange(
      keys,
      (i) => words.every((word) => texts[i]!.includes(word)) && keeps.every((keep) => keep(rows[i]!)),
      sorting,
    );
    page = 0;
    draw();
  }

  function draw() {
    heads.forEach((head, i) => {
      const state = sorting?.column === i ? (sorting.descending ? 'descending' : 'ascending') : 'none';
      head.setAttribute('aria-sort', state);
    });
    const from = page * pageSize;
    const shown = order.slice(from, from + pageSize);
    body.replaceChildren(...shown.flatMap(rowNodes));
    if (shown.length === 0) body.append(emptyRow());
    const range = order.length > pageSize ? `${grouped(from + 1)}–${grouped(from + shown.length)} of ` : '';
    const of = order.length === rows.length ? '' : ` of ${grouped(rows.length)}`;
    const noun = (of === '' ? order.length : rows.length) === 1 ? options.noun : `${options.noun}s`;
    status.textContent = `${range}${grouped(order.length)}${of} ${noun}`;
    pager.hidden = order.length <= pageSize;
    previous.disabled = page === 0;
    next.disabled = from + pageSize >= order.length;
  }

  function rowNodes(index: number): HTMLElement[] {
    const row = rows[index]!;
    const detailId = options.detail ? newId('detail') : null;
    const main = h('tr');
    const cells = columns.map((column, i) => {
      const content = column.cell(row);
      const name = `${column.numeric ? 'number-cell ' : ''}${column.class ?? ''}`.trim();
      if (i !== options.header) return h('td', { class: name }, content);
      return h(
        'th',
        { class: name, attributes: { scope: 'row' } },
        detailId === null ? content : opener(index, detailId, main, content),
      );
    });
    main.append(...cells);
    return opened.has(index) && detailId !== null ? [main, detailRow(row, detailId)] : [main];
  }

  function opener(index: number, id: string, main: HTMLElement, content: Node | string): HTMLElement {
    const button = h(
      'button',
      { class: 'opener', attributes: { type: 'button', 'aria-controls': id } },
      content,
    );
    button.setAttribute('aria-expanded', String(opened.has(index)));
    button.addEventListener('click', () => {
      if (opened.delete(index)) main.nextElementSibling?.remove();
      else {
        opened.add(index);
        main.after(detailRow(rows[index]!, id));
      }
      button.setAttribute('aria-expanded', String(opened.has(index)));
    });
    return button;
  }

  function detailRow(row: T, id: string): HTMLElement {
    const cell = h('td', { attributes: { colspan: String(columns.length) } }, options.detail!(row));
    return h('tr', { class: 'detail', attributes: { id } }, cell);
  }

  function emptyRow(): HTMLElement {
    const text = rows.length === 0 ? `No ${options.noun}s.` : `No ${options.noun} matches.`;
    return h('tr', {}, h('td', { class: 'nothing', attributes: { colspan: String(columns.length) } }, text));
  }

  const caption = h('caption', { class: 'spoken' }, options.caption);
  const table = h('table', {}, caption, h('thead', {}, h('tr', {}, ...heads)), body);
  const region = h(
    'div',
    // A region that scrolls must be reachable by keyboard.
    { class: 'scroller', attributes: { role: 'region', tabindex: '0', 'aria-label': options.caption } },
    table,
  );
  const bare = !options.filter && (options.switches ?? []).length === 0 && rows.length <= pageSize;
  const tools = h(
    'div',
    { class: bare ? 'tools empty' : 'tools' },
    ...controls(options, switched, (text) => {
      needle = text ?? needle;
      rearrange();
    }),
    status,
    pager,
  );
  rearrange();
  return h('div', { class: 'data-table' }, tools, region);
}

function headCell<T>(column: Column<T>, sort: () => void): HTMLElement {
  const named = column.label === undefined || column.label === column.title;
  const button = h(
    'button',
    { attributes: { type: 'button', title: named ? null : column.label! }, on: { click: sort } },
    named ? column.title : h('span', { attributes: { 'aria-hidden': 'true' } }, column.title),
    named ? null : h('span', { class: 'spoken' }, column.label!),
    h('span', { class: 'arrow', attributes: { 'aria-hidden': 'true' } }),
  );
  const name = `${column.numeric ? 'number-cell ' : ''}${column.class ?? ''}`.trim();
  return h('th', { class: name, attributes: { scope: 'col' } }, button);
}

/** Filter and switches; `changed` gets the filter's new text, or null when a switch moved. */
function controls<T>(
  options: TableOptions<T>,
  switched: Set<number>,
  changed: (text: string | null) => void,
): HTMLElement[] {
  const nodes = (options.switches ?? []).map(({ label }, i) => {
    const box = h('input', { attributes: { type: 'checkbox' } });
    box.addEventListener('change', () => {
      if (box.checked) switched.add(i);
      else switched.delete(i);
      changed(null);
    });
    return h('label', { class: 'switch' }, box, label);
  });
  if (!options.filter) return nodes;
  const input = h('input', {
    attributes: {
      type: 'search',
      placeholder: `Filter ${options.noun}s`,
      'aria-label': `Filter ${options.noun}s`,
      spellcheck: 'false',
    },
  });
  input.addEventListener('input', () => changed(input.value));
  return [input, ...nodes];
}
