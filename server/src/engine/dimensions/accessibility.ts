import type { Dimension, DimensionInput, DimensionResult } from './dimension.ts';
import { chargeFinding, countBySeverity, excess, type Factors } from './rules/excess.ts';
import { inspect } from './rules/inspect.ts';

/** How much one fault weighs. */
const WEIGHTS: Factors = { error: 1, warning: 0.6, information: 0.3, hint: 0.15 };
/** One error for each applicable element leaves about a fifth. */
const STEEPNESS = 1.5;

/**
 * exp(-1.5 · weighted faults beyond the golden's / (applicable elements + 1)); see `docs/scoring.md`. A fault
 * in a file of two elements weighs more than one among forty.
 */
export const accessibility: Dimension = {
  id: 'accessibility',
  says: 'Can everybody use the interface?',
  evaluate,
};

function evaluate(input: DimensionInput): DimensionResult {
  if (inspect(input.golden).jsxElements === 0) return none('no JSX in the golden');
  const { jsxElements, applicableElements } = inspect(input.generated);
  if (jsxElements === 0) return none('no JSX in the generated file');
  const charges = excess(input, 'accessibility');
  const weights = charges.map(({ hit }) => WEIGHTS[hit.rule.severity]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const value = total === 0 ? 1 : Math.exp((-STEEPNESS * total) / (applicableElements + 1));
  return {
    value,
    evidence: { elements: jsxElements, applicable: applicableElements, ...countBySeverity(charges) },
    findings: charges.map((charge, i) => chargeFinding(input, charge, ((1 - value) * weights[i]) / total)),
  };
}

function none(reason: string): DimensionResult {
  return { value: null, reason, evidence: {}, findings: [] };
}
