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
    const scores = results.map((result) => result.scores[row] ?? 0);
    const [best, worst] = [Math.max(...scores), Math.min(...scores)];
    return { path, row, scores, best, worst };
  });
  return {
    most_different: rows
      .filter(({ best, worst }) => best - worst >= APART)
      .toSorted((a, b) => b.best - b.worst - (a.best - a.worst))
      .slice(0, LISTED)
      .map(({ path, scores, best, worst }) => ({
        golden: path,
        spread: round(best - worst),
        best: results[scores.indexOf(best)].name,
        worst: results[scores.indexOf(worst)].name,
      })),
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
