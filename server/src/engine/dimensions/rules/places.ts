import { K } from '../../model/kinds.ts';
import type { SourceModel, Span } from '../../model/source.ts';

const owners = new WeakMap<SourceModel, Int32Array>();

/** Which unit owns each node: index of the unit by node, -1 for none. */
export function unitOwners(model: SourceModel): Int32Array {
  let result = owners.get(model);
  if (result === undefined) {
    result = new Int32Array(model.tree.length).fill(-1);
    for (let unit = 0; unit < model.units.length; unit++) {
      const { ranges } = model.units[unit];
      for (let i = 0; i < ranges.length; i += 2) result.fill(unit, ranges[i], ranges[i + 1]);
    }
    owners.set(model, result);
  }
  return result;
}

/** Where a unit is pointed at: its name, so that a whole function is not underlined; else its first line. */
export function unitSpan(model: SourceModel, unit: number): Span {
  const { tree, lineStarts } = model;
  const { node } = model.units[unit];
  const limit = Math.min(node + tree.size[node], node + 6);
  for (let i = node; i < limit; i++) {
    const kind = tree.kind[i];
    if (kind === K.Decorator) break;
    if (kind === K.Identifier || kind === K.PropertyName) return { start: tree.start[i], end: tree.end[i] };
    if (kind === K.Parameter || kind === K.Block || kind === K.Call) break;
  }
  const start = tree.start[node];
  let line = 0;
  for (let low = 0, high = lineStarts.length - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    if (lineStarts[middle] <= start) {
      line = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  const next = line + 1 < lineStarts.length ? lineStarts[line + 1] - 1 : tree.end[node];
  return { start, end: Math.max(start, Math.min(tree.end[node], next)) };
}
