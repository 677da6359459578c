import type { Outcome } from './sandbox.ts';

/** Classes of errors that the language has itself: which of them is thrown is behaviour. */
const BUILT_IN = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
]);

/**
 * Which of a candidate's own error classes stands for which of the golden's: the one that it throws most often where
 * the golden throws its own, each for one only. What they are called is no behaviour; that it is the same one each
 * time is.
 */
export function errorNames(
  golden: readonly Outcome[],
  other: readonly Outcome[],
): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  golden.forEach((outcome, index) => {
    const [mine, theirs] = [own(outcome), own(other[index])];
    if (mine === null || theirs === null || mine === theirs) return;
    const row = counts.get(mine) ?? new Map<string, number>();
    row.set(theirs, (row.get(theirs) ?? 0) + 1);
    counts.set(mine, row);
  });
  const pairs = [...counts].flatMap(([mine, row]) =>
    [...row].map(([theirs, count]) => ({ mine, theirs, count })),
  );
  pairs.sort((a, b) => b.count - a.count || (a.mine < b.mine ? -1 : 1) || (a.theirs < b.theirs ? -1 : 1));
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { mine, theirs } of pairs) {
    if (found.has(theirs) || taken.has(mine)) continue;
    found.set(theirs, mine);
    taken.add(mine);
  }
  return found;
}

/** A candidate's outcome in the golden's names of errors. */
export function inGoldenNames(outcome: Outcome, names: ReadonlyMap<string, string>): Outcome {
  if (names.size === 0) return outcome;
  if (outcome.ending === 'throw') return { ...outcome, value: names.get(outcome.value) ?? outcome.value };
  const value = outcome.value.replace(/Error\((\w+)\)/g, (whole, name: string) =>
    names.has(name) ? `Error(${names.get(name)})` : whole,
  );
  return { ...outcome, value };
}

/** The class of an error of the program's own that was thrown or made; null for others. */
function own({ ending, value }: Outcome): string | null {
  const name = ending === 'throw' ? value : (/Error\((\w+)\)/.exec(value)?.[1] ?? '');
  return name === '' || BUILT_IN.has(name) || !/^[A-Z]\w*$/.test(name) ? null : name;
}
