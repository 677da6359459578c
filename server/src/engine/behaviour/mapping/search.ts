import { assign } from '../../matching/assignment.ts';
import type { OfferPair } from '../pairing.ts';
import type { Probe } from '../probe.ts';
import { unitNamed } from '../roots.ts';
import type { Offer, World } from '../sandbox.ts';
import { type Arrangement, arrangements, identityArrangement, isIdentity } from './arguments.ts';
import type { Interface, SideVocabulary } from './describe.ts';
import { inventoryOf } from './inventory.ts';
import { Likeness } from './likeness.ts';
import { type MemberMapping, UnitMapping } from './mapping.ts';
import { pairMembers } from './members.ts';
import { movesOf } from './moves.ts';
import { nameLikeness } from './names.ts';
import { Trials, trialProbes } from './trials.ts';
import { likelyVocabulary, type Vocabulary } from './vocabulary.ts';

/** A unit of the golden that is run. */
export interface Wanted {
  readonly offer: Offer;
  readonly probes: readonly Probe[];
}

export interface SearchRequest {
  readonly world: World;
  readonly golden: SideVocabulary;
  readonly generated: SideVocabulary;
  readonly wanted: readonly Wanted[];
  readonly offers: readonly Offer[];
  /** Pairs by name. */
  readonly named: readonly OfferPair[];
  /** Names of units that matching put together, golden → generated. */
  readonly matched: ReadonlyMap<string, string>;
}

export interface SearchResult {
  /** One for each that is wanted. */
  readonly pairs: readonly OfferPair[];
  /** How each is called on the other side; null where it is called as it is. */
  readonly mappings: readonly (UnitMapping | null)[];
  /** The bound was met, so that other mappings may fit better. */
  readonly bounded: boolean;
}

/** So many times a unit is run on a few inputs under one mapping: some, and more for each unit. */
export const TRIALS = 200;
export const TRIALS_PER_UNIT = 60;
/** Counterparts that are tried for a unit. */
export const COUNTERPARTS = 6;
const ROUNDS = 3;
/** Agreement counts so much more than what types, names and matching suggest. */
const BEHAVIOUR = 2;
/** Less likely counterparts are not tried; and none is taken that neither agrees nor is likely. */
const LEAST = 0.3;
const NEVER = 0.15;
const LIKELY = 0.45;
const GAIN = 1e-6;
/** So much of one unit's agreement a change must gain: what damaged code happens to like better is no evidence. */
const TELLING = 0.1;
/** So many units must speak against the order of a declared union. */
const WITNESSES = 2;

/** A unit and what may stand for it. */
interface Option {
  readonly column: number;
  readonly prior: number;
  readonly likely: readonly Arrangement[];
  readonly golden: Interface;
  readonly members: ReadonlyMap<string, MemberMapping>;
}

interface Choice {
  readonly option: Option;
  readonly arrangement: Arrangement;
  readonly agreement: number;
}

/**
 * Finds the counterparts that names don't tell, and one vocabulary for all: what types and names suggest first, then
 * what agrees most on a few inputs. Names that are the same on both sides keep their meaning.
 */
export function searchMappings(request: SearchRequest): SearchResult {
  return new Search(request).result();
}

class Search {
  private readonly request: SearchRequest;
  private readonly likeness: Likeness;
  private readonly trials: Trials;
  private readonly probes: readonly (readonly Probe[])[];
  private readonly options: readonly (readonly Option[])[];
  /** What types and names suggest. */
  private readonly first: Vocabulary;
  private vocabulary: Vocabulary;

  constructor(request: SearchRequest) {
    this.request = request;
    const [golden, generated] = [inventoryOf(request.golden), inventoryOf(request.generated)];
    this.likeness = new Likeness(golden, generated);
    this.first = likelyVocabulary(golden, generated, this.likeness);
    this.vocabulary = this.first;
    this.trials = new Trials(request.world, TRIALS + TRIALS_PER_UNIT * request.wanted.length);
    this.probes = request.wanted.map(({ probes }) => trialProbes(probes));
    this.options = request.wanted.map((_, row) => this.optionsOf(row));
  }

  result(): SearchResult {
    let chosen = this.pair();
    for (let round = 0; round < ROUNDS; round++) {
      if (!this.climb(chosen)) break;
      chosen = this.pair();
    }
    if (this.keepOrder(chosen)) chosen = this.pair();
    const { offers, named } = this.request;
    chosen = chosen.map((choice) =>
      choice !== null && (choice.agreement > NEVER || choice.option.prior > LIKELY) ? choice : null,
    );
    const pairs = named.map((pair, row): OfferPair => {
      const choice = chosen[row];
      return choice === null ? pair : { golden: pair.golden, generated: offers[choice.option.column] };
    });
    const mappings = chosen.map((choice) =>
      choice === null ? null : this.mappingOf(choice.option, choice.arrangement, this.vocabulary),
    );
    return { pairs, mappings, bounded: this.trials.over };
  }

  private mappingOf(
    { golden, members }: Option,
    arrangement: Arrangement,
    vocabulary: Vocabulary,
  ): UnitMapping {
    return new UnitMapping(vocabulary, { golden, arrangement }, members);
  }

  /** What may stand for a unit, likeliest first. */
  private optionsOf(row: number): Option[] {
    const { wanted, offers, named } = this.request;
    const { offer } = wanted[row];
    if (offer.kind === 'value') return [];
    const golden = interfaceOf(this.request.golden, offer);
    if (golden === null) return [];
    const own = named[row].generated;
    const free = new Set(named.flatMap(({ generated }) => (generated === null ? [] : [generated.path])));
    const found = offers.flatMap((other, column): Option[] => {
      if (other.kind !== offer.kind || (own === null ? free.has(other.path) : other.path !== own.path))
        return [];
      const generated = interfaceOf(this.request.generated, other);
      return generated === null ? [] : [this.option(offer, golden, other, generated, column)];
    });
    return found
      .filter(({ prior }) => own !== null || prior >= LEAST)
      .sort((a, b) => b.prior - a.prior || a.column - b.column)
      .slice(0, COUNTERPARTS);
  }

  private option(
    offer: Offer,
    golden: Interface,
    other: Offer,
    generated: Interface,
    column: number,
  ): Option {
    const same = offer.path === other.path;
    const all = arrangements(golden, generated, this.likeness);
    const likely = same ? sameNamed(golden, all) : withIdentity(golden, generated, all);
    const sure = golden.result.declared && generated.result.declared;
    const result = this.likeness.shapes(golden.result.shape, generated.result.shape, sure);
    const matched = this.request.matched.get(golden.name) === generated.name ? 1 : 0;
    const exported = offer.exported === other.exported ? 1 : 0;
    const prior =
      0.4 * (likely[0]?.likeness ?? 0) +
      0.25 * result +
      0.15 * nameLikeness(offer.path, other.path) +
      0.05 * exported +
      0.3 * matched;
    const members = pairMembers(this.request, offer, other, this.likeness);
    return { column, prior, likely, golden, members };
  }

  /** The best arrangement of an option under a vocabulary; of equals the likeliest. */
  private choose(row: number, option: Option, vocabulary: Vocabulary): Choice {
    const { path } = this.request.offers[option.column];
    let best: Choice | null = null;
    for (const arrangement of option.likely) {
      const mapping = this.mappingOf(option, arrangement, vocabulary);
      const agreement = this.trials.agreement(this.probes[row], path, mapping);
      if (best === null || agreement > best.agreement + GAIN) best = { option, arrangement, agreement };
      if (agreement === 1) break;
    }
    return best ?? { option, arrangement: identityArrangement(option.golden), agreement: 0 };
  }

  /** Pairs each unit with one that agrees with it. */
  private pair(): (Choice | null)[] {
    const choices = this.options.map((options, row) => {
      const tried: Choice[] = [];
      for (const option of options) {
        tried.push(this.choose(row, option, this.vocabulary));
        if (this.trials.over) break;
      }
      return tried;
    });
    const candidates = choices.flatMap((list, row) =>
      list
        .filter(({ option }) => option.likely.length > 0)
        .map(({ option, agreement }) => ({
          row,
          column: option.column,
          score: BEHAVIOUR * agreement + option.prior,
        })),
    );
    const columnOf = assign(choices.length, this.request.offers.length, candidates);
    return choices.map((list, row) => list.find(({ option }) => option.column === columnOf[row]) ?? null);
  }

  /** How far each pair agrees under a vocabulary; 0 for units without a counterpart. */
  private agreements(chosen: readonly (Choice | null)[], vocabulary: Vocabulary): number[] {
    return chosen.map((choice, row) => {
      if (choice === null) return 0;
      const mapping = this.mappingOf(choice.option, choice.arrangement, vocabulary);
      return this.trials.agreement(this.probes[row], this.request.offers[choice.option.column].path, mapping);
    });
  }

  /**
   * Members of declared unions and enums keep their order unless several units speak against it: what one of them
   * likes better may be its fault. True when something was put back.
   */
  private keepOrder(chosen: readonly (Choice | null)[]): boolean {
    const now = this.agreements(chosen, this.vocabulary);
    let changed = false;
    for (const [at, pair] of this.vocabulary.words.entries()) {
      const first = this.first.words[at];
      if (!first.declared || [...pair.words].every(([word, other]) => first.words.get(word) === other))
        continue;
      const words = this.vocabulary.words.map((each, index) => (index === at ? first : each));
      const before = this.agreements(chosen, { ...this.vocabulary, words });
      const speaking = now.filter((agreement, row) => agreement > before[row] + TELLING).length;
      if (speaking >= WITNESSES || this.trials.over) continue;
      this.vocabulary = { ...this.vocabulary, words };
      changed = true;
    }
    return changed;
  }

  /** Betters the vocabulary step by step; false when nothing agrees more. */
  private climb(chosen: readonly (Choice | null)[]): boolean {
    const total = (vocabulary: Vocabulary): number =>
      this.agreements(chosen, vocabulary).reduce((sum, agreement) => sum + agreement, 0);
    let best = total(this.vocabulary);
    let better = false;
    for (const move of movesOf(this.vocabulary, this.likeness)) {
      if (this.trials.over || best >= chosen.filter((choice) => choice !== null).length - GAIN) break;
      const next = move(this.vocabulary);
      const value = total(next);
      if (value < best + TELLING || this.trials.over) continue;
      best = value;
      better = true;
      this.vocabulary = next;
    }
    return better;
  }
}

/** As the parameters stand comes first: another order must agree more. */
function withIdentity(golden: Interface, generated: Interface, all: readonly Arrangement[]): Arrangement[] {
  if (golden.parameters.length !== generated.parameters.length || all.length === 0) return [...all];
  const others = all.filter((arrangement) => !isIdentity(arrangement));
  const own = all.find(isIdentity) ?? { ...identityArrangement(golden), likeness: all[0].likeness };
  return [own, ...others];
}

/** Under the same name, parameters keep their places unless their own names, or options, say otherwise. */
function sameNamed(golden: Interface, all: readonly Arrangement[]): Arrangement[] {
  const [likeliest] = all;
  const identity = identityArrangement(golden);
  return likeliest === undefined || isIdentity(likeliest) ? [identity] : [identity, likeliest];
}

function interfaceOf(side: SideVocabulary, { path, kind }: Offer): Interface | null {
  const unit = unitNamed(side.model, path);
  const found = unit === null ? undefined : side.interfaces.get(unit.name);
  if (found !== undefined || kind !== 'class' || unit === null) return found ?? null;
  const result = { name: '', shape: null, declared: false, optional: false, rest: false };
  return { name: unit.name, parameters: [], result };
}
