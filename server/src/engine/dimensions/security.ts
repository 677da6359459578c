import type { Dimension, DimensionInput, DimensionResult } from './dimension.ts';
import { chargeFinding, countBySeverity, excess, type Factors, multiply } from './rules/excess.ts';

/** What one fault takes off: a hole is a hole, however long the file around it. */
const FACTORS: Factors = { error: 0.4, warning: 0.2, information: 0.08, hint: 0.03 };

/** The product of (1 - factor) over the faults that the golden does not have; see `docs/scoring.md`. */
export const security: Dimension = {
  id: 'security',
  says: 'Does it open a hole?',
  evaluate,
};

function evaluate(input: DimensionInput): DimensionResult {
  if (input.golden.units.length === 0) return none('no code in the golden');
  if (input.generated.units.length === 0) return none('no code in the generated file');
  const charges = excess(input, 'security');
  const { value, costs } = multiply(
    charges.map(({ hit }) => hit.rule.severity),
    FACTORS,
  );
  return {
    value,
    evidence: countBySeverity(charges),
    findings: charges.map((charge, i) => chargeFinding(input, charge, costs[i])),
  };
}

function none(reason: string): DimensionResult {
  return { value: null, reason, evidence: {}, findings: [] };
}
