import { parseSource } from '../../server/src/engine/languages/registry.ts';
import { Flag, K } from '../../server/src/engine/model/kinds.ts';
import type { SourceModel, Unit } from '../../server/src/engine/model/source.ts';

/** Source models as texts that a table of expectations can hold. */

export function parse(code: string, path = 'file.tsx'): SourceModel {
  return parseSource(path, code);
}

const KINDS = new Map<number, string>(Object.entries(K).map(([name, kind]) => [kind, name]));

/** The compact tree, a node a line, indented: kind, label, flags, and for names the declaration they refer to. */
export function treeText({ tree }: SourceModel): string {
  const depth: number[] = [];
  const lines: string[] = [];
  for (let node = 0; node < tree.length; node++) {
    depth[node] = node === 0 ? 0 : depth[tree.parent[node]] + 1;
    const label = tree.label[node] < 0 ? '' : ` ${JSON.stringify(tree.names[tree.label[node]])}`;
    const flags = flagNames(tree.flags[node]);
    const symbol = tree.symbol[node] < 0 ? '' : ` #${tree.symbol[node]}`;
    lines.push(`${'  '.repeat(depth[node])}${KINDS.get(tree.kind[node])}${label}${flags}${symbol}`);
  }
  return lines.join('\n');
}

function flagNames(flags: number): string {
  return Object.entries(Flag)
    .filter(([, bit]) => flags & bit)
    .map(([name]) => ` ${name}`)
    .join('');
}

/** Every name in source order: `name:scope`, and `:2`, `:3` … for the second, third … declaration of that name. */
export function symbolsText({ tree }: SourceModel): string {
  const declared = new Map<string, number[]>();
  const words: string[] = [];
  for (let node = 0; node < tree.length; node++) {
    if (tree.kind[node] !== K.Identifier) continue;
    const name = tree.names[tree.label[node]];
    const symbol = tree.symbol[node];
    if (symbol < 0) {
      words.push(`${name}:global`);
      continue;
    }
    const known = declared.get(name) ?? [];
    declared.set(name, known);
    if (!known.includes(symbol)) known.push(symbol);
    const ordinal = known.indexOf(symbol);
    words.push(`${name}:${tree.symbols[symbol].scope}${ordinal > 0 ? `:${ordinal + 1}` : ''}`);
  }
  return words.join(' ');
}

/** Units as `kind name`, `!` behind exported ones, indented below the unit that contains them. */
export function unitsText({ units }: SourceModel): string[] {
  const depth = (unit: Unit): number => (unit.parent < 0 ? 0 : 1 + depth(units[unit.parent]));
  return units.map((unit) =>
    `${'  '.repeat(depth(unit))}${unit.kind} ${unit.name}${unit.exported ? '!' : ''}`.trimEnd(),
  );
}

export function textOf(code: string, span: { readonly start: number; readonly end: number }): string {
  return code.slice(span.start, span.end);
}
