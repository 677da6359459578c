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
  const share = shareOf(contract, executed);
  const rest = contract.value ?? 0;
  const total = weightThatRan(behaviour);
  const findings = units.flatMap((unit): Finding[] => {
    const lost = unit.value === null ? 0 : (share * unit.weight * (1 - unit.value)) / total;
    return lost > 0 ? [behaviourFinding(unit, lost)] : [];
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

/** How much of the functional dimension rests on what ran. */
function shareOf(contract: DimensionResult, executed: number): number {
  return contract.value === null || executed >= ALL ? 1 : executed;
}

function weightThatRan({ units }: FileBehaviour): number {
  return units.reduce((sum, unit) => sum + (unit.value === null ? 0 : unit.weight), 0);
}

/** What accepted inputs would have cost, as findings: each of a unit's inputs the same. */
export function excusedInputs(
  contract: DimensionResult,
  behaviour: FileBehaviour | null,
): { readonly unit: string; readonly written: string; readonly finding: Finding }[] {
  if (behaviour === null || behaviour.value === null) return [];
  const perWeight = shareOf(contract, behaviour.executed) / weightThatRan(behaviour);
  return behaviour.units.flatMap((unit) => {
    const { value, excused, golden, places } = unit;
    if (excused === undefined || value === null) return [];
    const cost = (perWeight * unit.weight * Math.max(0, value - excused.value)) / excused.inputs.length;
    return excused.inputs.map((input) => ({
      unit: golden,
      written: input.written,
      finding: { rule: DIFFERS, severity: 'error', message: sentence(input), cost, ...places } as const,
    }));
  });
}

const DIFFERS = 'functional/behaves-differently';

/** What a unit that differs is told as. */
export function behaviourFinding(unit: UnitBehaviour, cost: number): Finding {
  const place = { ...unit.places, unit: unit.golden };
  if (unit.witness !== null && unit.witness.beyond.length > 0) {
    return {
      rule: 'functional/differs-beyond-domain',
      severity: 'information',
      message: `Beyond what the golden is evidently meant for (${unit.witness.beyond.join(', ')}): ${sentence(unit.witness)}`,
      cost,
      ...place,
    };
  }
  const message =
    unit.witness === null
      ? `\`${unit.golden}\` does not do what the golden does: ${unit.reason ?? 'its results differ'}.`
      : sentence(unit.witness);
  return { rule: DIFFERS, severity: 'error', message, cost, ...place };
}

/** `slugify("a  b")` gives "a--b"; golden gives "a-b". Where names differ, each side in its own. */
function sentence({
  call,
  golden,
  generated,
  counterpart,
}: Pick<Witness, 'call' | 'golden' | 'generated' | 'counterpart'>): string {
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
