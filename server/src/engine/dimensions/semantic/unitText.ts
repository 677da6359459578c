import { Flag, K } from '../../model/kinds.ts';
import type { SourceModel, Tree, Unit } from '../../model/source.ts';
import { children } from '../../model/tree.ts';

/** Raise when `unitWords` or `cutWindows` change: embeddings are cached by the text they make. */
export const NORMALISER_VERSION = 1;

/**
 * A unit as the words of one plain spelling, the input of the embedding model: no comments, no formatting, names
 * of locals and private helpers replaced by the order of their first use, exported and imported names kept.
 */
export function unitWords(model: SourceModel, unit: Unit): string[] {
  const printer = new Printer(model.tree, nestedRoots(model, unit));
  printer.print(unit.node);
  return printer.words;
}

/** Units inside this one speak for themselves and are left out of its text. */
function nestedRoots(model: SourceModel, unit: Unit): ReadonlySet<number> {
  const index = model.units.indexOf(unit);
  return new Set(model.units.filter((other) => other.parent === index).map((other) => other.node));
}

class Printer {
  readonly words: string[] = [];
  private readonly order = new Map<number, number>();

  constructor(
    private readonly tree: Tree,
    private readonly nested: ReadonlySet<number>,
  ) {}

  print(node: number): void {
    if (this.nested.has(node)) return;
    const { tree } = this;
    const kind = tree.kind[node];
    const label = tree.label[node] < 0 ? '' : tree.names[tree.label[node]];
    if (kind === K.Identifier) {
      this.words.push(this.nameOf(node, label));
      return;
    }
    if (tree.size[node] === 1) {
      this.words.push(
        kind === K.String ? `"${label.slice(0, 120)}"` : label.slice(0, 120) || (LEAVES.get(kind) ?? ''),
      );
      return;
    }
    const parts = children(tree, node);
    if (kind === K.Binary || kind === K.Logical || kind === K.Assign || kind === K.Sequence) {
      this.print(parts[0]);
      this.words.push(label);
      this.print(parts[1]);
    } else if (kind === K.Member) {
      this.print(parts[0]);
      this.words.push('.');
      this.print(parts[1]);
    } else if (kind === K.Call || kind === K.New) {
      if (kind === K.New) this.words.push('new');
      this.print(parts[0]);
      this.words.push('(');
      for (const part of parts.slice(1)) this.print(part);
      this.words.push(')');
    } else {
      this.enclosed(node, kind, label, parts);
    }
  }

  private enclosed(node: number, kind: number, label: string, parts: readonly number[]): void {
    const [before, after] = FRAME.get(kind) ?? ['', ''];
    if (this.tree.flags[node] & Flag.Async) this.words.push('async');
    if (before !== '') this.words.push(before);
    if (label !== '' && kind !== K.Import) this.words.push(label);
    for (const part of parts) this.print(part);
    if (after !== '') this.words.push(after);
  }

  private nameOf(node: number, name: string): string {
    const symbol = this.tree.symbol[node];
    if (symbol < 0) return name;
    const { scope, origin } = this.tree.symbols[symbol];
    if (scope === 'exported') return name;
    if (scope === 'package' || scope === 'relative') {
      const imported = origin?.slice(origin.lastIndexOf('#') + 1) ?? name;
      return imported === '*' || imported === 'default' ? name : imported;
    }
    let index = this.order.get(symbol);
    if (index === undefined) {
      index = this.order.size;
      this.order.set(symbol, index);
    }
    return `v${index}`;
  }
}

const LEAVES = new Map<number, string>([
  [K.This, 'this'],
  [K.Super, 'super'],
  [K.Return, 'return'],
  [K.Break, 'break'],
  [K.Continue, 'continue'],
  [K.Block, '{ }'],
  [K.Object, '{ }'],
  [K.Array, '[ ]'],
  [K.ImportExpression, 'import'],
]);

const FRAME = new Map<number, readonly [string, string]>([
  [K.Function, ['function', '']],
  [K.Arrow, ['=>', '']],
  [K.Class, ['class', '']],
  [K.ClassExpression, ['class', '']],
  [K.Interface, ['interface', '']],
  [K.TypeAlias, ['type', '']],
  [K.Enum, ['enum', '']],
  [K.Import, ['import', '']],
  [K.ExportList, ['export', '']],
  [K.ExportValue, ['export', '']],
  [K.Block, ['{', '}']],
  [K.Object, ['{', '}']],
  [K.ObjectPattern, ['{', '}']],
  [K.Array, ['[', ']']],
  [K.ArrayPattern, ['[', ']']],
  [K.Index, ['', ']']],
  [K.If, ['if', '']],
  [K.For, ['for', '']],
  [K.ForIn, ['for in', '']],
  [K.ForOf, ['for of', '']],
  [K.While, ['while', '']],
  [K.DoWhile, ['do', '']],
  [K.Switch, ['switch', '']],
  [K.Case, ['case', '']],
  [K.DefaultCase, ['default', '']],
  [K.Return, ['return', '']],
  [K.Throw, ['throw', '']],
  [K.Try, ['try', '']],
  [K.Catch, ['catch', '']],
  [K.Finally, ['finally', '']],
  [K.Conditional, ['?', '']],
  [K.Spread, ['...', '']],
  [K.Await, ['await', '']],
  [K.Yield, ['yield', '']],
  [K.JsxElement, ['<', '>']],
  [K.TypeUnion, ['|', '']],
  [K.TypeArray, ['', '[]']],
  [K.TypeFunction, ['(', ')']],
]);
