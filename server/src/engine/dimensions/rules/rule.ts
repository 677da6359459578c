import type { Kind } from '../../model/kinds.ts';
import type { SourceModel, Tree } from '../../model/source.ts';
import type { Severity } from '../dimension.ts';
import type { Element } from './element.ts';
import type { Facts } from './facts.ts';

export type RuleDimension = 'accessibility' | 'security' | 'performance';

/** A known fault that can be seen in the tree. One pass over a file runs the rules of all dimensions. */
export interface Rule {
  /** `dimension/name`. */
  readonly id: string;
  readonly dimension: RuleDimension;
  readonly severity: Severity;
  /** One sentence for the table of rules. */
  readonly says: string;
  /** `CWE-79`, `WCAG 1.1.1`, or a word on where the advice comes from. */
  readonly reference: string;
  /** The nodes that `check` is called for. */
  readonly kinds: readonly Kind[];
  /** Of K.Call and K.New, only those of a function or method with one of these names; other kinds as ever. */
  readonly callees?: readonly string[];
  /** Calls `context.report` for each fault; prefers silence to a guess. */
  readonly check: (context: RuleContext, node: number) => void;
}

/** What a rule sees. One object for a whole file; `callee` belongs to the node being checked. */
export interface RuleContext {
  readonly model: SourceModel;
  readonly tree: Tree;
  readonly facts: Facts;
  /** For K.Call and K.New: last part of the callee's name, '' for none. */
  readonly callee: string;
  /** Facts about a JsxElement. */
  element(node: number): Element;
  /** `message`: one plain sentence; without it, what the rule says. */
  report(node: number, message?: string): void;
}

/** A fault found: the rule, the node, and what to say. */
export interface Hit {
  readonly rule: Rule;
  readonly node: number;
  readonly message: string;
}
