import type { FileDocument } from '../../server/src/protocol/documents.ts';
import { share } from './figures.ts';
import type { CorpusFile } from './files.ts';
import type { TextFile } from './syntax.ts';
import { reformat } from './transforms/reformat.ts';
import { renameLocals, renamePrivateHelpers } from './transforms/renameLocals.ts';
import { reorder } from './transforms/reorder.ts';
import { unrelatedPairs } from './unrelated.ts';

export interface Pair {
  readonly golden: CorpusFile;
  readonly generated: TextFile;
}

export interface Scored extends Pair {
  readonly document: FileDocument;
}

/** One figure of a statement, and what it must be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly target: string;
  readonly holds: boolean;
}

/** Something that must be true of every score, whatever the engine. */
export interface Statement {
  readonly id: string;
  /** Pairs of real code that the statement speaks of; files that a transform leaves as they are give none. */
  pairs(files: readonly CorpusFile[], python: readonly TextFile[]): Promise<Pair[]>;
  figures(scored: readonly Scored[]): Figure[];
  /** True where high scores are the failures. */
  readonly low?: boolean;
}

export const STATEMENTS: readonly Statement[] = [
  {
    id: 'identity',
    pairs: async (files) => files.map((golden) => ({ golden, generated: golden })),
    figures: (scored) => {
      const isPerfect = ({ document }: Scored): boolean =>
        document.overall === 1 && document.findings.length === 0;
      const value = share(scored, isPerfect);
      return [{ name: 'exactly 1 and no finding', value, target: '= 1', holds: value === 1 }];
    },
  },
  {
    id: 'reformatted',
    pairs: (files) => transformed(files, reformat),
    figures: (scored) => [atLeast(scored, 0.95, 1)],
  },
  {
    id: 'renamed locals',
    pairs: (files) => transformed(files, renameLocals),
    figures: (scored) => [atLeast(scored, 0.95, 0.99), atLeast(scored, 0.9, 1)],
  },
  {
    id: 'renamed private helpers',
    pairs: (files) => transformed(files, renamePrivateHelpers),
    figures: (scored) => [atLeast(scored, 0.95, 0.99), atLeast(scored, 0.9, 1)],
  },
  {
    id: 'reordered',
    pairs: (files) => transformed(files, (text, path) => reorder(text, path)),
    figures: (scored) => [atLeast(scored, 0.97, 1)],
  },
  {
    id: 'unrelated',
    low: true,
    pairs: async (files) => unrelatedPairs(files, 2).map(([golden, generated]) => ({ golden, generated })),
    figures: (scored) => [below(scored, 0.4, 0.95), below(scored, 0.6, 1)],
  },
  {
    id: 'Python',
    low: true,
    pairs: async (files, python) => againstEach(files, python, (path) => path),
    figures: (scored) => [below(scored, 0.2, 1)],
  },
  {
    // What a model does that answers in the wrong language, but under the name that was asked for.
    id: 'Python called .ts',
    low: true,
    pairs: async (files, python) => againstEach(files, python, (path) => path.replace(/\.py$/, '.ts')),
    figures: (scored) => [below(scored, 0.2, 1)],
  },
];

async function transformed(
  files: readonly CorpusFile[],
  transform: (text: string, path: string) => string | Promise<string>,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const golden of files) {
    const text = await transform(golden.text, golden.path);
    if (text !== golden.text) pairs.push({ golden, generated: { path: golden.path, text } });
  }
  return pairs;
}

function againstEach(
  files: readonly CorpusFile[],
  python: readonly TextFile[],
  rename: (path: string) => string,
): Pair[] {
  if (python.length === 0) return [];
  return files.map((golden, index) => {
    const { path, text } = python[index % python.length]!;
    return { golden, generated: { path: rename(path), text } };
  });
}

function atLeast(scored: readonly Scored[], bound: number, wanted: number): Figure {
  const value = share(scored, ({ document }) => document.overall >= bound);
  return { name: `share ≥ ${bound}`, value, target: `≥ ${wanted}`, holds: value >= wanted };
}

function below(scored: readonly Scored[], bound: number, wanted: number): Figure {
  const value = share(scored, ({ document }) => document.overall < bound);
  return { name: `share < ${bound}`, value, target: `≥ ${wanted}`, holds: value >= wanted };
}

/** How far the findings' points are from what was lost. */
export function pointsError({ overall, findings }: FileDocument): number {
  return Math.abs(findings.reduce((sum, { points }) => sum + points, 0) - (1 - overall));
}

/** Lines of the narrowest finding about a line of the generated file; infinite where there is none. */
export function narrowestCover({ findings }: FileDocument, line: number): number {
  const spans = findings.flatMap(({ generated }) => {
    if (generated === null) return [];
    const { start, end } = generated.range;
    return start.line <= line && line <= end.line ? [end.line - start.line + 1] : [];
  });
  return Math.min(...spans);
}
