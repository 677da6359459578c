import { isCallable, measureUnits } from '../metrics/metrics.ts';
import type { Dimension, DimensionInput, DimensionResult, Finding } from './dimension.ts';
import { chargeFinding, countBySeverity, excess, type Factors, multiply } from './rules/excess.ts';
import { unitSpan } from './rules/places.ts';

/** What one fault takes off; milder than a hole, because most lists are short. */
const FACTORS: Factors = { error: 0.2, warning: 0.1, information: 0.05, hint: 0.02 };

/** The one fault that only shows beside the golden. */
export const NESTED_LOOPS = {
  id: 'performance/nested-loops',
  severity: 'warning',
  says: 'Loops (and iteration callbacks) are nested deeper than in the golden counterpart.',
  reference: 'algorithmic cost',
} as const;

/** The product of (1 - factor) over the faults that the golden does not have; see `docs/scoring.md`. */
export const performance: Dimension = {
  id: 'performance',
  says: 'Is it slower by construction?',
  evaluate,
};

function evaluate(input: DimensionInput): DimensionResult {
  if (!input.golden.units.some(isCallable)) return none('no functions in the golden');
  if (input.generated.units.length === 0) return none('no code in the generated file');
  const charges = excess(input, 'performance');
  const nests = deeperNests(input);
  const { value, costs } = multiply(
    [...charges.map(({ hit }) => hit.rule.severity), ...nests.map(({ severity }) => severity)],
    FACTORS,
  );
  const counts = countBySeverity(charges);
  return {
    value,
    evidence: { ...counts, warning: counts.warning + nests.length },
    findings: [
      ...charges.map((charge, i) => chargeFinding(input, charge, costs[i])),
      ...nests.map((nest, i) => ({ ...nest, cost: costs[charges.length + i] })),
    ],
  };
}

/** Units with loops in loops, deeper than their counterpart; helpers against the deepest of the golden. */
function deeperNests({ golden, generated, alignment, shared }: DimensionInput): Finding[] {
  const goldenMetrics = measureUnits(golden);
  const counterpart = new Int32Array(generated.units.length).fill(-1);
  for (const pair of alignment.pairs) counterpart[pair.generated] = pair.golden;
  let deepest = 0;
  for (const metrics of goldenMetrics) deepest = Math.max(deepest, metrics?.complexity.loopDepth ?? 0);
  const findings: Finding[] = [];
  measureUnits(generated).forEach((metrics, unit) => {
    if (metrics === null || metrics.complexity.loopDepth < 2) return;
    if (shared && counterpart[unit] < 0) return;
    const { loopDepth, deepestLoop } = metrics.complexity;
    const against = counterpart[unit] < 0 ? null : goldenMetrics[counterpart[unit]];
    const depth = against?.complexity.loopDepth ?? deepest;
    if (loopDepth <= depth) return;
    const { tree } = generated;
    findings.push({
      rule: NESTED_LOOPS.id,
      severity: NESTED_LOOPS.severity,
      message: `\`${generated.units[unit].name}\` nests loops ${loopDepth} deep, golden ${depth}.`,
      cost: 0,
      generated: { start: tree.start[deepestLoop], end: tree.end[deepestLoop] },
      golden: against === null ? null : unitSpan(golden, counterpart[unit]),
      reference: NESTED_LOOPS.reference,
    });
  });
  return findings;
}

function none(reason: string): DimensionResult {
  return { value: null, reason, evidence: {}, findings: [] };
}
