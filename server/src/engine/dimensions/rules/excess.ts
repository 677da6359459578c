import type { SourceModel } from '../../model/source.ts';
import type { DimensionInput, Finding, Severity } from '../dimension.ts';
import { inspect } from './inspect.ts';
import { unitOwners, unitSpan } from './places.ts';
import type { Hit, RuleDimension } from './rule.ts';

/** A fault that the golden does not have: hit, and the golden unit that goes with the one it is in (-1: none). */
export interface Charge {
  readonly hit: Hit;
  readonly goldenUnit: number;
}

/**
 * What the generated file does beyond the golden: for each rule, as many hits as there are more of them. Charged
 * are those that look most like the excess: in units whose counterpart has none of them first, and there those
 * that the counterpart does not have with the same words.
 */
export function excess(input: DimensionInput, dimension: RuleDimension): Charge[] {
  const { golden, generated, alignment } = input;
  const ours = byRule(generated, dimension);
  if (ours.size === 0) return [];
  const theirs = byRule(golden, dimension);
  const counterpart = new Int32Array(generated.units.length).fill(-1);
  for (const pair of alignment.pairs) counterpart[pair.generated] = pair.golden;

  const charges: Charge[] = [];
  const owner = unitOwners(generated);
  const goldenOwner = unitOwners(golden);
  for (const [id, all] of ours) {
    // what has no counterpart in a shared file is another golden file's
    const hits = input.shared ? all.filter((hit) => counterpart[owner[hit.node]] >= 0) : all;
    const allowed = theirs.get(id) ?? [];
    const count = hits.length - allowed.length;
    if (count <= 0) continue;
    const allowance = new Map<string, number>();
    const take = (key: string): boolean => {
      const left = allowance.get(key) ?? 0;
      if (left > 0) allowance.set(key, left - 1);
      return left > 0;
    };
    for (const hit of allowed) {
      const unit = goldenOwner[hit.node];
      for (const key of [`${unit} ${hit.message}`, `${unit}`]) {
        allowance.set(key, (allowance.get(key) ?? 0) + 1);
      }
    }
    const placed = hits.map((hit) => {
      const unit = owner[hit.node];
      return { hit, goldenUnit: unit < 0 ? -1 : counterpart[unit], known: 0 };
    });
    // an occurrence of the golden excuses one here: best with the same words in the same unit, then in the unit
    for (const one of placed) {
      if (one.goldenUnit >= 0 && take(`${one.goldenUnit} ${one.hit.message}`)) {
        take(`${one.goldenUnit}`);
        one.known = 2;
      }
    }
    for (const one of placed) {
      if (one.known === 0 && one.goldenUnit >= 0 && take(`${one.goldenUnit}`)) one.known = 1;
    }
    placed.sort((a, b) => a.known - b.known || a.hit.node - b.hit.node);
    for (const { hit, goldenUnit } of placed.slice(0, count)) charges.push({ hit, goldenUnit });
  }
  return charges.sort((a, b) => a.hit.node - b.hit.node);
}

function byRule(model: SourceModel, dimension: RuleDimension): Map<string, Hit[]> {
  const groups = new Map<string, Hit[]>();
  for (const hit of inspect(model).hits) {
    if (hit.rule.dimension !== dimension) continue;
    const group = groups.get(hit.rule.id);
    if (group === undefined) groups.set(hit.rule.id, [hit]);
    else group.push(hit);
  }
  return groups;
}

/** The finding for a charge. */
export function chargeFinding(input: DimensionInput, { hit, goldenUnit }: Charge, cost: number): Finding {
  const { tree } = input.generated;
  return {
    rule: hit.rule.id,
    severity: hit.rule.severity,
    message: hit.message,
    cost,
    generated: { start: tree.start[hit.node], end: tree.end[hit.node] },
    golden: goldenUnit < 0 ? null : unitSpan(input.golden, goldenUnit),
    reference: hit.rule.reference,
  };
}

/** Shares of the value that one fault takes away, by severity. */
export type Factors = Readonly<Record<Severity, number>>;

/**
 * Value and costs of faults that weigh by themselves, however long the file: each leaves (1 - factor) of the
 * value. The loss is divided among them by ln(1 - factor), so that like faults cost alike.
 */
export function multiply(
  severities: readonly Severity[],
  factors: Factors,
): { value: number; costs: number[] } {
  const logs = severities.map((severity) => -Math.log(1 - factors[severity]));
  const total = logs.reduce((sum, log) => sum + log, 0);
  if (total === 0) return { value: 1, costs: logs };
  const value = Math.exp(-total);
  return { value, costs: logs.map((log) => ((1 - value) * log) / total) };
}

/** Number of charges of each severity, for the evidence. */
export function countBySeverity(charges: readonly Charge[]): Record<string, number> {
  const counts: Record<string, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { hit } of charges) counts[hit.rule.severity]++;
  return counts;
}
