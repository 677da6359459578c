import { FUNCTION_KINDS, isTypeKind } from '../../metrics/roles.ts';
import { Flag, K } from '../../model/kinds.ts';
import type { Tree } from '../../model/source.ts';
import { child, children, label } from '../../model/tree.ts';
import { readCall } from './calls.ts';
import { constantNumbers } from './constants.ts';
import { loopLimit, readOperator } from './operators.ts';
import type { Reading } from './reading.ts';
import { Slot } from './slot.ts';
import { BRANCHING, isStatement } from './statements.ts';
import {
  booleanTerm,
  compareTerms,
  either,
  hasDefault,
  keepOrigin,
  type Term,
  term,
  textTerm,
  writtenNumber,
} from './term.ts';
import { readIndex, readList, readMember, readNew, readObject } from './values.ts';

/** Reads a file once and collects, for every name in it, how it is used. */
export class UsageReader implements Reading {
  readonly tree: Tree;
  readonly imported: (identifier: number) => Slot | null;
  private readonly bySymbol: (Slot | undefined)[] = [];
  private readonly functions = new Map<number, Slot>();
  private readonly walked = new Set<number>();
  private readonly constants: ReadonlyMap<number, number>;
  /** Results of the functions around, innermost last. */
  private readonly results: Slot[] = [];
  /** Everything that was used as a computed index. */
  readonly indices: Slot[] = [];
  /** How many loop conditions are around. */
  inCondition = 0;
  /** How many branches and loops of the innermost function are around. */
  private nested = 0;

  /** @param imported the function of another file that a name of this one stands for, as that file uses it */
  constructor(tree: Tree, imported: (identifier: number) => Slot | null = () => null) {
    this.tree = tree;
    this.imported = imported;
    this.constants = constantNumbers(tree);
    this.statements(children(tree, 0));
  }

  /** The slot of a declared name; null for globals. */
  slotOf(identifier: number): Slot | null {
    const symbol = this.tree.symbol[identifier];
    if (symbol < 0) return null;
    this.bySymbol[symbol] ??= new Slot();
    return this.bySymbol[symbol].root;
  }

  /** The slot of a function-like node, with its parameters and result. */
  functionSlot(node: number): Slot {
    const known = this.functions.get(node);
    if (known !== undefined) return known.root;
    const slot = Slot.of('callable');
    slot.parameters = this.parametersOf(node).map(() => new Slot());
    slot.result = new Slot();
    slot.takesRest = this.parametersOf(node).some((part) => (this.tree.flags[part] & Flag.Rest) !== 0);
    this.functions.set(node, slot);
    return slot;
  }

  parametersOf(node: number): number[] {
    return children(this.tree, node).filter((part) => this.tree.kind[part] === K.Parameter);
  }

  walkFunction(node: number): Slot {
    const slot = this.functionSlot(node);
    if (this.walked.has(node)) return slot;
    this.walked.add(node);
    const { tree } = this;
    this.parametersOf(node).forEach((parameter, index) => {
      const [target, ...rest] = children(tree, parameter);
      const value = slot.root.parameters?.[index] ?? new Slot();
      if ((tree.flags[parameter] & Flag.Rest) !== 0) value.add('array', 2);
      this.bind(target, value);
      const initial = rest.find((part) => !isTypeKind(tree.kind[part]));
      if (initial !== undefined) this.assign(value, this.evaluate(initial));
    });
    const body = this.bodyOf(node);
    const { nested } = this;
    this.nested = 0;
    const result = slot.root.result ?? new Slot();
    if (body >= 0 && tree.kind[body] === K.Block) {
      this.results.push(result);
      this.statements(children(tree, body));
      this.results.pop();
    } else if (body >= 0) this.assign(result, this.evaluate(body));
    this.nested = nested;
    return slot;
  }

  private bodyOf(node: number): number {
    const parts = children(this.tree, node);
    const last = parts[parts.length - 1] ?? -1;
    if (last < 0) return -1;
    const kind = this.tree.kind[last];
    const header = kind === K.Parameter || kind === K.PropertyName || isTypeKind(kind);
    return header || (parts.length === 1 && kind === K.Identifier) ? -1 : last;
  }

  /** Gives a pattern's names their slots. */
  bind(target: number, slot: Slot): void {
    const { tree } = this;
    switch (tree.kind[target]) {
      case K.Identifier: {
        const own = this.slotOf(target);
        if (own !== null) Slot.unify(own, slot);
        return;
      }
      case K.ArrayPattern:
        slot.add('sequence');
        for (const [position, part] of children(tree, target).entries()) {
          if (tree.kind[part] === K.Hole) continue;
          if ((tree.flags[part] & Flag.Rest) === 0) {
            slot.root.constantIndices.add(position);
            this.bindElement(part, slot.element());
          } else {
            slot.count('dynamic');
            const others = new Slot().add('array');
            others.setElement(slot.element());
            this.bindElement(part, others);
          }
        }
        return;
      case K.ObjectPattern:
        slot.add('object');
        for (const part of children(tree, target)) {
          const key = child(tree, part, 0);
          const named = tree.kind[key] === K.PropertyName;
          this.bindElement(part, named ? slot.property(label(tree, key)) : new Slot());
        }
        return;
    }
  }

  private bindElement(element: number, slot: Slot): void {
    const { tree } = this;
    if (tree.kind[element] !== K.PatternElement) {
      this.bind(element, slot);
      return;
    }
    const parts = children(tree, element).filter((part, index) => {
      const kind = tree.kind[part];
      return !(index === 0 && (kind === K.PropertyName || kind === K.Computed));
    });
    if (parts.length === 0) return;
    this.bind(parts[0], slot);
    if (parts.length > 1) this.assign(slot, this.evaluate(parts[1]));
  }

  /** A value goes into a slot: of one type with it, unless it is written out and stands for no other. */
  assign(slot: Slot, value: Term): void {
    keepOrigin(value);
    if (value.literals) slot.copyEvidence(value.slot);
    else Slot.unify(slot, value.slot);
  }

  rebind(identifier: number, value: Term): boolean {
    const symbol = this.tree.symbol[identifier];
    if (this.tree.kind[identifier] !== K.Identifier || symbol < 0 || this.nested > 0) return false;
    keepOrigin(value);
    this.bySymbol[symbol] = value.slot;
    return true;
  }

  statements(list: readonly number[]): void {
    const { tree } = this;
    for (const node of list) {
      if (tree.kind[node] !== K.Function) continue;
      const name = child(tree, node, 0);
      const own = name >= 0 && tree.kind[name] === K.Identifier ? this.slotOf(name) : null;
      if (own !== null) Slot.unify(own, this.functionSlot(node));
    }
    for (const node of list) this.statement(node);
  }

  statement(node: number): void {
    const branches = BRANCHING.has(this.tree.kind[node]);
    if (branches) this.nested++;
    this.read(node);
    if (branches) this.nested--;
  }

  private read(node: number): void {
    const { tree } = this;
    const parts = children(tree, node);
    switch (tree.kind[node]) {
      case K.Block:
        this.statements(parts);
        return;
      case K.Variables:
        for (const variable of parts) this.variable(variable);
        return;
      case K.Function:
        this.walkFunction(node);
        return;
      case K.Return: {
        const result = this.results[this.results.length - 1];
        if (parts.length === 0) return;
        const value = this.evaluate(parts[0]);
        if (result !== undefined) this.assign(result, value);
        return;
      }
      case K.If:
        this.condition(parts[0]);
        for (const part of parts.slice(1)) this.statement(part);
        return;
      case K.For:
        this.forLoop(parts);
        return;
      case K.While:
      case K.DoWhile: {
        const [first, second] = tree.kind[node] === K.While ? [parts[0], parts[1]] : [parts[1], parts[0]];
        this.inCondition++;
        this.evaluate(first);
        this.inCondition--;
        this.countsDown(first);
        this.statement(second);
        return;
      }
      case K.ForOf: {
        const over = this.evaluate(parts[1]);
        over.slot.add('sequence').count('dynamic');
        this.loopVariable(parts[0], over.slot.element());
        this.statement(parts[2]);
        return;
      }
      case K.ForIn:
        this.evaluate(parts[1]).slot.add('object', 0.5);
        this.loopVariable(parts[0], new Slot());
        this.statement(parts[2]);
        return;
      case K.Switch: {
        const value = this.evaluate(parts[0]);
        for (const clause of parts.slice(1)) {
          const inner = children(tree, clause);
          const labelled = tree.kind[clause] === K.Case;
          if (labelled && inner.length > 0) compareTerms(value, this.evaluate(inner[0]));
          this.statements(labelled ? inner.slice(1) : inner);
        }
        return;
      }
      default:
        if (isTypeKind(tree.kind[node]) || tree.kind[node] === K.Interface || tree.kind[node] === K.TypeAlias)
          return;
        if (isStatement(tree.kind[node])) for (const part of parts) this.statement(part);
        else this.evaluate(node);
    }
  }

  private variable(node: number): void {
    const { tree } = this;
    const [target, ...rest] = children(tree, node);
    const initial = rest.find((part) => !isTypeKind(tree.kind[part]));
    const slot = new Slot();
    if (initial !== undefined) {
      const value = this.evaluate(initial);
      const { root } = value.slot;
      keepOrigin(value);
      const [written] = value.literals ?? [];
      if (typeof written === 'string' && written.length > 1) root.members ??= [...written];
      Slot.unify(slot, value.slot);
    }
    this.bind(target, slot);
  }

  private forLoop(parts: readonly number[]): void {
    const { tree } = this;
    const [initial, condition, step, body] = parts;
    if (tree.kind[initial] === K.Variables) this.statement(initial);
    else this.evaluate(initial);
    this.inCondition++;
    this.evaluate(condition);
    this.inCondition--;
    const limit = loopLimit(tree, condition);
    if (limit >= 0) this.evaluate(limit).slot.count('bound');
    this.evaluate(step);
    this.statement(body);
  }

  private loopVariable(node: number, slot: Slot): void {
    const { tree } = this;
    if (tree.kind[node] === K.Variables) this.bind(child(tree, child(tree, node, 0), 0), slot);
    else this.bind(node, slot);
  }

  /** `while (n > 0)`, `while (n !== 1)`: it starts above and is counted down. */
  private countsDown(condition: number): void {
    const { tree } = this;
    if (tree.kind[condition] === K.Logical) {
      for (const part of children(tree, condition)) this.countsDown(part);
      return;
    }
    if (tree.kind[condition] !== K.Binary) return;
    const [left, right] = children(tree, condition);
    if (tree.kind[left] !== K.Identifier || tree.kind[right] !== K.Number) return;
    const least = Number(label(tree, right));
    const sign = label(tree, condition);
    const down = /^>=?$/.test(sign) ? least <= 1 : /^!==?$/.test(sign) && least === 1;
    if (down) this.slotOf(left)?.count('positive');
  }

  condition(node: number): void {
    const { slot } = this.evaluate(node);
    if (this.tree.kind[node] === K.Identifier) slot.add('boolean', 0.5);
  }

  evaluate(node: number): Term {
    const { tree } = this;
    const kind = tree.kind[node];
    switch (kind) {
      case K.Identifier: {
        const own = this.slotOf(node);
        if (own === null) return term();
        const constant = this.constants.get(tree.symbol[node]);
        if (constant !== undefined) return writtenNumber(constant);
        return {
          slot: own,
          lengthOf: own.lengthOf ?? undefined,
          codeOf: own.codeOf ?? undefined,
          pattern: own.pattern ?? undefined,
        };
      }
      case K.Number:
        return writtenNumber(Number(label(tree, node)));
      case K.String:
        return { slot: Slot.of('string'), literals: [label(tree, node)] };
      case K.Constant:
        return label(tree, node) === 'null' ? term() : booleanTerm();
      case K.Regex:
        return { slot: new Slot(), pattern: label(tree, node) };
      case K.Template:
        for (const part of children(tree, node)) if (tree.kind[part] !== K.TemplateText) this.evaluate(part);
        return textTerm();
      case K.Assertion:
      case K.Await:
        return this.evaluate(node + 1);
      case K.Spread: {
        const value = this.evaluate(node + 1);
        value.slot.add('sequence');
        return value;
      }
      case K.Array:
        return readList(this, node);
      case K.Object:
        return readObject(this, node);
      case K.Conditional: {
        const [test, yes, no] = children(tree, node);
        this.condition(test);
        return either([this.evaluate(yes), this.evaluate(no)]);
      }
      case K.Logical: {
        const values = children(tree, node).map((part) => this.evaluate(part));
        if (label(tree, node) === '??') values[0].slot.count('absent');
        if (label(tree, node) !== '&&') hasDefault(values[0], values[1]);
        return either(values);
      }
      case K.Member:
        return readMember(this, node);
      case K.Index:
        return readIndex(this, node);
      case K.Call:
        return readCall(this, node);
      case K.New:
        return readNew(this, node);
      case K.Binary:
      case K.Assign:
      case K.Unary:
      case K.Update:
        return readOperator(this, node);
      case K.Sequence: {
        const values = children(tree, node).map((part) => this.evaluate(part));
        return values[values.length - 1] ?? term();
      }
    }
    if (FUNCTION_KINDS[kind] === 1) return term(this.walkFunction(node));
    for (const part of children(tree, node)) {
      if (!isTypeKind(tree.kind[part])) this.statement(part);
    }
    return term();
  }
}
