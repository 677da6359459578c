import type { Offer } from './sandbox.ts';

/** Which of the generated side's offers stands for one of the golden's. */
export interface OfferPair {
  readonly golden: Offer;
  readonly generated: Offer | null;
}

/**
 * Pairs what both sides offer: the same name, the unit that matching found, the same name but for case and
 * underscores, the only one of its kind, the only one with as many parameters.
 * @param matched names of units that go together, golden → generated.
 */
export function pairOffers(
  golden: readonly Offer[],
  generated: readonly Offer[],
  matched: ReadonlyMap<string, string>,
): OfferPair[] {
  const left = new Set(generated);
  const found = new Map<Offer, Offer>();
  const pass = (choose: (wanted: Offer) => Offer | undefined): void => {
    for (const wanted of golden) {
      if (found.has(wanted)) continue;
      const chosen = choose(wanted);
      if (chosen === undefined || !left.has(chosen)) continue;
      found.set(wanted, chosen);
      left.delete(chosen);
    }
  };
  const alike = (wanted: Offer): Offer[] => [...left].filter(({ kind }) => kind === wanted.kind);
  const only = (list: readonly Offer[]): Offer | undefined => (list.length === 1 ? list[0] : undefined);
  pass((wanted) => alike(wanted).find(({ path }) => path === wanted.path));
  pass((wanted) => alike(wanted).find(({ path }) => path === matched.get(wanted.path)));
  pass((wanted) => alike(wanted).find(({ path }) => hasSameName(path, wanted.path)));
  if (golden.length === 1) {
    const main = (list: readonly Offer[]): Offer | undefined =>
      only(list.filter(({ exported }) => exported)) ?? only(list);
    pass((wanted) => main(alike(wanted)));
    pass((wanted) => alike(wanted).find(({ arity }) => arity === wanted.arity));
  }
  return golden.map((offer) => ({ golden: offer, generated: found.get(offer) ?? null }));
}

/** Pairs what has the same name, but for case and underscores, and nothing else. */
export function pairByName(golden: readonly Offer[], generated: readonly Offer[]): OfferPair[] {
  const left = new Set(generated);
  const take = (wanted: Offer, test: (path: string) => boolean): Offer | null => {
    const found = [...left].find(({ kind, path }) => kind === wanted.kind && test(path));
    if (found !== undefined) left.delete(found);
    return found ?? null;
  };
  const exact = golden.map((wanted) => take(wanted, (path) => path === wanted.path));
  return golden.map((wanted, index) => ({
    golden: wanted,
    generated: exact[index] ?? take(wanted, (path) => hasSameName(path, wanted.path)),
  }));
}

function hasSameName(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(name: string): string {
  return name.replace(/[_$]/g, '').toLowerCase();
}
