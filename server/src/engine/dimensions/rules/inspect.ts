import { K } from '../../model/kinds.ts';
import type { SourceModel } from '../../model/source.ts';
import { type Element, readElement } from './element.ts';
import { createFacts } from './facts.ts';
import { RULES } from './registry.ts';
import type { Hit, Rule, RuleContext } from './rule.ts';
import { lastName } from './values.ts';

/** What the rules of all dimensions say of one file. */
export interface Inspection {
  readonly hits: readonly Hit[];
  /** JSX elements at all, those of html and those of components. */
  readonly jsxElements: number;
  /** Html elements that accessibility rules have something to say about. */
  readonly applicableElements: number;
}

const byKind: Rule[][] = Array.from({ length: 256 }, () => []);
const byCallee = new Map<string, Rule[]>();
const ids = new Set<string>();
for (const rule of RULES) {
  if (ids.has(rule.id)) throw new Error(`two rules are called ${rule.id}`);
  ids.add(rule.id);
  for (const kind of rule.kinds) {
    if (rule.callees === undefined || (kind !== K.Call && kind !== K.New)) byKind[kind].push(rule);
  }
  for (const name of rule.callees ?? []) {
    const rules = byCallee.get(name);
    if (rules === undefined) byCallee.set(name, [rule]);
    else rules.push(rule);
  }
}

const inspections = new WeakMap<SourceModel, Inspection>();

/** Walks the tree once for all rules. A file is inspected once, however often it is compared. */
export function inspect(model: SourceModel): Inspection {
  let inspection = inspections.get(model);
  if (inspection === undefined) {
    inspection = walk(model);
    inspections.set(model, inspection);
  }
  return inspection;
}

function walk(model: SourceModel): Inspection {
  const { tree } = model;
  const { kind } = tree;
  const hits: Hit[] = [];
  let current: Rule = RULES[0];
  let callee = '';
  let element: Element | null = null;
  let jsxElements = 0;
  let applicableElements = 0;
  const context: RuleContext = {
    model,
    tree,
    facts: createFacts(model),
    get callee() {
      return callee;
    },
    element(node) {
      if (element === null || element.node !== node) element = readElement(tree, node);
      return element;
    },
    report(node, message) {
      hits.push({ rule: current, node, message: message ?? current.says });
    },
  };

  for (let node = 0; node < tree.length; node++) {
    const k = kind[node];
    const checks = byKind[k];
    for (let i = 0; i < checks.length; i++) {
      current = checks[i];
      current.check(context, node);
    }
    if (k === K.Call || k === K.New) {
      callee = lastName(tree, node + 1);
      const rules = callee === '' ? undefined : byCallee.get(callee);
      if (rules !== undefined) {
        for (const rule of rules) {
          current = rule;
          if (rule.kinds.includes(k)) rule.check(context, node);
        }
      }
    } else if (k === K.JsxElement) {
      jsxElements++;
      if (context.element(node).applicable) applicableElements++;
    } else if (k === K.JsxFragment) {
      jsxElements++;
    }
  }
  return { hits, jsxElements, applicableElements };
}
