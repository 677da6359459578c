import type { Random } from '../random.ts';
import { INSIDE } from './domain.ts';
import { isSenseless, keyOf } from './outcome.ts';
import type { Probe } from './probe.ts';

/** What so many inputs of one kind do not show, more of them hardly will. */
const MOST_OF_A_KIND = 24;
/** Share of the inputs that is kept for those beyond the evident domain: they only break ties. */
const BEYOND = 0.15;
/** Up to this share of the inputs, examples come before all others: somebody thought of them. */
const SHOWN = 0.4;

/**
 * Chooses the inputs that candidates are run on: examples, then one of every kind (path and outcome), then the second
 * of every kind, and so on, so that no kind drowns another; small ones mostly. Keeps the order of `probes`.
 */
export function selectProbes(probes: readonly Probe[], most: number, random: Random): Probe[] {
  const ranked = probes
    .map((probe) => ({ probe, rank: random.chance(0.5) ? random.next() : smallness(probe) }))
    .sort((a, b) => a.rank - b.rank);
  const kinds = new Map<string, Probe[]>();
  for (const { probe } of ranked) {
    const kind = `${probe.path}/${keyOf(probe.golden)}`;
    const list = kinds.get(kind);
    if (list === undefined) kinds.set(kind, [probe]);
    else list.push(probe);
  }
  const shown = probes.filter(({ origin, weight }) => origin === 'example' && weight >= INSIDE);
  const first = new Set(shown.slice(0, Math.floor(most * SHOWN)));
  const order: { probe: Probe; turn: number }[] = [];
  for (const list of kinds.values())
    list.forEach((probe, turn) => {
      order.push({ probe, turn: first.has(probe) ? -1 : turn + (probe.weight < INSIDE ? 3 : 0) });
    });
  order.sort((a, b) => a.turn - b.turn);
  const enough = order.filter(({ turn }) => turn < MOST_OF_A_KIND);
  const odd = enough
    .filter(({ probe }) => probe.weight < INSIDE && !isSenseless(probe.golden))
    .slice(0, Math.round(most * BEYOND));
  const taken = new Set(odd.map(({ probe }) => probe));
  const rest = enough.filter(({ probe }) => !taken.has(probe)).slice(0, most - odd.length);
  const chosen = new Set([...rest, ...odd].map(({ probe }) => probe));
  return probes.filter((probe) => chosen.has(probe));
}

function smallness(probe: Probe): number {
  return Math.min(1, probe.encoded.length / 60) * 0.5 + Math.min(1, probe.size / 100) * 0.5;
}
