import type { Examined } from './examine.ts';
import { encodeInput } from './input.ts';
import { sameOutcome } from './judge.ts';
import { mapNames } from './mapping/renamed.ts';
import type { SearchResult } from './mapping/search.ts';
import { type OfferPair, pairOffers } from './pairing.ts';
import { STEPS_SMALL } from './running.ts';
import type { Offer, World } from './sandbox.ts';
import { compareUnit, type Sides } from './unit.ts';
import type { UnitBehaviour } from './verdict.ts';

/** Told where another mapping of names may have fitted better. */
const BOUNDED = 'not all ways to map its names were tried';

/** Pairs offers and compares each target of the golden. */
export function compareSides(
  sides: Sides,
  targets: readonly Examined[],
  matched: ReadonlyMap<string, string>,
): UnitBehaviour[] {
  const { sandbox, generated } = sides;
  const world = generated.problem === null ? sandbox.open(generated.program) : null;
  const offers = world?.offers ?? [];
  const { pairs, mappings, bounded } = pairNames(sides, world, targets, offers, matched);
  const constants = world === null ? pairs : pairConstants(pairs, targets, offers, world);
  world?.close();
  return targets.map((examined, index) => {
    const mapping = mappings[index] ?? null;
    const unit = compareUnit(sides, examined, constants[index].generated, mapping);
    const unsure = bounded && mapping !== null && unit.verdict === 'differs' && unit.reason === null;
    return unsure ? { ...unit, reason: BOUNDED } : unit;
  });
}

/** By name, and where names say nothing, by what fits best. */
function pairNames(
  { golden, generated }: Sides,
  world: World | null,
  wanted: readonly Examined[],
  offers: readonly Offer[],
  matched: ReadonlyMap<string, string>,
): SearchResult {
  if (world !== null && golden.names !== undefined && generated.names !== undefined)
    return mapNames({ world, golden: golden.names, generated: generated.names, wanted, offers, matched });
  const pairs = pairOffers(
    wanted.map(({ offer }) => offer),
    offers,
    matched,
  );
  return { pairs, mappings: [], bounded: false };
}

/** Data under another name is found by what it is. */
function pairConstants(
  pairs: readonly OfferPair[],
  targets: readonly Examined[],
  offers: readonly Offer[],
  world: World,
): OfferPair[] {
  const taken = new Set(pairs.flatMap(({ generated }) => generated?.path ?? []));
  const left = offers.filter(({ kind, path }) => kind === 'value' && !taken.has(path));
  const values = new Map(
    left.map((offer) => {
      const request = { target: offer.path, inputs: [encodeInput({ args: [] })], steps: STEPS_SMALL };
      return [offer, world.run({ ...request, coverage: false, patience: 1 })[0]] as const;
    }),
  );
  return pairs.map((pair, index) => {
    const [probe] = targets[index].probes;
    if (pair.generated !== null || pair.golden.kind !== 'value' || probe === undefined) return pair;
    const found = [...values].find(([, outcome]) => sameOutcome(probe.golden, outcome));
    if (found === undefined) return pair;
    values.delete(found[0]);
    return { ...pair, generated: found[0] };
  });
}
