import type { DimensionResult, Finding } from '../dimension.ts';
import { calibrate, lexicalBounds } from './calibration.ts';
import type { Question, SemanticPlan } from './plan.ts';

/**
 * Does it mean the same? Per pair of units: 1 for the same code but for names; else the calibrated cosine of
 * their embeddings, held between bounds that lexical similarity sets (`docs/scoring.md`). Weighted by size.
 * @param vectors unit vectors of `plan.texts`, in order.
 */
export function evaluateSemantic(plan: SemanticPlan, vectors: readonly Float32Array[]): DimensionResult {
  if (plan.total === 0) return { value: null, reason: 'the golden has no code', evidence: {}, findings: [] };
  let { lost } = plan;
  const findings: Finding[] = [...plan.findings];
  for (const question of plan.questions) {
    const loss = question.weight * (1 - meaning(question, vectors));
    lost += loss;
    for (const finding of question.findings) findings.push({ ...finding, cost: finding.cost * loss });
  }
  return {
    value: 1 - lost / plan.total,
    evidence: {
      units: plan.units,
      differing: plan.questions.length,
      embedded: plan.questions.filter((question) => question.golden.length > 0).length,
    },
    findings: findings.map((finding) => ({ ...finding, cost: finding.cost / plan.total })),
  };
}

/** Similarity of meaning of a pair that is not identical, 0 to 1. */
function meaning(question: Question, vectors: readonly Float32Array[]): number {
  const { low, high } = lexicalBounds(question.similarity);
  if (question.golden.length === 0 || question.generated.length === 0)
    return low + (high - low) * question.similarity;
  const golden = question.golden.map((index) => vectors[index]);
  const generated = question.generated.map((index) => vectors[index]);
  return low + (high - low) * calibrate(windowCosine(golden, generated));
}

/** Mean over windows of the best partner on the other side, both ways (as BERTScore does with tokens). */
export function windowCosine(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  const best = (from: readonly Float32Array[], to: readonly Float32Array[]): number => {
    let sum = 0;
    for (const x of from) sum += Math.max(...to.map((y) => dot(x, y)));
    return sum / from.length;
  };
  return (best(a, b) + best(b, a)) / 2;
}

function dot(x: Float32Array, y: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
