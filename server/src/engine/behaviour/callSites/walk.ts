import { K } from '../../model/kinds.ts';
import { callArguments, calleeName, child, children, dottedName, label } from '../../model/tree.ts';
import type { Value } from '../input.ts';
import type { Callers } from './callers.ts';
import { bindPattern, type CallerFile, type Evaluator, type Scope } from './evaluate.ts';
import { type Reference, targetOf } from './names.ts';
import { rowsOf } from './tables.ts';

/** A call of something that the golden exports, with written out arguments, and what was done with its result. */
export interface CallSite {
  /** Of what is called or made, as the golden exports it: `slugify`, `default`, `money.format`. */
  readonly path: string;
  readonly args: readonly Value[];
  readonly uses: Use[];
}

export interface Use {
  /** The member that was called or read; null when the result itself was called. */
  readonly member: string | null;
  /** Null where they are not written out. */
  readonly args: readonly Value[] | null;
}

const MOST_SITES = 500;
const MOST_USES = 16;
/** A helper's helper is read with the arguments that it gets, but no further one. */
const DEEPEST_HELPER = 2;

/** Names that stand for results of calls, by symbol. Each test case starts from what was there before. */
class Frame {
  readonly #outer: Frame | null;
  readonly #own = new Map<number, CallSite | null>();
  readonly #sites: CallSite[];

  constructor(outer: Frame | null, sites: CallSite[]) {
    this.#outer = outer;
    this.#sites = sites;
  }

  set(symbol: number, site: CallSite | null): void {
    this.#own.set(symbol, site);
  }

  get(symbol: number): CallSite | null {
    const own = this.#own.get(symbol);
    if (own !== undefined) return own;
    const outer = this.#outer?.get(symbol) ?? null;
    if (outer === null) return null;
    const copy = { ...outer, uses: [...outer.uses] };
    this.#sites.push(copy);
    this.#own.set(symbol, copy);
    return copy;
  }
}

/** What a file calls of the golden, in the order in which it is written. */
export function callSitesIn(callers: Callers, evaluator: Evaluator, file: CallerFile): CallSite[] {
  const walk = new Walk(callers, evaluator);
  try {
    walk.visit({ file, bound: new Map() }, 0, walk.frame(null));
  } catch (error) {
    // Nested deeper than the stack: what was found until then counts.
    if (!(error instanceof RangeError)) throw error;
  }
  return walk.sites;
}

class Walk {
  readonly sites: CallSite[] = [];
  readonly #callers: Callers;
  readonly #evaluator: Evaluator;
  /** What the calls that were just visited gave. */
  readonly #results = new Map<number, CallSite | null>();
  #helpers = 0;

  constructor(callers: Callers, evaluator: Evaluator) {
    this.#callers = callers;
    this.#evaluator = evaluator;
  }

  frame(outer: Frame | null): Frame {
    return new Frame(outer, this.sites);
  }

  visit(scope: Scope, node: number, frame: Frame): void {
    if (this.sites.length >= MOST_SITES || !this.#evaluator.spend()) return;
    const { tree } = scope.file.model;
    const kind = tree.kind[node];
    const table = kind === K.Call || kind === K.ForOf ? rowsOf(this.#evaluator, scope, node) : null;
    if (table !== null) {
      for (const bound of table.rows)
        this.#inside({ ...scope, bound }, table.body, table.isTest ? this.frame(frame) : frame);
      return;
    }
    const isCase = kind === K.Call && isTestCase(calleeName(tree, node), dottedName(tree, node + 1));
    for (const part of children(tree, node))
      this.visit(scope, part, isCase && isFunction(tree.kind[part]) ? this.frame(frame) : frame);
    if (kind === K.Call || kind === K.New) this.#call(scope, node, frame);
    else if (kind === K.Member) this.#read(scope, node, frame);
    else if (kind === K.Variable || kind === K.Assign) this.#name(scope, node, frame);
  }

  #inside(scope: Scope, node: number, frame: Frame): void {
    for (const part of children(scope.file.model.tree, node)) this.visit(scope, part, frame);
  }

  #call(scope: Scope, node: number, frame: Frame): void {
    const { tree } = scope.file.model;
    const callee = node + 1;
    const args = this.#evaluator.list(scope, callArguments(tree, node));
    const reference = this.#reference(scope, callee);
    const target = reference === null ? null : targetOf(this.#callers, reference);
    if (target !== null) {
      const site = target.kind === 'golden' && args !== null ? { path: target.path, args, uses: [] } : null;
      if (site !== null) this.sites.push(site);
      this.#results.set(node, site);
      return;
    }
    const isMember = tree.kind[callee] === K.Member;
    const result = this.#result(scope, isMember ? callee + 1 : callee, frame);
    // What a method gives is often the instance itself.
    this.#results.set(node, isMember ? result : null);
    if (result !== null) use(result, isMember ? label(tree, child(tree, callee, 1)) : null, args);
    else this.#helper(scope, node, frame);
  }

  /** A function of the test itself is read again with the arguments that it gets. */
  #helper(scope: Scope, node: number, frame: Frame): void {
    const { tree } = scope.file.model;
    const helper = scope.file.functions.get(
      tree.kind[node + 1] === K.Identifier ? tree.symbol[node + 1] : -1,
    );
    if (helper === undefined || this.#helpers >= DEEPEST_HELPER) return;
    const bound = new Map(scope.bound);
    const parameters = children(tree, helper).filter((part) => tree.kind[part] === K.Parameter);
    callArguments(tree, node).forEach((argument, index) => {
      const value = index < parameters.length ? this.#evaluator.value(scope, argument) : undefined;
      if (value !== undefined) bindPattern(tree, parameters[index] + 1, value, bound);
    });
    if (bound.size === scope.bound.size) return;
    this.#helpers++;
    this.#inside({ ...scope, bound }, helper, frame);
    this.#helpers--;
  }

  /** Getters and fields. */
  #read(scope: Scope, node: number, frame: Frame): void {
    const { tree } = scope.file.model;
    const above = tree.parent[node];
    const isTarget = tree.kind[above] === K.Call || tree.kind[above] === K.Assign;
    if (isTarget && node === above + 1) return;
    const result = this.#result(scope, node + 1, frame);
    if (result !== null) use(result, label(tree, child(tree, node, 1)), []);
  }

  #name({ file }: Scope, node: number, frame: Frame): void {
    const { tree } = file.model;
    const parts = children(tree, node);
    if (parts.length < 2 || tree.kind[parts[0]] !== K.Identifier) return;
    const value = strip(file, parts[parts.length - 1]);
    const made = tree.kind[value] === K.New || tree.kind[value] === K.Call;
    if (made) frame.set(tree.symbol[parts[0]], this.#results.get(value) ?? null);
  }

  /** The call whose result an expression is. */
  #result({ file }: Scope, node: number, frame: Frame): CallSite | null {
    const { tree } = file.model;
    const inner = strip(file, node);
    if (tree.kind[inner] === K.Identifier)
      return tree.symbol[inner] < 0 ? null : frame.get(tree.symbol[inner]);
    return this.#results.get(inner) ?? null;
  }

  #reference({ file, bound }: Scope, node: number): Reference | null {
    const { tree } = file.model;
    const inner = strip(file, node);
    if (tree.kind[inner] === K.Identifier)
      return bound.has(tree.symbol[inner]) ? null : (file.imported.get(tree.symbol[inner]) ?? null);
    if (tree.kind[inner] !== K.Member) return null;
    const whole = this.#reference({ file, bound }, inner + 1);
    const name = label(tree, child(tree, inner, 1));
    return whole === null ? null : { module: whole.module, names: [...whole.names, name] };
  }
}

function use({ uses }: CallSite, member: string | null, args: readonly Value[] | null): void {
  if (uses.length < MOST_USES) uses.push({ member, args });
}

/** `await x`, `x!` and `x as T` are `x`. */
function strip({ model: { tree } }: CallerFile, node: number): number {
  let inner = node;
  while (tree.kind[inner] === K.Await || tree.kind[inner] === K.Assertion) inner++;
  return inner;
}

/** `it(…)`, `test.only(…)`, `t.test(…)` */
function isTestCase(last: string, whole: string): boolean {
  return /^(?:it|test|specify|fit)$/.test(last) || /^(?:it|test|specify)\./.test(whole);
}

function isFunction(kind: number): boolean {
  return kind === K.Arrow || kind === K.Function;
}
