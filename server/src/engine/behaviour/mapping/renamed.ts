import { type OfferPair, pairByName, pairOffers } from '../pairing.ts';
import { unitNamed } from '../roots.ts';
import type { Offer, World } from '../sandbox.ts';
import type { SideVocabulary } from './describe.ts';
import { type Inventory, inventoryOf } from './inventory.ts';
import type { UnitMapping } from './mapping.ts';
import { type SearchResult, searchMappings, type Wanted } from './search.ts';

/** One side's names, read only when they are asked for. */
export interface Names {
  vocabulary(): SideVocabulary;
}

/** What is known before anything is mapped. */
export interface Question {
  readonly world: World;
  readonly golden: Names;
  readonly generated: Names;
  readonly wanted: readonly Wanted[];
  readonly offers: readonly Offer[];
  readonly matched: ReadonlyMap<string, string>;
}

/**
 * Which of the generated side's offers stands for which of the golden's, and what is called otherwise in it. Where all
 * names agree nothing is tried: the same names are a contract, and are never mapped onto others.
 */
export function mapNames(question: Question): SearchResult {
  const { wanted, offers, matched, golden, generated, world } = question;
  const targets = wanted.map(({ offer }) => offer);
  const named = pairByName(targets, offers);
  const otherwise = pairOffers(targets, offers, matched);
  if (!isOpen(question, named)) return asTheyAre(otherwise);
  const found = searchMappings({
    world,
    golden: golden.vocabulary(),
    generated: generated.vocabulary(),
    wanted,
    offers,
    named,
    matched,
  });
  return { ...found, pairs: withOthers(found.pairs, otherwise) };
}

/** Where nothing was found, what would have been taken without looking. */
function withOthers(found: readonly OfferPair[], otherwise: readonly OfferPair[]): OfferPair[] {
  const taken = new Set(found.map(({ generated }) => generated));
  return found.map((pair, index) => {
    const other = otherwise[index].generated;
    return pair.generated === null && !taken.has(other) ? otherwise[index] : pair;
  });
}

function asTheyAre(pairs: readonly OfferPair[]): SearchResult {
  return { pairs, mappings: pairs.map((): UnitMapping | null => null), bounded: false };
}

/** A callable has another name, its parameters have, or declared fields and words have. */
function isOpen({ golden, generated, offers }: Question, named: readonly OfferPair[]): boolean {
  const callable = named.filter((pair) => pair.golden.kind !== 'value');
  const free = offers.some(
    ({ kind, path }) => kind !== 'value' && !named.some((pair) => pair.generated?.path === path),
  );
  const renamed = callable.some(
    (pair) =>
      (pair.generated === null && free) ||
      (pair.generated !== null && pair.generated.path !== pair.golden.path),
  );
  if (renamed || callable.some((pair) => isCalledOtherwise(golden, generated, pair))) return true;
  const own = inventoryOf(golden.vocabulary());
  if (!declaresAnything(own)) return false;
  const theirs = inventoryOf(generated.vocabulary());
  return differ(declaredNames(own), declaredNames(theirs));
}

/** Other parameters in number, or the same in another order. */
function isCalledOtherwise(
  golden: Names,
  generated: Names,
  { golden: own, generated: other }: OfferPair,
): boolean {
  if (other === null || own.kind !== 'function') return false;
  const [mine, theirs] = [parametersOf(golden, own), parametersOf(generated, other)];
  if (mine === null || theirs === null) return false;
  if (mine.length !== theirs.length) return Math.min(mine.length, theirs.length) === 1;
  const inOrder = mine.every((name, index) => name === theirs[index]);
  return !inOrder && !mine.includes('') && mine.every((name) => theirs.includes(name));
}

function parametersOf(side: Names, { path }: Offer): string[] | null {
  const { model } = side.vocabulary();
  const signature = unitNamed(model, path)?.signature ?? null;
  return signature === null ? null : signature.parameters.map(({ name }) => name);
}

function declaresAnything({ records, declaredWords }: Inventory): boolean {
  return declaredWords.length > 0 || records.some(({ declared }) => declared);
}

function declaredNames({ records, declaredWords }: Inventory): Set<string> {
  const names = records.flatMap(({ fields, declared }) => (declared ? [...fields.keys()] : []));
  return new Set([...names, ...declaredWords.flat()]);
}

/** Each has names that the other does not know. */
function differ(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((name) => !b.has(name)) && [...b].some((name) => !a.has(name));
}
