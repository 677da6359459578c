import { csv } from './csv.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Format, Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';
import { table } from './table.ts';

/** Every output format, in the order in which help lists them. A new format is a file and a line here. */
export const REPORTERS: readonly Reporter[] = [table, json, markdown, html, csv, sarif, junit];

/** The names that `--format` accepts. */
export const FORMATS: readonly Format[] = REPORTERS.map((reporter) => reporter.id);

/** The reporter of a format, or undefined for a name that is none. */
export function reporterOf(format: string): Reporter | undefined {
  return REPORTERS.find((reporter) => reporter.id === format);
}
