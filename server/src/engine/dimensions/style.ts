import type { HabitCount, Habits, Span } from '../model/source.ts';
import type { Dimension, DimensionInput, DimensionResult, Finding } from './dimension.ts';

/**
 * The share of style that each habit can cost. What a formatter sets in one keystroke (the last group) is less
 * than a third of the whole by construction.
 */
const SHARES: Readonly<Record<string, number>> = {
  'names of functions': 0.07,
  'names of variables': 0.07,
  'names of types': 0.05,
  'names of components': 0.03,
  functions: 0.07,
  components: 0.04,
  variables: 0.06,
  'object types': 0.03,
  alternatives: 0.03,
  exports: 0.04,
  'return types': 0.04,
  'unsafe types': 0.04,
  'array types': 0.02,
  equality: 0.04,
  promises: 0.04,
  loops: 0.04,
  'joining text': 0.03,
  defaults: 0.02,
  'arrow bodies': 0.03,
  'order of imports': 0.03,
  'type imports': 0.01,
  'endings of imports': 0.02,
  documentation: 0.02,
  comments: 0.01,
  quotes: 0.04,
  semicolons: 0.03,
  indentation: 0.03,
  'trailing commas': 0.02,
};

/** The habits that are looked at, each with its rule. */
export const HABITS: readonly { readonly habit: string; readonly rule: string }[] = Object.keys(SHARES).map(
  (habit) => ({ habit, rule: ruleOf(habit) }),
);

function ruleOf(habit: string): string {
  return `style/${habit.replace(/ /g, '-')}`;
}

/** Few observations are little evidence of a habit: n of them count n / (n + 2). */
const DOUBT = 2;

/**
 * Does it follow the golden's habits? For each habit the distance between how golden and generated distribute
 * over its variants (total variation), times the habit's share. A habit that either side does not show costs
 * nothing.
 */
export const style: Dimension = {
  id: 'style',
  says: "Does it follow the golden's habits?",
  evaluate,
};

function evaluate({ golden, generated, alignment }: DimensionInput): DimensionResult {
  if (golden.tree.length <= 1)
    return { value: null, reason: 'the golden has no code', evidence: {}, findings: [] };
  const findings: Finding[] = [];
  const evidence: Record<string, number | string> = {};
  let lost = 0;
  for (const [habit, share] of Object.entries(SHARES)) {
    const was = golden.habits[habit];
    const is = generated.habits[habit];
    if (was === undefined || is === undefined) continue;
    const { distance, variant } = compareHabit(was, is);
    const cost = share * distance;
    if (cost <= 0) continue;
    lost += cost;
    const usual = usualVariant(was);
    evidence[habit] = Math.round(100 * (1 - distance));
    findings.push({
      rule: ruleOf(habit),
      severity: 'hint',
      message: `${capital(habit)}: ${variant} here, the golden mostly has ${usual}.`,
      cost,
      generated: place(is[variant]),
      golden: place(was[usual]),
    });
  }
  evidence.pairs = alignment.pairs.length;
  return { value: Math.max(0, 1 - lost), evidence, findings };
}

function compareHabit(was: Habits[string], is: Habits[string]): { distance: number; variant: string } {
  const totalWas = total(was);
  const totalIs = total(is);
  const doubt = Math.min(totalWas / (totalWas + DOUBT), totalIs / (totalIs + DOUBT));
  let distance = 0;
  let variant = '';
  let worst = 0;
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const excess = (is[name]?.count ?? 0) / totalIs - (was[name]?.count ?? 0) / totalWas;
    if (excess <= 0) continue;
    distance += excess;
    if (excess > worst) {
      worst = excess;
      variant = name;
    }
  }
  return { distance: distance * doubt, variant };
}

function total(variants: Record<string, HabitCount>): number {
  let sum = 0;
  for (const { count } of Object.values(variants)) sum += count;
  return sum;
}

function usualVariant(variants: Record<string, HabitCount>): string {
  let usual = '';
  let most = 0;
  for (const [name, { count }] of Object.entries(variants)) {
    if (count > most) {
      most = count;
      usual = name;
    }
  }
  return usual;
}

function place(count: HabitCount | undefined): Span | null {
  const first = count?.places[0];
  return first === undefined ? null : { start: first[0], end: first[1] };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
