import { h, newId, spoken } from './dom.ts';

export interface GridColumn {
  readonly title: string;
  /** The whole name, where the title is short. */
  readonly label: string;
}

export interface GridCell {
  readonly text: string;
  readonly class: string;
  /** What is heard of it. */
  readonly label: string;
}

export interface GridOptions {
  readonly label: string;
  /** The first names the rows. */
  readonly columns: readonly GridColumn[];
  /**
   * A path; its folder is toned down.
   * @param row one of those that were given to `show`
   */
  readonly name: (row: number) => string;
  readonly cell: (row: number, column: number) => GridCell;
  readonly sort: (column: number) => void;
  /** A cell is looked at: by the pointer, or by the keyboard. */
  readonly look: (row: number, column: number) => void;
  /** A cell was clicked, or Enter was pressed on it. */
  readonly open: (row: number, column: number) => void;
}

export interface Grid {
  readonly element: HTMLElement;
  /** Shows these rows, from the top. */
  show(rows: readonly number[], sorting: { column: number; descending: boolean } | null): void;
  /** Draws the rows in sight again. */
  refresh(): void;
}

/** Rows drawn beyond what is in sight, so that fast scrolling shows no gap. */
const BEYOND = 8;
/** Height of a row in rem, as the style sheet has it. */
const ROW_REM = 1.75;

interface Line {
  readonly element: HTMLElement;
  readonly head: HTMLElement;
  readonly folder: HTMLElement;
  readonly file: HTMLElement;
  readonly cells: readonly HTMLElement[];
  /** Its place among the rows that are shown; -1 for none. */
  at: number;
}

/**
 * A grid of any number of rows of which only those in sight are in the document. It has the focus as a whole; arrow
 * keys, Page Up and Down, Home and End move its active cell, Enter opens it or sorts by its column.
 */
export function createGrid(options: GridOptions): Grid {
  const { columns } = options;
  const id = newId('grid');
  const rowHeight = ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const heads = columns.map(headCell);
  const header = h(
    'div',
    { class: 'grid-row grid-head', attributes: { role: 'row', 'aria-rowindex': '1' } },
    ...heads,
  );
  const body = h('div', { class: 'grid-body', attributes: { role: 'rowgroup' } });
  const element = h(
    'div',
    {
      class: 'grid',
      attributes: {
        role: 'grid',
        tabindex: '0',
        'aria-label': options.label,
        'aria-colcount': String(columns.length),
      },
    },
    h('div', { class: 'grid-top', attributes: { role: 'rowgroup' } }, header),
    body,
  );
  element.style.setProperty('--scores', String(columns.length - 1));
  let rows: readonly number[] = [];
  let lines: Line[] = [];
  // Row 0 is the header.
  let active = { row: 1, column: 0 };
  let scheduled = false;
  let marked: HTMLElement | undefined;
  const places = new WeakMap<Element, { readonly line: Line; readonly column: number }>();

  function headCell(column: GridColumn, index: number): HTMLElement {
    return h(
      'div',
      {
        class: `grid-heading ${index === 0 ? 'grid-name' : ''}`,
        attributes: {
          role: 'columnheader',
          title: column.label,
          'aria-colindex': String(index + 1),
        },
        on: { click: () => options.sort(index) },
      },
      ...(column.title === column.label
        ? [h('span', { class: 'grid-title' }, column.title)]
        : [
            h('span', { class: 'grid-title', attributes: { 'aria-hidden': 'true' } }, column.title),
            spoken(column.label),
          ]),
      h('span', { class: 'arrow', attributes: { 'aria-hidden': 'true' } }),
    );
  }

  function newLine(): Line {
    const folder = h('span', { class: 'folder' });
    const file = h('span', {});
    const head = h(
      'div',
      { class: 'grid-cell grid-name', attributes: { role: 'rowheader', 'aria-colindex': '1' } },
      h('span', { class: 'path' }, folder, file),
    );
    const cells = columns
      .slice(1)
      .map((_, i) => h('div', { attributes: { role: 'gridcell', 'aria-colindex': String(i + 2) } }));
    const element = h('div', { class: 'grid-row grid-line', attributes: { role: 'row' } }, head, ...cells);
    const line: Line = { element, head, folder, file, cells, at: -1 };
    for (const [column, cell] of [head, ...cells].entries()) places.set(cell, { line, column });
    return line;
  }

  /** As many lines as can be in sight; each shows the rows whose index leaves the same remainder. */
  function provide(): void {
    const inSight = Math.ceil(element.clientHeight / rowHeight) + 2 * BEYOND;
    const wanted = Math.min(rows.length, Math.max(inSight, 2 * BEYOND));
    if (wanted === lines.length) return;
    lines = Array.from({ length: wanted }, newLine);
    body.replaceChildren(...lines.map((line) => line.element));
  }

  function draw(): void {
    provide();
    const first = Math.max(
      0,
      Math.min(Math.floor(element.scrollTop / rowHeight) - BEYOND, rows.length - lines.length),
    );
    for (let at = first; at < first + lines.length; at++) {
      const line = lines[at % lines.length]!;
      if (line.at !== at) fill(line, at);
    }
    mark();
  }

  function fill(line: Line, at: number): void {
    const row = rows[at]!;
    const name = options.name(row);
    const cut = name.lastIndexOf('/') + 1;
    line.at = at;
    line.element.style.transform = `translateY(${at * rowHeight}px)`;
    line.element.setAttribute('aria-rowindex', String(at + 2));
    line.folder.textContent = name.slice(0, cut);
    line.file.textContent = name.slice(cut);
    line.head.title = name;
    line.head.setAttribute('aria-label', name);
    line.cells.forEach((cell, i) => {
      const { text, class: kind, label } = options.cell(row, i + 1);
      cell.className = `grid-cell ${kind}`;
      cell.textContent = text;
      cell.setAttribute('aria-label', label);
    });
  }

  /** Shows which cell is active. */
  function mark(): void {
    const line = active.row === 0 ? undefined : lines.find(({ at }) => at === active.row - 1);
    const cell =
      active.row === 0 ? heads[active.column] : [line?.head, ...(line?.cells ?? [])][active.column];
    if (cell !== marked) {
      marked?.classList.remove('active');
      marked?.removeAttribute('id');
      marked = cell;
    }
    if (cell === undefined) {
      element.removeAttribute('aria-activedescendant');
      return;
    }
    // A line that shows another row now has other classes.
    cell.classList.add('active');
    cell.id = `${id}-${active.row}-${active.column}`;
    element.setAttribute('aria-activedescendant', cell.id);
  }

  function move(row: number, column: number): void {
    active = {
      row: Math.max(0, Math.min(rows.length, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    reveal();
    draw();
    if (active.row > 0) options.look(rows[active.row - 1]!, active.column);
  }

  function reveal(): void {
    if (active.row > 0) {
      const top = (active.row - 1) * rowHeight;
      const room = element.clientHeight - header.offsetHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room;
    }
    // Columns are as wide in every row; the first stays in sight.
    const cell = heads[active.column]!;
    const named = active.column === 0 ? 0 : heads[0]!.offsetWidth;
    if (cell.offsetLeft - named < element.scrollLeft) element.scrollLeft = cell.offsetLeft - named;
    else if (cell.offsetLeft + cell.offsetWidth > element.scrollLeft + element.clientWidth)
      element.scrollLeft = cell.offsetLeft + cell.offsetWidth - element.clientWidth;
  }

  function enter(): void {
    if (active.row === 0) options.sort(active.column);
    else options.open(rows[active.row - 1]!, active.column);
  }

  const page = (): number => Math.max(1, Math.floor(element.clientHeight / rowHeight) - 2);
  const KEYS: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowDown: () => move(active.row + 1, active.column),
    ArrowUp: () => move(active.row - 1, active.column),
    ArrowRight: () => move(active.row, active.column + 1),
    ArrowLeft: () => move(active.row, active.column - 1),
    PageDown: () => move(active.row + page(), active.column),
    PageUp: () => move(active.row - page(), active.column),
    Home: (event) => (event.ctrlKey ? move(1, 0) : move(active.row, 0)),
    End: (event) =>
      event.ctrlKey ? move(rows.length, columns.length - 1) : move(active.row, columns.length - 1),
    Enter: enter,
    ' ': enter,
  };

  function placeOf(target: EventTarget | null): { row: number; column: number } | null {
    const cell = target instanceof Element ? target.closest('.grid-cell') : null;
    const place = cell === null ? undefined : places.get(cell);
    return place === undefined || place.line.at < 0 ? null : { row: place.line.at + 1, column: place.column };
  }

  element.addEventListener('keydown', (event) => {
    const act = KEYS[event.key];
    if (act === undefined || event.altKey || event.metaKey) return;
    event.preventDefault();
    act(event);
  });
  element.addEventListener('scroll', () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      draw();
    });
  });
  body.addEventListener('pointerover', (event) => {
    const place = placeOf(event.target);
    if (place !== null) options.look(rows[place.row - 1]!, place.column);
  });
  body.addEventListener('click', (event) => {
    const place = placeOf(event.target);
    if (place === null) return;
    active = place;
    mark();
    options.open(rows[place.row - 1]!, place.column);
  });
  // It may be built out of sight, and its height follows the window's.
  new ResizeObserver(() => draw()).observe(element);

  const redraw = (): void => {
    for (const line of lines) line.at = -1;
    draw();
  };
  return {
    element,
    show(shown, sorting) {
      rows = shown;
      active = { row: Math.min(active.row, rows.length), column: active.column };
      element.setAttribute('aria-rowcount', String(rows.length + 1));
      body.style.height = `${rows.length * rowHeight}px`;
      heads.forEach((head, i) => {
        const isSorted = sorting?.column === i;
        head.setAttribute('aria-sort', isSorted ? (sorting.descending ? 'descending' : 'ascending') : 'none');
      });
      redraw();
    },
    refresh: redraw,
  };
}
