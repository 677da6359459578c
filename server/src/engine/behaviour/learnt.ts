import type { Examined } from './examine.ts';
import { type Exploration, explorationOf, type Target } from './explore.ts';
import { decodeInput } from './input.ts';
import type { Filling, TargetPlan } from './maker.ts';
import type { Origin, Probe } from './probe.ts';
import type { Root } from './roots.ts';
import type { Outcome } from './sandbox.ts';
import type { MutantCount } from './verdict.ts';

/**
 * What was learnt of a golden file as plain data (JSON), so that it need not be learnt again: of each target the
 * inputs that candidates are held to and what the golden answered. What its source says is read from the source.
 */
export type LearntGolden = readonly LearntTarget[];

interface LearntTarget {
  readonly path: string;
  readonly coverage: number | null;
  readonly mutants: MutantCount | null;
  readonly problem: string | null;
  readonly classifies: boolean;
  /** Which of the target's fillings were found to work, and how likely each is. */
  readonly fillings: readonly (readonly [index: number, weight: number])[];
  readonly probes: readonly LearntProbe[];
}

type LearntProbe = readonly [
  encoded: string,
  origin: Origin,
  golden: Omit<Outcome, 'hits'>,
  path: number,
  departures: Probe['departures'],
  weight: number,
  size: number,
];

export function toLearnt(examined: readonly Examined[]): LearntGolden {
  return examined.flatMap(({ offer, coverage, mutants, exploration, target, probes }): LearntTarget[] => {
    if (exploration === null || target === null) return [];
    const all = target.plan.call.fillings;
    return [
      {
        path: offer.path,
        coverage,
        mutants,
        problem: exploration.problem,
        classifies: exploration.classifies,
        fillings: exploration.plan.call.fillings.map((filling) => [
          all.findIndex(({ shapes }) => shapes === filling.shapes),
          filling.weight,
        ]),
        probes: probes.map(
          ({ encoded, origin, golden: { hits, ...golden }, path, departures, weight, size }) => [
            encoded,
            origin,
            golden,
            path,
            departures,
            weight,
            size,
          ],
        ),
      },
    ];
  });
}

/**
 * @param describe what the source says of a root's target; null where its code is not in the file.
 * @returns null where the data are not of these roots: they were cut short or altered.
 */
export function fromLearnt(
  learnt: LearntGolden,
  roots: readonly Root[],
  describe: (root: Root) => Target | null,
): Examined[] | null {
  const byPath = new Map(learnt.map((one) => [one.path, one]));
  const examined: Examined[] = [];
  for (const root of roots) {
    const { offer, weight } = root;
    const target = describe(root);
    const known = byPath.get(offer.path);
    if (target === null) {
      examined.push({ offer, weight, target, exploration: null, probes: [], coverage: null, mutants: null });
      continue;
    }
    if (known === undefined) return null;
    const fillings = known.fillings.map(([index, likely]): Filling | undefined => {
      const filling = target.plan.call.fillings[index];
      return filling && { ...filling, weight: likely };
    });
    if (fillings.includes(undefined)) return null;
    const plan: TargetPlan = {
      ...target.plan,
      call: { ...target.plan.call, fillings: fillings as Filling[] },
    };
    const probes = known.probes.map(toProbe);
    const { classifies, problem, coverage, mutants } = known;
    const exploration: Exploration = explorationOf(target, plan, classifies, { probes, problem });
    examined.push({ offer, weight, target, exploration, probes, coverage, mutants });
  }
  return examined;
}

function toProbe([encoded, origin, golden, path, departures, weight, size]: LearntProbe): Probe {
  const outcome = { ...golden, hits: [] };
  return { input: decodeInput(encoded), encoded, origin, golden: outcome, path, departures, weight, size };
}
