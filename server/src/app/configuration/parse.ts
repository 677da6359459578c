import { shown } from './describe.ts';
import { readJson } from './json.ts';
import type { ObjectTree } from './tree.ts';

/** Something that is wrong with the configuration, told completely by `message`. */
export interface Problem {
  /** The setting, option or variable; empty when the whole file is meant. */
  readonly key: string;
  /** From 1, as people count; null when it is not in a file. */
  readonly line: number | null;
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number | null;
  /** One line: the place, the key, what is wrong, what is allowed. */
  readonly message: string;
}

/** The text of a configuration file as a tree. */
export interface ParsedConfig {
  readonly path: string;
  readonly tree: ObjectTree;
  /** Where each line begins. */
  readonly lineStarts: readonly number[];
}

export type ParseResult =
  | { readonly ok: true; readonly config: ParsedConfig }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the text of fern.config.json: JSON with comments and trailing commas, any line ends, with or without BOM. */
export function parseConfig(text: string, path: string): ParseResult {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lineStarts = findLineStarts(plain);
  const fail = (offset: number, message: string): ParseResult => ({
    ok: false,
    problems: [problemAt({ path, lineStarts }, offset, '', message)],
  });
  if (plain.trim() === '') {
    return fail(0, 'the file is empty; write at least {}.');
  }
  const json = readJson(plain);
  if (!json.ok) {
    return fail(json.offset, `this is not valid JSON: ${json.message}.`);
  }
  if (json.tree.type !== 'object') {
    return fail(json.tree.offset, `the file must hold one object in braces, not ${shown(json.tree)}.`);
  }
  return { ok: true, config: { path, tree: json.tree, lineStarts } };
}

/** A problem at an offset of the file; `message` follows the place. */
export function problemAt(
  config: Pick<ParsedConfig, 'path' | 'lineStarts'>,
  offset: number,
  key: string,
  message: string,
): Problem {
  const { line, column } = positionAt(config, offset);
  return { key, line, column, message: `${config.path}:${line}:${column}: ${message}` };
}

/** Line and column of an offset, both from 1. */
export function positionAt(
  config: Pick<ParsedConfig, 'lineStarts'>,
  offset: number,
): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = config.lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((config.lineStarts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return { line: low + 1, column: offset - (config.lineStarts[low] ?? 0) + 1 };
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    starts.push(match.index + match[0].length);
  }
  return starts;
}
