import { Flag, K } from '../model/kinds.ts';
import type { ExportEntry, Signature, SourceModel, Span, Unit } from '../model/source.ts';
import { child, children, label, span } from '../model/tree.ts';
import { nameSimilarity } from '../text/subwords.ts';
import { signatureGaps } from './contract/signatures.ts';
import { codesOf, type Member, memberSimilarity, membersOf, typeSimilarity } from './contract/types.ts';
import type { Dimension, DimensionInput, DimensionResult, Finding } from './dimension.ts';

/** Of an export's credit, what its name and place in the contract earn; the rest is its signature. */
const PRESENCE = 0.5;
/** The same for a constant: what it holds is its contract. */
const CONSTANT_PRESENCE = 0.2;
/** An export under a name that shares no word with the golden's keeps this much of its presence. */
const RENAMED = 0.75;
/** Code that does not parse cannot run: what is left of the contract counts half. */
const BROKEN = 0.5;

/**
 * Does it behave the same? Here by contract: what the golden exports, with parameters, types, results, thrown
 * errors and members. A script without exports is held to its top-level functions and classes.
 */
export const functional: Dimension = {
  id: 'functional',
  says: 'Does it behave the same?',
  evaluate,
};

interface Entry {
  readonly name: string;
  readonly unit: number;
  readonly typeOnly: boolean;
  readonly node: number;
}

function evaluate(input: DimensionInput): DimensionResult {
  const { golden, generated } = input;
  const wanted = contractOf(golden);
  if (wanted.length === 0)
    return { value: null, reason: 'the golden exports nothing', evidence: {}, findings: [] };
  const offered = contractOf(generated);
  const partners = new Map(input.alignment.pairs.map((pair) => [pair.golden, pair]));
  const counterpart = pairEntries(input, wanted, offered);
  const findings: Finding[] = [];
  let total = 0;
  let lost = 0;
  wanted.forEach((entry, index) => {
    const weight = entry.unit < 0 ? 1 : Math.log2(2 + golden.units[entry.unit].weight);
    total += weight;
    const other = counterpart[index];
    const charge = (
      rule: string,
      severity: Finding['severity'],
      message: string,
      share: number,
      at: Span | null,
    ): void => {
      if (share <= 0) return;
      lost += weight * share;
      const where = golden.units[entry.unit]?.node ?? entry.node;
      findings.push({
        rule,
        severity,
        message,
        cost: weight * share,
        generated: at,
        golden: span(golden.tree, where),
      });
    };
    if (other === null) {
      charge('functional/missing-export', 'warning', `\`${entry.name}\` is not exported.`, 1, null);
      return;
    }
    const at = span(generated.tree, generated.units[other.unit]?.node ?? other.node);
    const pair = partners.get(entry.unit);
    const alike = pair === undefined ? 1 : pair.generated === other.unit ? pair.similarity : 0;
    const trust = other.name === entry.name ? 1 : likelihood(alike);
    const presence = golden.units[entry.unit]?.kind === 'variable' ? CONSTANT_PRESENCE : PRESENCE;
    if (other.name !== entry.name) {
      const kept = RENAMED + (1 - RENAMED) * nameSimilarity(entry.name, other.name);
      const share = 1 - trust + trust * presence * (1 - kept);
      charge(
        'functional/renamed-export',
        'hint',
        `\`${entry.name}\` is exported as \`${other.name}\`.`,
        share,
        at,
      );
    }
    for (const gap of entryGaps(golden, entry, generated, other, alike)) {
      const share = trust * (1 - presence) * gap.cost;
      charge(`functional/${gap.part}`, 'warning', `\`${other.name}\` ${gap.says}.`, share, at);
    }
  });
  const broken = generated.problems.length > 0 && golden.problems.length === 0;
  if (broken) {
    const [problem] = generated.problems;
    const cost = (total - lost) * (1 - BROKEN);
    lost += cost;
    findings.push({
      rule: 'functional/syntax-error',
      severity: 'error',
      message: `The code does not parse: ${problem.message}`,
      cost,
      generated: { start: problem.start, end: problem.end },
      golden: null,
    });
  }
  return {
    value: 1 - lost / total,
    evidence: { exports: wanted.length, found: counterpart.filter((entry) => entry !== null).length },
    findings: findings.map((finding) => ({ ...finding, cost: finding.cost / total })),
  };
}

/** How far code under another name is the golden's: not at all when as alike as any two functions, then linear. */
function likelihood(similarity: number): number {
  return Math.min(1, Math.max(0, (similarity - 0.35) / 0.3));
}

/** What a file offers to others; for a script, its named functions and classes. */
function contractOf(model: SourceModel): Entry[] {
  if (model.exports.length > 0) {
    return model.exports.map(({ name, unit, from, typeOnly, node }: ExportEntry) => ({
      name: name === '*' ? `* from ${lastPart(from ?? '')}` : name,
      unit,
      typeOnly,
      node,
    }));
  }
  const entries: Entry[] = [];
  model.units.forEach((unit, index) => {
    if (unit.parent < 0 && unit.name !== '' && (unit.signature !== null || unit.kind === 'class')) {
      entries.push({ name: unit.name, unit: index, typeOnly: false, node: unit.node });
    }
  });
  return entries;
}

/** For each entry of the golden its counterpart: the same name, else the unit that the alignment found. */
function pairEntries(
  { alignment }: DimensionInput,
  wanted: readonly Entry[],
  offered: readonly Entry[],
): (Entry | null)[] {
  const byName = new Map(offered.map((entry) => [entry.name, entry]));
  const exactly = new Map(offered.map((entry) => [spaceOf(entry), entry]));
  const byUnit = new Map(offered.filter((entry) => entry.unit >= 0).map((entry) => [entry.unit, entry]));
  const partner = new Map(alignment.pairs.map((pair) => [pair.golden, pair.generated]));
  const result: (Entry | null)[] = wanted.map(
    (entry) => exactly.get(spaceOf(entry)) ?? byName.get(entry.name) ?? null,
  );
  const taken = new Set(result);
  wanted.forEach((entry, index) => {
    if (result[index] !== null) return;
    const unit = entry.unit < 0 ? undefined : partner.get(entry.unit);
    const other = unit === undefined ? undefined : byUnit.get(unit);
    if (other === undefined || taken.has(other)) return;
    taken.add(other);
    result[index] = other;
  });
  return result;
}

/** A name may stand for a type and a value at once. */
function spaceOf(entry: Entry): string {
  return `${entry.typeOnly ? 'type' : 'value'} ${entry.name}`;
}

function entryGaps(
  golden: SourceModel,
  a: Entry,
  generated: SourceModel,
  b: Entry,
  alike: number,
): { part: string; says: string; cost: number }[] {
  if (a.unit < 0 || b.unit < 0)
    return a.unit < 0 === b.unit < 0 ? [] : [{ part: 'kind', says: 'comes from elsewhere', cost: 0.2 }];
  const left = golden.units[a.unit];
  const right = generated.units[b.unit];
  if (left.signature !== null) return signatureGaps(golden, left.signature, generated, right.signature);
  const members = membersOfUnit(golden, left);
  if (members !== null) {
    const others = membersOfUnit(generated, right) ?? [];
    const cost = 1 - memberSimilarity(members, others);
    return cost > 0 ? [{ part: 'members', says: memberText(members, others), cost }] : [];
  }
  const cost = 1 - valueSimilarity(golden, left, generated, right, alike);
  return cost > 0 ? [{ part: 'value', says: 'holds another value', cost }] : [];
}

function memberText(members: readonly Member[], others: readonly Member[]): string {
  const names = new Set(others.map((member) => member.name));
  const missing = members.map((member) => member.name).filter((name) => !names.has(name));
  const list = missing.slice(0, 4).join(', ') + (missing.length > 4 ? ` and ${missing.length - 4} more` : '');
  if (missing.length > 0) return `lacks ${list}`;
  return others.length > members.length
    ? 'has members that the golden does not have'
    : 'has members of other types';
}

/** What a type, enum, class or object of functions offers; null for other units. */
function membersOfUnit(model: SourceModel, unit: Unit): Member[] | null {
  const { tree, units } = model;
  switch (unit.kind) {
    case 'interface':
      return membersOf({ model, node: unit.node });
    case 'type': {
      const body = children(tree, unit.node).at(-1) ?? -1;
      if (body >= 0 && tree.kind[body] === K.TypeUnion) {
        return children(tree, body).map((part) =>
          tree.kind[part] === K.TypeLiteral
            ? named(label(tree, part + 1))
            : { name: '', type: codesOf({ model, node: part }).join() },
        );
      }
      return membersOf({ model, node: body });
    }
    case 'enum':
      return children(tree, unit.node)
        .filter((member) => tree.kind[member] === K.EnumMember)
        .map((member) => named(label(tree, child(tree, member, 0))));
    case 'class':
    case 'namespace': {
      const index = units.indexOf(unit);
      return units
        .filter((other) => other.parent === index && !isPrivate(model, other))
        .map((other) => ({
          name: other.name.slice(other.name.lastIndexOf('.') + 1),
          type: other.signature === null ? null : signatureKey(model, other.signature),
        }));
    }
    default:
      return null;
  }
}

function isPrivate({ tree }: SourceModel, unit: Unit): boolean {
  return (tree.flags[unit.node] & Flag.Private) !== 0;
}

/** Equal for signatures that a caller can't tell apart; names of parameters do not count. */
function signatureKey(model: SourceModel, { parameters, returns, async, generator }: Signature): string {
  const type = (node: number): string => (node < 0 ? '' : codesOf({ model, node }).join());
  const taken = parameters.map(
    (one) => `${one.optional ? '?' : ''}${one.rest ? '...' : ''}${type(one.type)}`,
  );
  return `${async}|${generator}|${taken.join(';')}|${type(returns)}`;
}

function named(name: string): Member {
  return { name, type: null };
}

/** A constant of the same kind of value keeps this much of its signature; the rest is how alike the values are. */
const SAME_KIND = 0.3;

function valueSimilarity(
  golden: SourceModel,
  a: Unit,
  generated: SourceModel,
  b: Unit,
  alike: number,
): number {
  if (a.kind !== b.kind) return SAME_KIND / 2;
  if (a.kind !== 'type') return SAME_KIND + (1 - SAME_KIND) * alike;
  const left = children(golden.tree, a.node).at(-1) ?? -1;
  const right = children(generated.tree, b.node).at(-1) ?? -1;
  return typeSimilarity({ model: golden, node: left }, { model: generated, node: right });
}

function lastPart(module: string): string {
  return module.slice(module.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
}
