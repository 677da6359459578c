import { FUNCTION_KINDS } from '../../metrics/roles.ts';
import { K } from '../../model/kinds.ts';
import type { SourceModel } from '../../model/source.ts';
import { children } from '../../model/tree.ts';
import { type Located, lookUp, type TypeWorld } from '../shapes/declarations.ts';
import { UsageReader } from './reader.ts';
import type { Slot } from './slot.ts';

/** How far from the file helpers are read: what it calls, and what that calls. */
const FARTHEST = 2;
/** Most files that are read beside the first. */
const MOST_FILES = 24;

/** How the names of a file are used, where functions of other files of its application take them too. */
export function readUsage(world: TypeWorld, entry: SourceModel): UsageReader {
  const readers = new Map<SourceModel, UsageReader | null>();
  const read = (model: SourceModel, hops: number): UsageReader | null => {
    const known = readers.get(model);
    if (known !== undefined) return known;
    if (readers.size > MOST_FILES) return null;
    // While a file is read it says nothing to those that it imports: they may import it.
    readers.set(model, null);
    const reader = new UsageReader(model.tree, (identifier) => imported(model, identifier, hops));
    readers.set(model, reader);
    return reader;
  };
  const imported = (model: SourceModel, identifier: number, hops: number): Slot | null => {
    if (hops >= FARTHEST || !isImport(model, identifier)) return null;
    for (const found of lookUp(world, model, identifier)) {
      const node = functionNode(found);
      const reader = node < 0 || found.model === model ? null : read(found.model, hops + 1);
      if (reader !== null) return reader.functionSlot(node);
    }
    return null;
  };
  return new UsageReader(entry.tree, (identifier) => imported(entry, identifier, 0));
}

function isImport({ tree }: SourceModel, identifier: number): boolean {
  const symbol = tree.symbol[identifier];
  return symbol >= 0 && tree.symbols[symbol].scope !== 'local';
}

function functionNode({ model: { tree }, node }: Located): number {
  if (tree.kind[node] === K.Function) return node;
  const value = tree.kind[node] === K.Variable ? (children(tree, node).at(-1) ?? -1) : -1;
  return value >= 0 && FUNCTION_KINDS[tree.kind[value]] === 1 ? value : -1;
}
