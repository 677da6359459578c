import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** Folders that tests open, removed when they are over. */

export const GOLDEN_TEXT = `/** Words joined by hyphens. */
export function slugify(text: string): string {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join('-');
}

export function initials(name: string): string {
  return name
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word[0].toUpperCase())
    .join('');
}
`;

/** Does not lower the case. */
export const BAD_TEXT = GOLDEN_TEXT.replace('    .toLowerCase()\n', '');

export const GOLDEN_SUM = `export function total(prices: readonly number[]): number {
  let sum = 0;
  for (const price of prices) sum += price;
  return sum;
}
`;

export const GOOD_SUM = `export function total(prices: readonly number[]): number {
  return prices.reduce((sum, price) => sum + price, 0);
}
`;

export const CONFIG = `{
  // Two models.
  "golden": "golden",
  "models": { "one": "generated/one", "two": "generated/two" },
}
`;

export const FILES: Readonly<Record<string, string>> = {
  'fern.config.json': CONFIG,
  'golden/text.ts': GOLDEN_TEXT,
  'golden/sum.ts': GOLDEN_SUM,
  'generated/one/text.ts': BAD_TEXT,
  'generated/one/sum.ts': GOOD_SUM,
  'generated/two/text.ts': GOLDEN_TEXT,
};

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

export interface Folder {
  readonly root: string;
  path(name: string): string;
  read(name: string): string;
  write(name: string, text: string): void;
  remove(name: string): void;
}

export function makeFolder(files: Readonly<Record<string, string>> = FILES): Folder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'fern-lsp-')));
  made.push(root);
  const path = (name: string): string => join(root, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    root,
    path,
    write,
    read: (name) => readFileSync(path(name), 'utf8'),
    remove: (name) => rmSync(path(name), { recursive: true }),
  };
}
