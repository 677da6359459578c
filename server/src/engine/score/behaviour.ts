import type { FileBehaviour, UnitBehaviour, Witness } from '../behaviour/verdict.ts';
import type { DimensionResult, Finding } from '../dimensions/dimension.ts';

/** How the functional dimension came about. */
export type Basis = 'executed' | 'contract' | 'mixed';

/** From this share on, all that runs has run. */
const ALL = 0.999;
/** Sums of shares that are one. */
const ALL_BUT_ROUNDING = 1 - 1e-9;

export function basisOf(behaviour: FileBehaviour | null): Basis {
  if (behaviour === null || behaviour.value === null || behaviour.executed === 0) return 'contract';
  return behaviour.executed >= ALL ? 'executed' : 'mixed';
}

/**
 * The functional dimension once code was run: e·v + (1 - e)·c, where v is the value of what could be run, e its share
 * of the golden by size, and c the value of the contract, which stands in for the rest.
 */
export function withBehaviour(contract: DimensionResult, behaviour: FileBehaviour | null): DimensionResult {
  if (behaviour === null || behaviour.value === null || behaviour.executed === 0) return contract;
  const { executed, value, units } = behaviour;
  const share = contract.value === null || executed >= ALL ? 1 : executed;
  const rest = contract.value ?? 0;
  const total = units.reduce((sum, unit) => sum + (unit.value === null ? 0 : unit.weight), 0);
  const findings = units.flatMap((unit): Finding[] => {
    const lost = unit.value === null ? 0 : (share * unit.weight * (1 - unit.value)) / total;
    return lost > 0 ? [finding(unit, lost)] : [];
  });
  const kept = contract.findings.map((each) => ({ ...each, cost: each.cost * (1 - share) }));
  return {
    value: share * value + (1 - share) * rest,
    evidence: {
      ...contract.evidence,
      executed: round(executed),
      inputs: units.reduce((sum, { inputs }) => sum + inputs, 0),
      equivalent: units.filter(({ verdict }) => verdict === 'equivalent').length,
      units: units.length,
    },
    findings: [...findings, ...kept.filter(({ cost }) => cost > 0)],
  };
}

function finding(unit: UnitBehaviour, cost: number): Finding {
  const { golden, generated } = unit.places;
  if (unit.witness !== null && unit.witness.beyond.length > 0) {
    return {
      rule: 'functional/differs-beyond-domain',
      severity: 'information',
      message: `Beyond what the golden is evidently meant for (${unit.witness.beyond.join(', ')}): ${sentence(unit.witness)}`,
      cost,
      generated,
      golden,
    };
  }
  const message =
    unit.witness === null
      ? `\`${unit.golden}\` does not do what the golden does: ${unit.reason ?? 'its results differ'}.`
      : sentence(unit.witness);
  return { rule: 'functional/behaves-differently', severity: 'error', message, cost, generated, golden };
}

/** `slugify("a  b")` gives "a--b"; golden gives "a-b". Where names differ, each side in its own. */
function sentence({ call, golden, generated, counterpart }: Witness): string {
  if (counterpart !== undefined)
    return `\`${short(counterpart.call)}\` ${gives(generated)}; golden \`${short(call)}\` ${gives(golden)}.`;
  return `\`${short(call)}\` ${gives(generated)}; golden ${gives(golden)}.`;
}

function gives(outcome: string): string {
  return /^(?:throws|never|runs out)/.test(outcome) ? short(outcome) : `gives ${short(outcome)}`;
}

const LONGEST = 160;

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Where the overall score must lie, whatever the other dimensions say. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** What code that ran and did the same on every input has at least, whatever it looks like. */
const FLAWLESS = 0.9;
const LEAST = 0.75;
const MOST = 0.15;

/**
 * Behaviour bounds the score: with v the executed value and e the share of the golden that ran,
 * e·.75·v ≤ overall ≤ 1 - e·.85·(1 - v), and where v = 1, e·.9 ≤ overall. With e = 1 that is
 * .75·v ≤ overall ≤ .15 + .85·v.
 */
export function boundsOf(behaviour: Pick<FileBehaviour, 'executed' | 'value'> | null): Bounds {
  if (behaviour === null || behaviour.value === null) return { least: 0, most: 1 };
  const { executed, value } = behaviour;
  const least = value > ALL_BUT_ROUNDING ? FLAWLESS : LEAST * value;
  return { least: executed * least, most: 1 - executed * (1 - MOST) * (1 - value) };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
