import { assign } from '../../matching/assignment.ts';
import { unitNamed } from '../roots.ts';
import type { Offer } from '../sandbox.ts';
import { arrangements, identityArrangement } from './arguments.ts';
import type { Interface, SideVocabulary } from './describe.ts';
import type { Likeness } from './likeness.ts';
import type { MemberMapping } from './mapping.ts';
import { nameLikeness } from './names.ts';

interface Sides {
  readonly golden: SideVocabulary;
  readonly generated: SideVocabulary;
  readonly matched: ReadonlyMap<string, string>;
}

const SAME = 10;
const MATCHED = 2;
/** As many parameters. */
const ALIKE = 0.5;

/**
 * Which members of a class, or of the object that a function returns, stand for which of another: by name, as matching put
 * them together, by type and name.
 */
export function pairMembers(
  sides: Sides,
  golden: Offer,
  generated: Offer,
  likeness: Likeness,
): Map<string, MemberMapping> {
  const found = new Map<string, MemberMapping>();
  const rows = membersOf(sides.golden, golden);
  const columns = membersOf(sides.generated, generated);
  const candidates = rows.flatMap((row, at) =>
    columns.map((column, other) => ({ row: at, column: other, score: rate(sides, row, column, likeness) })),
  );
  assign(rows.length, columns.length, candidates).forEach((column, at) => {
    if (column < 0) return;
    const { name, face } = rows[at];
    const own = face ?? nothing(name);
    const other = columns[column].face;
    const arrangement =
      name === columns[column].name || other === null
        ? identityArrangement(own)
        : (arrangements(own, other, likeness)[0] ?? identityArrangement(own));
    found.set(name, { name: columns[column].name, golden: own, arrangement });
  });
  return found;
}

interface Member {
  readonly name: string;
  readonly face: Interface | null;
}

function rate({ matched }: Sides, a: Member, b: Member, likeness: Likeness): number {
  if (a.name === b.name) return SAME;
  if (a.name.startsWith('static ') !== b.name.startsWith('static ')) return 0;
  const names = 0.1 + nameLikeness(a.name, b.name);
  if (a.face === null || b.face === null) return a.face === b.face ? names : 0.05;
  const arranged = arrangements(a.face, b.face, likeness)[0]?.likeness ?? 0;
  const result = likeness.shapes(a.face.result.shape, b.face.result.shape, false);
  const alike = a.face.parameters.length === b.face.parameters.length ? ALIKE : 0;
  return names + alike + arranged + 0.5 * result + (matched.get(a.face.name) === b.face.name ? MATCHED : 0);
}

function membersOf(side: SideVocabulary, offer: Offer): Member[] {
  const unit = offer.kind === 'function' ? unitNamed(side.model, offer.path) : null;
  const names = unit === null ? offer.members : (side.returned.get(unit.name) ?? []);
  return names.map((name) => ({ name, face: memberOf(side, offer, name) }));
}

function memberOf(side: SideVocabulary, { path }: Offer, member: string): Interface | null {
  const unit = unitNamed(side.model, path);
  return unit === null
    ? null
    : (side.interfaces.get(`${unit.name}.${member.replace(/^static /, '')}`) ?? null);
}

function nothing(name: string): Interface {
  return {
    name,
    parameters: [],
    result: { name: '', shape: null, declared: false, optional: false, rest: false },
  };
}
