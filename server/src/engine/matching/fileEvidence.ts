import { nameSimilarity } from '../text/subwords.ts';
import { directoryOf } from './relations.ts';

/** What speaks for a pair of files, each 0 to 1. */
export interface Evidence {
  content: number;
  path: number;
  exports: number;
  /** Their imports and importers are paired with each other. */
  relations: number;
  /** Their folders are paired with each other. */
  folder: number;
}

/** How likely two files are counterparts, 0 to 1; the same path says most of it. */
export function scoreOf(evidence: Evidence): number {
  if (evidence.path === 1) return 0.4 + 0.6 * evidence.content;
  const { content, path, exports, relations, folder } = evidence;
  return 0.6 * content + 0.1 * path + 0.1 * exports + 0.14 * relations + 0.06 * folder;
}

/** The evidence in a few words. */
export function reasonOf(evidence: Evidence | undefined): string {
  if (evidence === undefined) return 'the only candidate';
  const reasons: string[] = [];
  if (evidence.path === 1) reasons.push('same path');
  else if (evidence.path >= 0.5) reasons.push('like path');
  if (evidence.exports >= 0.5) reasons.push('same exports');
  if (evidence.content >= 0.15) reasons.push(`content ${evidence.content.toFixed(2)}`);
  if (evidence.relations >= 0.3) reasons.push('same place among imports');
  return reasons.length > 0 ? reasons.join(', ') : 'best of the rest';
}

/** 1 for the same path; else by the names of file and folders. */
export function pathSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const name = stemOf(a) === stemOf(b) ? 1 : nameSimilarity(stemOf(a), stemOf(b));
  const folder = directoryOf(a) === directoryOf(b) ? 1 : nameSimilarity(directoryOf(a), directoryOf(b));
  return Math.min(0.95, 0.7 * name + 0.3 * folder);
}

/** The file's name without extension; for an index file, that of its folder. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  if (name !== 'index') return name;
  const folder = directoryOf(path);
  return `${folder.slice(folder.lastIndexOf('/') + 1)}/index`;
}

/** Dice of two lists of distinct names; 0 where one is empty. */
export function sharedNames(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const names = new Set(b);
  let common = 0;
  for (const name of a) if (names.has(name)) common++;
  return (2 * common) / (a.length + b.length);
}
