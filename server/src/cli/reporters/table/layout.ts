import { createColors } from 'picocolors';
import type { Band } from '../../../protocol/documents.ts';
import { bandOf, grouped } from '../../../protocol/figures.ts';
import type { ReportOptions } from '../reporter.ts';
import { middle, pad, plain, start, widthOf } from '../text.ts';

export type Paint = (text: string) => string;

/** How a report is drawn: columns available, what to list, and the colours, which do nothing when off. */
export interface Pen {
  width: number;
  verbose: boolean;
  bold: Paint;
  dim: Paint;
  bad: Paint;
  band: (score: number) => Paint;
  severity: (severity: string) => Paint;
}

/** A pen from a reporter's options; narrower than 40 columns is drawn as 40. */
export function penOf(options: ReportOptions): Pen {
  const colors = createColors(options.color);
  const bands: Record<Band, Paint> = {
    excellent: colors.green,
    good: colors.cyan,
    partial: colors.yellow,
    poor: colors.magenta,
    unrelated: colors.red,
  };
  return {
    width: Math.max(40, Math.floor(options.width) || 80),
    verbose: options.verbose,
    bold: colors.bold,
    dim: colors.dim,
    bad: colors.red,
    band: (score) => bands[bandOf(score)],
    severity: (severity) =>
      severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.dim,
  };
}

/** A line that is as long as the value is high. */
export function bar(pen: Pen, value: number, width: number): string {
  const filled = Math.max(0, Math.min(width, Math.round(value * width)));
  return pen.band(value)('━'.repeat(filled)) + pen.dim('─'.repeat(width - filled));
}

export interface Column {
  title: string;
  align?: 'left' | 'right';
  /** Plain texts, one a row; names go through {@link plain} here. */
  cells: readonly string[];
  /** Colours of a cell by row, laid on after measuring. */
  paint?: (row: number) => Paint;
  /** Draws the cell itself, `width` columns wide. */
  draw?: (row: number, width: number) => string;
  /** At most so wide; longer cells lose their middle. */
  width?: number;
}

/** Rows of aligned columns under a dim header, each line indented. */
export function grid(pen: Pen, columns: readonly Column[], indent = 2): string[] {
  const sized = columns.map((column) => {
    const cells = column.cells.map(plain);
    const widest = Math.max(widthOf(column.title), ...(column.draw ? [column.width ?? 0] : widestOf(cells)));
    return { column, cells, width: Math.min(widest, column.width ?? widest) };
  });
  const space = ' '.repeat(indent);
  const header = sized
    .map(({ column, width }) => pad(start(column.title, width), width, column.align))
    .join('  ')
    .trimEnd();
  const lines = header === '' ? [] : [space + pen.dim(header)];
  const rows = sized[0]?.cells.length ?? 0;
  for (let row = 0; row < rows; row++) {
    const drawn = sized.map(({ column, cells, width }, i) => {
      if (column.draw) return column.draw(row, width);
      const text = middle(cells[row] ?? '', width);
      const last = i === sized.length - 1 && column.align !== 'right';
      const painted = column.paint ? column.paint(row)(text) : text;
      const fill = last ? '' : ' '.repeat(Math.max(0, width - widthOf(text)));
      return column.align === 'right' ? fill + painted : painted + fill;
    });
    lines.push(space + drawn.join('  '));
  }
  return lines;
}

// Math.max with thousands of arguments may exceed the stack; fold instead.
function widestOf(cells: readonly string[]): number[] {
  return [cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), 0)];
}

/** A heading with an optional remark, preceded by an empty line. */
export function heading(pen: Pen, title: string, remark = ''): string[] {
  const fits = remark !== '' && widthOf(title) + widthOf(remark) + 4 <= pen.width;
  return ['', `  ${pen.bold(title)}${fits ? `  ${pen.dim(remark)}` : ''}`];
}

/** The first `limit` of a list (all with `--verbose`), then how many are left. */
export function listed<T>(
  pen: Pen,
  items: readonly T[],
  limit: number,
  line: (item: T) => string[],
): string[] {
  const shown = pen.verbose ? items : items.slice(0, limit);
  const left = items.length - shown.length;
  const lines = shown.flatMap(line);
  return left === 0
    ? lines
    : [
        ...lines,
        `    ${pen.dim(`… and ${grouped(left)} more${pen.width < 60 ? '' : ' (--verbose lists all)'}`)}`,
      ];
}

/** A section that names paths, or nothing for an empty list. */
export function pathSection(
  pen: Pen,
  title: string,
  items: readonly { path: string; note?: string }[],
  remark = '',
): string[] {
  if (items.length === 0) return [];
  const line = (item: { path: string; note?: string }) => {
    const note = item.note === undefined ? '' : start(plain(item.note), Math.floor(pen.width / 2));
    const path = middle(plain(item.path), pen.width - 4 - (note === '' ? 0 : widthOf(note) + 2));
    return [`    ${path}${note === '' ? '' : `  ${pen.dim(note)}`}`];
  };
  return [...heading(pen, `${title} (${grouped(items.length)})`, remark), ...listed(pen, items, 10, line)];
}
