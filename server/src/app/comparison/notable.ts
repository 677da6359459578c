import type { ComparisonDocument } from '../../protocol/documents.ts';
import { DEFAULT_GATE } from '../../protocol/figures.ts';
import { round } from '../documents.ts';
import type { ModelResult } from './result.ts';

/** So many files are named of each. */
const LISTED = 10;
/** Models nearer than this do not differ on a file. */
const APART = 0.001;

/**
 * Files worth a look: those on which the models differ most, and those that all of them fail.
 * @param golden paths of the golden files, in the order of the results
 */
export function notableFiles(
  golden: readonly string[],
  results: readonly ModelResult[],
): Pick<ComparisonDocument, 'most_different' | 'failed_by_all'> {
  const rows = golden.map((path, row) => {
    return { path, row, best: Math.max(...results.map((result) => result.scores[row] ?? 0)) };
  });
  return {
    most_different: golden
      .flatMap((path, row) => {
        // A file that a model lacks is told as missing; how those that have it differ is another question.
        const found = results.flatMap(({ name, scores }) => {
          const score = scores[row];
          return score === null ? [] : [{ name, score }];
        });
        if (found.length < 2) return [];
        const sorted = found.toSorted((a, b) => b.score - a.score);
        const [best, worst] = [sorted[0], sorted[sorted.length - 1]];
        const spread = best.score - worst.score;
        return spread < APART
          ? []
          : [{ golden: path, spread: round(spread), best: best.name, worst: worst.name }];
      })
      .sort((a, b) => b.spread - a.spread)
      .slice(0, LISTED),
    failed_by_all: rows
      .filter(({ best }) => results.length > 1 && best < DEFAULT_GATE)
      .toSorted((a, b) => a.best - b.best)
      .slice(0, LISTED)
      .map(({ path, row, best }) => ({
        golden: path,
        best: round(best),
        finding: sameFinding(results, row),
      })),
  };
}

/** What costs every model most, where that is the same for all: then the golden code may be what is wrong. */
function sameFinding(results: readonly ModelResult[], row: number): string | null {
  const findings = new Set(
    results.flatMap(({ samples }) => samples.map(({ cells }) => cells[row]?.dearest ?? null)),
  );
  const [first] = findings;
  return findings.size === 1 ? first : null;
}
