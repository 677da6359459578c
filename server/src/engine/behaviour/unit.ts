import { type AcceptedCalls, acceptedCalls } from './acceptedCalls.ts';
import { candidateInputs } from './candidateInputs.ts';
import { inGoldenNames } from './errorNames.ts';
import type { Examined, Side } from './examine.ts';
import { encodeInput } from './input.ts';
import { type Judgement, judge, sameOutcome, withDifference } from './judge.ts';
import type { UnitMapping } from './mapping/mapping.ts';
import type { Probe } from './probe.ts';
import { runProbes, STEPS_SMALL } from './running.ts';
import type { Offer, Sandbox } from './sandbox.ts';
import { showCall } from './show.ts';
import { tell } from './tell.ts';
import type { BehaviourVerdict, ExcusedInputs, UnitBehaviour } from './verdict.ts';
import { type Found, findWitness, type Match, nameOn, runBoth } from './witness.ts';

/** Two sides that are compared. */
export interface Sides {
  readonly sandbox: Sandbox;
  readonly golden: Side;
  readonly generated: Side;
  /** Calls on which a difference is accepted. */
  readonly acceptedInputs: readonly string[];
  /** Told of each unit that ran. */
  readonly observe?: ((seen: Seen) => void) | undefined;
}

/** What a comparison saw, for those who want more than its verdict. */
export interface Seen {
  readonly examined: Examined;
  readonly judgement: Judgement;
  readonly found: Found | null;
}

/** So many inputs inside the domain must agree before code is called equivalent. */
const ENOUGH = 8;

/** Runs one candidate for one target and judges it. */
export function compareUnit(
  sides: Sides,
  examined: Examined,
  counterpart: Offer | null,
  mapping: UnitMapping | null = null,
): UnitBehaviour {
  const { golden, generated, sandbox } = sides;
  const { offer, exploration, weight } = examined;
  const base = {
    golden: offer.path,
    generated: counterpart?.path ?? null,
    agreement: null,
    value: null,
    inputs: 0,
    branchCoverage: examined.coverage,
    mutants: examined.mutants,
    witness: null,
    weight,
    places: { golden: null, generated: null },
  };
  if (exploration === null)
    return { ...base, verdict: 'not_executable', reason: 'its code is not in this file' };
  if (examined.probes.some(({ golden: { value } }) => /:function[,}]/.test(value)))
    return {
      ...base,
      verdict: 'inconclusive',
      reason: 'it returns an object of functions, which are not compared yet',
    };
  if (exploration.problem !== null) return { ...base, verdict: 'inconclusive', reason: exploration.problem };
  if (generated.problem !== null)
    return { ...base, verdict: 'differs', reason: generated.problem, agreement: 0, value: 0 };
  if (counterpart === null)
    return { ...base, verdict: 'differs', reason: 'it has no counterpart', agreement: 0, value: 0 };
  const original = sandbox.open(golden.program);
  const candidate = sandbox.open(generated.program);
  try {
    const match: Match = { golden, generated, original, candidate, examined, counterpart, mapping };
    const judged = judgeMatch(sides, match);
    const note = mapping?.note() ?? null;
    return { ...base, ...judged, ...(note === null ? {} : { mapping: note }) };
  } finally {
    original.close();
    candidate.close();
  }
}

type Judged = Pick<
  UnitBehaviour,
  'verdict' | 'reason' | 'agreement' | 'value' | 'inputs' | 'witness' | 'excused'
>;

/** Accepted inputs are left out; those of them that differ are told. */
function judgeMatch({ acceptedInputs, observe }: Sides, match: Match): Judged {
  const { candidate, examined, counterpart, mapping } = match;
  const first = mapping === null ? examined.probes : examined.probes.map((probe) => mapping.probe(probe));
  const answers = runProbes(candidate, counterpart.path, first);
  const agrees = mapping === null && judge(first, answers).differencesInside === 0;
  const more = agrees ? candidateInputs(match) : [];
  const probes = [...first, ...more];
  const outcomes = [...answers, ...runProbes(candidate, counterpart.path, more)];
  const accepted = acceptedCalls(acceptedInputs, nameOn(match.golden, examined.offer));
  const kept = probes.map(({ input }) => accepted === null || accepted.writtenOf(input) === null);
  const others = probes.filter((_, index) => kept[index]);
  const judgement = judge(
    others,
    outcomes.filter((_, index) => kept[index]),
  );
  const found = findWitness(match, judgement, accepted);
  observe?.({ examined, judgement, found });
  const witness = found?.witness ?? null;
  // Shrinking may lead from beyond the domain into it: then they differ inside it after all.
  const within = witness !== null && witness.beyond.length === 0 && judgement.differencesInside === 0;
  const concluded: Omit<Judged, 'witness' | 'excused'> =
    others.length === 0 && probes.length > 0
      ? { verdict: 'equivalent', reason: 'all of its inputs are accepted', agreement: 1, value: 1, inputs: 0 }
      : conclude(within ? withDifference(judgement) : judgement, others, candidate.problem);
  if (accepted === null) return { ...concluded, witness };
  const whole = judge(probes, outcomes);
  const inputs = differing(match, probes, accepted, whole);
  return {
    ...concluded,
    witness,
    ...(inputs.length === 0 ? {} : { excused: { value: whole.value, inputs } }),
  };
}

/** Accepted inputs on which both sides differ. */
function differing(
  match: Match,
  probes: readonly Probe[],
  accepted: AcceptedCalls,
  { errors }: Judgement,
): ExcusedInputs['inputs'] {
  const asked = new Map(
    [...accepted.inputs, ...probes.map(({ input }) => input)].flatMap((input) => {
      const written = accepted.writtenOf(input);
      return written === null ? [] : [[encodeInput(input), { input, written }] as const];
    }),
  );
  if (asked.size === 0) return [];
  const list = [...asked.values()];
  const outcomes = runBoth(
    match,
    list.map(({ input }) => input),
    STEPS_SMALL,
  );
  return list.flatMap(({ input, written }, index) => {
    const { told, expected, actual } = outcomes[index];
    if (sameOutcome(expected, inGoldenNames(actual, errors))) return [];
    const call = showCall(nameOn(match.golden, match.examined.offer), input);
    return [{ written, call, golden: tell(told), generated: tell(actual) }];
  });
}

function conclude(
  judgement: Judgement,
  probes: readonly Probe[],
  problem: string | null,
): Pick<UnitBehaviour, 'verdict' | 'reason' | 'agreement' | 'value' | 'inputs'> {
  const { agreement, value, inside, differencesInside, differencesBeyond } = judgement;
  const verdict: BehaviourVerdict =
    differencesInside > 0
      ? 'differs'
      : inside > 0 && inside >= Math.min(ENOUGH, probes.length)
        ? 'equivalent'
        : 'inconclusive';
  const unseen = verdict === 'inconclusive' && inside === 0;
  const reason =
    problem !== null && differencesInside > 0
      ? `it does not load: ${problem}`
      : verdict === 'inconclusive'
        ? probes.length === 0
          ? 'no input was found that the golden answers'
          : `only ${inside} of ${probes.length} inputs are inside the golden's evident domain`
        : verdict === 'equivalent' && differencesBeyond > 0
          ? 'differs beyond the evident domain'
          : null;
  if (unseen) return { verdict, reason, agreement: null, value: null, inputs: probes.length };
  return { verdict, reason, agreement, value, inputs: probes.length };
}
