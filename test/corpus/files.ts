import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashText } from './random.ts';
import type { TextFile } from './syntax.ts';

export interface CorpusFile extends TextFile {
  readonly package: string;
}

export interface CorpusPackage {
  readonly name: string;
  /** Folders under node_modules. */
  readonly roots: readonly string[];
  readonly skip?: RegExp;
}

/** Development dependencies whose package holds the sources that people wrote. */
export const PACKAGES: readonly CorpusPackage[] = [
  { name: 'rxjs', roots: ['rxjs/src'], skip: /\/testing\/|umd\.ts$/ },
  { name: '@reduxjs/toolkit', roots: ['@reduxjs/toolkit/src'] },
  { name: '@tanstack/query-core', roots: ['@tanstack/query-core/src'] },
  { name: 'mobx', roots: ['mobx/src'] },
  { name: 'ajv', roots: ['ajv/lib'] },
  {
    name: 'preact',
    roots: [
      'preact/src',
      'preact/hooks/src',
      'preact/compat/src',
      'preact/debug/src',
      'preact/test-utils/src',
    ],
  },
  { name: 'zod', roots: ['zod/src'], skip: /\/benchmarks\/|\/locales\/(?!(?:en|de|ja|index)\.ts)/ },
  { name: 'immer', roots: ['immer/src'] },
  { name: 'redux', roots: ['redux/src'] },
  { name: 'reselect', roots: ['reselect/src'] },
  {
    // The package's dist-like folders (fp/, most of locale/) hold one generated line or table a file.
    name: 'date-fns',
    roots: ['date-fns'],
    skip: /\/fp\/|\/locale\/(?!(?:de|ja)\/_lib)|\/docs\/|cdn/,
  },
];

const SOURCE = /\.(?:[cm]?ts|tsx|jsx|mjs|js)$/;
const NOT_SOURCE = /\.d\.[cm]?ts$|\.min\.|\.(?:test|spec|stories|bench)\.|\.config\./;
const NOT_FOLDER = /^(?:node_modules|dist|build|tests?|__tests__|__mocks__|cdn)$/;

/** Sizes in lines, upper ends exclusive, with the share of the choice that each is meant to have. */
const STRATA = [
  { below: 20, share: 0.15 },
  { below: 100, share: 0.35 },
  { below: 300, share: 0.3 },
  { below: 1001, share: 0.2 },
];

/** All source files of one package, sorted by path; paths are relative to node_modules. */
export function packageFiles(name: string, modules = join(process.cwd(), 'node_modules')): CorpusFile[] {
  const found = PACKAGES.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no package ${name} in the corpus`);
  const paths: string[] = [];
  for (const root of found.roots) collect(modules, root, paths);
  return paths
    .filter((path) => !found.skip?.test(`/${path}`))
    .sort()
    .map((path) => ({ package: name, path, text: readFileSync(join(modules, path), 'utf8') }));
}

function collect(modules: string, folder: string, paths: string[]): void {
  for (const entry of readdirSync(join(modules, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!NOT_FOLDER.test(entry.name)) collect(modules, path, paths);
    } else if (SOURCE.test(entry.name) && !NOT_SOURCE.test(entry.name)) {
      paths.push(path);
    }
  }
}

/**
 * A repeatable choice of real source files, up to `perPackage` from each package, spread over four sizes.
 * The same packages give the same files on every machine: the choice follows a hash of the path.
 */
export function corpusFiles(options: { perPackage?: number; modules?: string } = {}): CorpusFile[] {
  const { perPackage = 30, modules } = options;
  return PACKAGES.flatMap((entry) => choose(packageFiles(entry.name, modules).filter(hasCode), perPackage));
}

function choose(files: readonly CorpusFile[], count: number): CorpusFile[] {
  const ordered = [...files].sort(
    (a, b) => hashText(a.path) - hashText(b.path) || (a.path < b.path ? -1 : 1),
  );
  const strata = STRATA.map(({ below }, index) => {
    const above = index === 0 ? 0 : STRATA[index - 1]!.below;
    return ordered.filter(({ text }) => within(text, above, below));
  });
  const chosen = strata.flatMap((files, index) => files.slice(0, Math.round(count * STRATA[index]!.share)));
  const rest = strata
    .slice(1)
    .flatMap((files, index) => files.slice(Math.round(count * STRATA[index + 1]!.share)));
  rest.sort((a, b) => hashText(a.path) - hashText(b.path));
  return [...chosen, ...rest.slice(0, Math.max(0, count - chosen.length))]
    .slice(0, count)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function within(text: string, from: number, below: number): boolean {
  const lines = text.split('\n').length;
  return lines >= from && lines < below;
}

function hasCode({ text }: CorpusFile): boolean {
  const bare = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').replace(/export\s*\{\s*\};?/g, '');
  return bare.trim() !== '' && !bare.split('\n').some((line) => line.length > 2000);
}
