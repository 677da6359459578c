import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { resolveSpecifier, specifiers } from './appPaths.ts';
import type { CorpusFile } from './files.ts';
import { createRandom, pick } from './random.ts';
import { parseText, tokens } from './syntax.ts';

/**
 * Pairs of files of one package that have nothing to do with each other: neither imports the other, they are not
 * called alike, and they do not share most of their code word for word (as copies for two versions do).
 */
export function unrelatedPairs(
  files: readonly CorpusFile[],
  perFile = 1,
  seed = 'unrelated',
): [CorpusFile, CorpusFile][] {
  const pairs: [CorpusFile, CorpusFile][] = [];
  const seen = new Set<string>();
  const shingles = new Map<CorpusFile, Set<string>>();
  for (const file of files) {
    const random = createRandom(`${seed}:${file.path}`);
    const others = files.filter((other) => other !== file && other.package === file.package);
    let wanted = perFile;
    for (let attempt = 0; wanted > 0 && attempt < 20 && others.length > 0; attempt++) {
      const other = pick(others, random);
      const key = [file.path, other.path].sort().join('\n');
      if (seen.has(key) || isRelated(file, other)) continue;
      if (overlap(shinglesOf(file, shingles), shinglesOf(other, shingles)) > 0.5) continue;
      seen.add(key);
      pairs.push([file, other]);
      wanted--;
    }
  }
  return pairs;
}

function isRelated(a: CorpusFile, b: CorpusFile): boolean {
  if (stem(a.path) === stem(b.path)) return true;
  return imports(a, b) || imports(b, a);
}

function stem(path: string): string {
  return posix.basename(path).replace(/\..*$/, '').toLowerCase();
}

function imports(a: CorpusFile, b: CorpusFile): boolean {
  const target = new Set([b.path]);
  return specifiers(parseText(a.text, a.path)).some(
    ({ text }) => text.startsWith('.') && resolveSpecifier(text, a.path, target) !== undefined,
  );
}

function shinglesOf(file: CorpusFile, known: Map<CorpusFile, Set<string>>): Set<string> {
  const found = known.get(file);
  if (found) return found;
  const source = parseText(file.text, file.path);
  const statements = source.statements.filter((statement) => !ts.isImportDeclaration(statement));
  const words = statements.flatMap((statement) =>
    tokens(statement, source).map((token) => token.getText(source)),
  );
  const result = new Set(words.map((_, index) => words.slice(index, index + 4).join(' ')));
  known.set(file, result);
  return result;
}

/** Share of the smaller set that the larger holds, too. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  return [...small].filter((shingle) => large.has(shingle)).length / small.size;
}
