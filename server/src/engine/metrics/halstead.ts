import { K } from '../model/kinds.ts';
import type { Tree, Unit } from '../model/source.ts';
import { FUNCTION_KINDS, isTypeKind, kindTable, LOOP_KINDS } from './roles.ts';

/** Halstead's measures (Elements of Software Science, 1977) and the logical lines of a unit. */
export interface Halstead {
  readonly distinctOperators: number;
  readonly distinctOperands: number;
  readonly totalOperators: number;
  readonly totalOperands: number;
  /** Distinct operators and operands. */
  readonly vocabulary: number;
  /** All operators and operands. */
  readonly length: number;
  /** length · log2(vocabulary), bits. */
  readonly volume: number;
  /** distinct operators / 2 · operands / distinct operands. */
  readonly difficulty: number;
  /** difficulty · volume. */
  readonly effort: number;
  /** Statements, JSX elements and function bodies that are one expression. */
  readonly logicalLines: number;
}

/** Names and literals. Types are left out, so that the same code with and without annotations measures the same. */
const OPERANDS = kindTable([
  K.Identifier,
  K.PropertyName,
  K.String,
  K.Number,
  K.BigInt,
  K.Regex,
  K.Constant,
  K.TemplateText,
  K.This,
  K.Super,
  K.JsxText,
  K.MetaProperty,
]);

const LITERALS = kindTable([K.String, K.Number, K.BigInt, K.Regex, K.Constant, K.TemplateText, K.JsxText]);

/** Nodes that only group others: no token of their own that a reader has to understand. */
const SILENT = kindTable([
  K.Program,
  K.Block,
  K.ExpressionStatement,
  K.Parameter,
  K.Variable,
  K.PatternElement,
  K.JsxExpression,
  K.JsxAttribute,
  K.Assertion,
  K.Hole,
]);

const STATEMENTS = kindTable([
  K.Variables,
  K.ExpressionStatement,
  K.If,
  K.For,
  K.ForIn,
  K.ForOf,
  K.While,
  K.DoWhile,
  K.Switch,
  K.Case,
  K.DefaultCase,
  K.Return,
  K.Throw,
  K.Try,
  K.Break,
  K.Continue,
  K.Debugger,
  K.Method,
  K.Constructor,
  K.Getter,
  K.Setter,
  K.JsxElement,
]);

/** Counts units of one tree; the stamps say in which unit a word was last seen, so that nothing is cleared. */
export function halsteadCounter(tree: Tree): (unit: Unit) => Halstead {
  const words = tree.names.length;
  const names = new Uint32Array(words);
  const literals = new Uint32Array(words);
  const signs = new Uint32Array(words);
  const symbols = new Uint32Array(tree.symbols.length);
  const kinds = new Uint32Array(256);
  let stamp = 0;

  return (unit) => {
    stamp++;
    let distinctOperators = 0;
    let distinctOperands = 0;
    let totalOperators = 0;
    let totalOperands = 0;
    let lines = 0;
    for (let range = 0; range < unit.ranges.length; range += 2) {
      for (let node = unit.ranges[range]; node < unit.ranges[range + 1]; node++) {
        const kind = tree.kind[node];
        if (isTypeKind(kind)) {
          node += tree.size[node] - 1;
          continue;
        }
        lines += isLogicalLine(tree, node, kind) ? 1 : 0;
        if (SILENT[kind] === 1) continue;
        const label = tree.label[node];
        if (OPERANDS[kind] === 1) {
          totalOperands++;
          const symbol = kind === K.Identifier ? tree.symbol[node] : -1;
          const seen = symbol >= 0 ? symbols : label < 0 ? kinds : LITERALS[kind] === 1 ? literals : names;
          const key = symbol >= 0 ? symbol : label < 0 ? kind : label;
          if (seen[key] !== stamp) distinctOperands++;
          seen[key] = stamp;
        } else {
          totalOperators++;
          const seen = label < 0 ? kinds : signs;
          const key = label < 0 ? kind : label;
          if (seen[key] !== stamp) distinctOperators++;
          seen[key] = stamp;
        }
      }
    }
    const vocabulary = distinctOperators + distinctOperands;
    const length = totalOperators + totalOperands;
    const volume = vocabulary > 0 ? length * Math.log2(vocabulary) : 0;
    const difficulty =
      distinctOperands > 0 ? (distinctOperators / 2) * (totalOperands / distinctOperands) : 0;
    return {
      distinctOperators,
      distinctOperands,
      totalOperators,
      totalOperands,
      vocabulary,
      length,
      volume,
      difficulty,
      effort: difficulty * volume,
      logicalLines: Math.max(1, lines),
    };
  };
}

function isLogicalLine(tree: Tree, node: number, kind: number): boolean {
  const parent = tree.parent[node];
  const parentKind = parent < 0 ? K.Program : tree.kind[parent];
  if (STATEMENTS[kind] === 1) return LOOP_KINDS[parentKind] === 0;
  if (kind === K.Function) return parentKind === K.Block || parentKind === K.Program;
  // the expression that an arrow function returns without saying so
  const returned = parentKind === K.Arrow && kind !== K.Block && kind !== K.Parameter;
  return returned && FUNCTION_KINDS[kind] === 0;
}
