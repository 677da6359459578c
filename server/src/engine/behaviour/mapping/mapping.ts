import { encodeInput, type Input, READ, type Value } from '../input.ts';
import type { Probe } from '../probe.ts';
import type { Outcome } from '../sandbox.ts';
import type { Shape } from '../shapes/shape.ts';
import type { MappingNote } from '../verdict.ts';
import {
  type Arrangement,
  arrangePieces,
  arrangeValues,
  isIdentity,
  type Source,
  showArrangement,
} from './arguments.ts';
import type { Interface, Passage } from './describe.ts';
import { Lexicon } from './lexicon.ts';
import { bare } from './likeness.ts';
import type { Piece } from './told.ts';
import { translateOutcome, translatePieces, translateValue } from './translate.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How one function is called in the place of another. */
export interface CallMapping {
  readonly golden: Interface;
  readonly arrangement: Arrangement;
}

/** A member of a class and what stands for it. */
export interface MemberMapping extends CallMapping {
  readonly name: string;
}

/**
 * Says one unit's inputs, and what the golden makes of them, in the words of the other side. The golden's are
 * translated, never the candidate's, so that nothing a candidate answers is made to fit.
 */
export class UnitMapping {
  private readonly lexicon: Lexicon;
  private readonly call: CallMapping;
  private readonly members: ReadonlyMap<string, MemberMapping>;

  constructor(
    vocabulary: Vocabulary,
    call: CallMapping,
    members: ReadonlyMap<string, MemberMapping> = new Map(),
  ) {
    this.lexicon = new Lexicon(vocabulary);
    this.call = call;
    this.members = members;
  }

  input({ args, further, calls }: Input): Input {
    const told = (value: Value): Value => translateValue(this.lexicon, value, null);
    return {
      args: this.args(this.call, args),
      ...(further === undefined ? {} : { further: further.map((list) => list.map(told)) }),
      ...(calls === undefined
        ? {}
        : {
            calls: calls.map(([name, list]) => {
              const read = name.startsWith(READ) ? READ : '';
              const member = this.members.get(name.slice(read.length));
              return member === undefined
                ? ([name, list.map(told)] as const)
                : ([read + member.name, this.args(member, list)] as const);
            }),
          }),
    };
  }

  private args({ golden, arrangement }: CallMapping, given: readonly Value[]): Value[] {
    const told = (source: Source, value: Value): Value =>
      translateValue(this.lexicon, value, shapeOf(golden.parameters[source.from], source.field));
    if (!isIdentity(arrangement)) return arrangeValues(arrangement, given, told);
    return given.map((value, from) => told({ from, field: null }, value));
  }

  outcome(outcome: Outcome): Outcome {
    const { golden, arrangement } = this.call;
    const rearranged = (mutated: readonly (readonly Piece[])[]): readonly (readonly Piece[])[] => {
      const told = mutated.map((pieces, index) =>
        translatePieces(this.lexicon, pieces, shapeOf(golden.parameters[index], null)),
      );
      return isIdentity(arrangement) ? told : (arrangePieces(arrangement, told) ?? told);
    };
    const { shape, declared } = golden.result;
    return translateOutcome(this.lexicon, outcome, declared ? shape : null, rearranged);
  }

  probe(probe: Probe): Probe {
    return { ...probe, encoded: encodeInput(this.input(probe.input)), golden: this.outcome(probe.golden) };
  }

  /** What was said otherwise so far; null when nothing was. */
  note(): MappingNote | null {
    const members = [...this.members].flatMap(([name, member]) =>
      name === member.name ? [] : [[name, member.name]],
    );
    const { arrangement, golden } = this.call;
    const note = {
      ...entriesOf('fields', this.lexicon.fields),
      ...entriesOf('literals', this.lexicon.words),
      ...(isIdentity(arrangement) ? {} : { parameters: showArrangement(arrangement, golden) }),
      ...(members.length === 0 ? {} : { members: Object.fromEntries(members) as Record<string, string> }),
    };
    return Object.keys(note).length === 0 ? null : note;
  }
}

function entriesOf(name: 'fields' | 'literals', entries: ReadonlyMap<string, string>): MappingNote {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.length === 0 ? {} : { [name]: Object.fromEntries(sorted) };
}

/** Declared shapes alone say which texts are words. */
function shapeOf(passage: Passage | undefined, field: string | null): Shape | null {
  if (passage === undefined || !passage.declared || passage.shape === null) return null;
  if (field === null) return passage.shape;
  const { shape } = bare(passage.shape);
  return shape.kind === 'object'
    ? (shape.properties.find(({ name }) => name === field)?.shape ?? null)
    : null;
}
