import { K } from '../../model/kinds.ts';
import type { Tree } from '../../model/source.ts';
import { callArguments, child, children, label } from '../../model/tree.ts';
import type { Value } from '../input.ts';
import { bindPattern, type Evaluator, type Scope } from './evaluate.ts';

/** Code that is gone through once for each row of a table. */
export interface Table {
  /** The node of the function or the loop. */
  readonly body: number;
  /** What the names stand for in each row, by symbol. */
  readonly rows: readonly ReadonlyMap<number, Value>[];
  /** Each row is a test case by itself. */
  readonly isTest: boolean;
}

const MOST_ROWS = 60;

/**
 * `test.each([[1, 2], …])('…', (a, b) => …)`, `it.for`, ``test.each`a | b …` ``, `rows.forEach((row) => …)` and
 * `for (const row of rows)`, where the rows are written out; null for anything else.
 */
export function rowsOf(evaluator: Evaluator, scope: Scope, node: number): Table | null {
  const { tree } = scope.file.model;
  if (tree.kind[node] === K.ForOf) return loopOf(evaluator, scope, node);
  const body = callArguments(tree, node).find((part) => isFunction(tree, part));
  if (body === undefined) return null;
  const callee = node + 1;
  const parameters = children(tree, body).filter((part) => tree.kind[part] === K.Parameter);
  const table = (values: readonly Value[], isTest: boolean, spread: boolean): Table => ({
    body,
    isTest,
    rows: values.slice(0, MOST_ROWS).map((row) => {
      const bound = new Map(scope.bound);
      const parts = spread && Array.isArray(row) ? (row as readonly Value[]) : [row];
      parameters.forEach((parameter, index) => {
        if (index < parts.length) bindPattern(tree, parameter + 1, parts[index], bound);
      });
      return bound;
    }),
  });
  if (tree.kind[callee] === K.TaggedTemplate && memberName(tree, callee + 1) === 'each') {
    const rows = rowsOfTemplate(evaluator, scope, child(tree, callee, 1));
    return rows === null ? null : table(rows, true, false);
  }
  if (tree.kind[callee] === K.Call) {
    const method = memberName(tree, callee + 1);
    const rows = method === 'each' || method === 'for' ? argument(evaluator, scope, callee) : undefined;
    return Array.isArray(rows) ? table(rows, true, method === 'each') : null;
  }
  if (!/^(?:forEach|map)$/.test(memberName(tree, callee))) return null;
  const rows = evaluator.value(scope, callee + 1);
  return Array.isArray(rows) ? table(rows, false, false) : null;
}

function argument(evaluator: Evaluator, scope: Scope, call: number): Value | undefined {
  const [first] = callArguments(scope.file.model.tree, call);
  return first === undefined ? undefined : evaluator.value(scope, first);
}

function loopOf(evaluator: Evaluator, scope: Scope, node: number): Table | null {
  const { tree } = scope.file.model;
  const [declared, list, body] = children(tree, node);
  if (tree.kind[declared] !== K.Variables || body === undefined) return null;
  const values = evaluator.value(scope, list);
  if (!Array.isArray(values)) return null;
  const rows = (values as readonly Value[]).slice(0, MOST_ROWS).map((row) => {
    const bound = new Map(scope.bound);
    bindPattern(tree, declared + 2, row, bound);
    return bound;
  });
  return { body, rows, isTest: false };
}

/** Headings and cells between bars: each row is an object. */
function rowsOfTemplate(evaluator: Evaluator, scope: Scope, template: number): Value[] | null {
  const { tree } = scope.file.model;
  const [first, ...rest] = children(tree, template);
  if (first === undefined || tree.kind[first] !== K.TemplateText) return null;
  const names = label(tree, first)
    .split('|')
    .map((name) => name.trim());
  const cells = rest.filter((part) => tree.kind[part] !== K.TemplateText);
  const values = evaluator.list(scope, cells);
  if (values === null || names.some((name) => !/^\w+$/.test(name))) return null;
  const rows: Value[] = [];
  for (let at = 0; at + names.length <= values.length; at += names.length)
    rows.push(Object.fromEntries(names.map((name, index) => [name, values[at + index]])));
  return rows;
}

function memberName(tree: Tree, node: number): string {
  return tree.kind[node] === K.Member ? label(tree, child(tree, node, 1)) : '';
}

function isFunction(tree: Tree, node: number): boolean {
  return tree.kind[node] === K.Arrow || tree.kind[node] === K.Function;
}
