import { bandOf, grouped } from '../../../protocol/figures.ts';
import { middle, plain, start } from '../text.ts';

/** A comment on GitHub may have 65,536 characters. */
export const LIMIT = 60_000;
const LONGEST_NAME = 120;
const LONGEST_TEXT = 300;
// What each later section may take for its heading and the note on rows left out.
const RESERVE = 1_500;

/** Rows that are written when asked for: most of a large table is cut off. */
export interface Rows {
  length: number;
  at: (index: number) => string;
}

export function rowsOf<T>(items: readonly T[], line: (item: T) => string): Rows {
  return { length: items.length, at: (index) => line(items[index]!) };
}

/** A table: lines before it, its rows, which may be cut off, and lines after it. */
export interface Section {
  before: string[];
  rows: Rows;
  after: string[];
  /** At most so many rows. */
  most?: number;
}

const MARKS = { excellent: '🟢', good: '🔵', partial: '🟡', poor: '🟠', unrelated: '🔴' } as const;

/** The coloured mark of a score's band, with the word if asked for. */
export function bandMark(score: number, word = false): string {
  const band = bandOf(score);
  return word ? `${MARKS[band]} ${band}` : MARKS[band];
}

/**
 * A name as a code span: in it nothing is markup, a mention or a link. The fence is longer than any run of
 * backticks inside (CommonMark 6.1).
 */
export function code(text: string): string {
  const shown = middle(plain(text), LONGEST_NAME);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = shown === '' || /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** A code span inside a table, where even there a pipe would end the cell (GFM 4.10). */
export function cell(text: string): string {
  return code(text).replaceAll('|', '\\|');
}

/** A sentence as text, also in a table: markup is escaped; mentions, issue numbers and addresses are broken up. */
export function inline(text: string): string {
  return start(plain(text), LONGEST_TEXT)
    .replace(/[\\`*_{}[\]()~|!+]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[@#]/g, '$&\u200b')
    .replace(/:\/\/|www\./gi, (found) => `${found[0]}\u200b${found.slice(1)}`);
}

/** A table that is folded away under a title; empty without rows. */
export function folded(title: string, head: string[], rows: Rows, most?: number): Section {
  if (rows.length === 0) return { before: [], rows, after: [] };
  const summary = `<details><summary>${title} (${grouped(rows.length)})</summary>`;
  return {
    before: ['', summary, '', ...head],
    rows,
    after: ['', '</details>'],
    ...(most === undefined ? {} : { most }),
  };
}

/** All sections in order; rows beyond the limit are counted instead of listed. */
export function sections(all: readonly Section[]): string {
  const lines: string[] = [];
  let used = 0;
  const add = (line: string) => {
    lines.push(line);
    used += line.length + 1;
  };
  all.forEach((section, i) => {
    const room = LIMIT - RESERVE * (all.length - i);
    const head = section.before.reduce((sum, line) => sum + line.length + 1, 0);
    if (section.before.length === 0 || used + head > room) return;
    section.before.forEach(add);
    // Equal shares of what is left, so that a long first table does not crowd out the others.
    const share = used + (room - used) * (i === 0 ? 0.5 : 0.7);
    let shown = 0;
    const most = Math.min(section.rows.length, section.most ?? section.rows.length);
    for (; shown < most; shown++) {
      const row = section.rows.at(shown);
      if (used + row.length > share) break;
      add(row);
    }
    const left = section.rows.length - shown;
    if (left > 0) ['', `… and ${grouped(left)} more.`].forEach(add);
    section.after.forEach(add);
  });
  return `${lines.join('\n')}\n`;
}
