import type { MatchDocument } from '../../server/src/protocol/documents.ts';
import { share, table } from '../corpus/figures.ts';
import { packageFiles } from '../corpus/files.ts';
import { type MatchTexts, matchTexts } from '../corpus/match.ts';
import type { TextFile } from '../corpus/syntax.ts';
import { type RenamedApp, renameApp } from '../corpus/transforms/renameApp.ts';

export interface MatchingOptions {
  readonly packages?: readonly string[];
  readonly match?: MatchTexts;
  readonly seed?: string;
  /** Share of each application's files without counterpart, and of unrelated files added to it. */
  readonly missing?: number;
}

export interface MatchingResult {
  readonly application: string;
  readonly files: number;
  /** Shares of what is there: pairs of files, missing, extra, units. */
  readonly paired: number;
  readonly missing: number;
  readonly extra: number;
  readonly units: number;
  readonly counts: {
    readonly pairs: number;
    readonly missing: number;
    readonly extra: number;
    readonly units: number;
  };
  readonly wrong: readonly string[];
}

const APPLICATIONS = ['rxjs', '@reduxjs/toolkit', 'ajv', 'mobx', '@tanstack/query-core', 'immer'];

/**
 * Pairs applications with themselves after everything in them has been renamed. A golden file is rightly paired
 * when it meets the one that it became; units (functions, classes, types, methods) count where their file does.
 */
export async function matching(
  out: (line: string) => void,
  given: MatchingOptions | readonly string[] = {},
): Promise<object> {
  const options: MatchingOptions = Array.isArray(given) ? fromArguments(given) : (given as MatchingOptions);
  const { packages = APPLICATIONS, match = matchTexts, seed = 'matching', missing = 0.05 } = options;
  const results: MatchingResult[] = [];
  for (const [index, name] of packages.entries()) {
    const files = applicationOf(name);
    const other = applicationOf(packages[(index + 1) % packages.length]!);
    const extra = packages.length > 1 ? other.slice(-Math.round(files.length * missing)) : [];
    const renamed = renameApp(files, { seed, drop: missing, extra });
    const result = judge(name, files, renamed, await match(files, renamed.files));
    results.push(result);
    out(`${name}: ${result.counts.pairs} pairs, ${result.wrong.length} wrong`);
    for (const line of result.wrong.slice(0, 12)) out(`    ${line}`);
  }
  const total = totals(results);
  const rows = [...results, total].map((one) => [
    one.application,
    String(one.files),
    ...[one.paired, one.missing, one.extra, one.units].map((value) => value.toFixed(4)),
  ]);
  out('');
  for (const line of table([['application', 'files', 'paired', 'missing', 'extra', 'units'], ...rows]))
    out(line);
  return { holds: total.files >= 150 && total.paired >= 0.95, total, applications: results };
}

/** The names of packages to take instead of the usual ones. */
function fromArguments(names: readonly string[]): MatchingOptions {
  return names.length > 0 ? { packages: names } : {};
}

/** A package's sources as one application, its root folder being theirs. */
export function applicationOf(name: string): TextFile[] {
  const files = packageFiles(name);
  const folders = files.map(({ path }) => path.split('/').slice(0, -1));
  const shortest = folders.reduce((a, b) => (a.length <= b.length ? a : b), folders[0] ?? []);
  let depth = 0;
  while (depth < shortest.length && folders.every((folder) => folder[depth] === shortest[depth])) depth++;
  return files.map(({ path, text }) => ({ path: path.split('/').slice(depth).join('/'), text }));
}

export function judge(
  application: string,
  golden: readonly TextFile[],
  renamed: RenamedApp,
  answer: MatchDocument,
): MatchingResult {
  const found = new Map(answer.pairs.map((pair) => [pair.golden, pair]));
  const wrong: string[] = [];
  let right = 0;
  let unitsRight = 0;
  let units = 0;
  for (const [path, truth] of renamed.paths) {
    const pair = found.get(path);
    if (pair?.generated === truth) right++;
    else
      wrong.push(
        `${path} -> ${pair?.generated ?? 'none'} (${pair?.similarity.toFixed(3) ?? '-'}), truly ${truth}`,
      );
    const names = new Map(
      pair?.generated === truth ? pair.units.map((unit) => [unit.golden, unit.generated]) : [],
    );
    for (const [name, now] of renamed.units.get(path) ?? []) {
      units++;
      if (names.get(name) === now) unitsRight++;
    }
  }
  for (const path of renamed.missing) {
    if (found.has(path)) wrong.push(`${path} -> ${found.get(path)!.generated}, truly none`);
  }
  return {
    application,
    files: golden.length,
    paired: right / renamed.paths.size,
    missing: shareIn(renamed.missing, answer.missing),
    extra: shareIn(renamed.extra, answer.extra),
    units: units === 0 ? 1 : unitsRight / units,
    counts: {
      pairs: renamed.paths.size,
      missing: renamed.missing.length,
      extra: renamed.extra.length,
      units,
    },
    wrong,
  };
}

function shareIn(truth: readonly string[], answer: readonly string[]): number {
  const told = new Set(answer);
  return truth.length === 0 ? 1 : share(truth, (path) => told.has(path));
}

function totals(results: readonly MatchingResult[]): MatchingResult {
  const over = (
    figure: 'paired' | 'missing' | 'extra' | 'units',
    count: keyof MatchingResult['counts'],
  ): number => {
    const all = results.reduce((sum, one) => sum + one.counts[count], 0);
    return all === 0 ? 1 : results.reduce((sum, one) => sum + one[figure] * one.counts[count], 0) / all;
  };
  const count = (name: keyof MatchingResult['counts']): number =>
    results.reduce((sum, one) => sum + one.counts[name], 0);
  return {
    application: 'all',
    files: results.reduce((sum, one) => sum + one.files, 0),
    paired: over('paired', 'pairs'),
    missing: over('missing', 'missing'),
    extra: over('extra', 'extra'),
    units: over('units', 'units'),
    counts: {
      pairs: count('pairs'),
      missing: count('missing'),
      extra: count('extra'),
      units: count('units'),
    },
    wrong: results.flatMap((one) => one.wrong),
  };
}
