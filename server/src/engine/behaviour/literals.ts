import { K } from '../model/kinds.ts';
import type { Tree } from '../model/source.ts';
import { label } from '../model/tree.ts';
import { constantNumbers } from './inference/constants.ts';
import type { Literals } from './values/source.ts';

const LARGEST = 1e6;
/** Computed constants are units and limits, such as a day in milliseconds; a large number as such says little. */
const LARGEST_COMPUTED = 1e9;
const LONGEST = 25;

/** Numbers, texts and property names that are written out in a file, or in one node of it: ingredients of inputs. */
export function literalsOf(tree: Tree, within = 0): Literals {
  const numbers = new Set<number>();
  const written = new Set<number>();
  const texts = new Set<string>();
  const end = within + tree.size[within];
  for (let node = within + 1; node < end; node++) {
    switch (tree.kind[node]) {
      case K.Number: {
        const value = Number(label(tree, node));
        written.add(value);
        if (Math.abs(value) < LARGEST) numbers.add(value);
        break;
      }
      case K.String:
        if (label(tree, node).length < LONGEST) texts.add(label(tree, node));
        break;
      case K.PropertyName:
        if (tree.kind[tree.parent[node]] === K.Property && label(tree, node).length < LONGEST)
          texts.add(label(tree, node));
        break;
    }
  }
  for (const value of constantNumbers(tree).values())
    if (!written.has(value) && Math.abs(value) < LARGEST_COMPUTED) numbers.add(value);
  return { numbers: [...numbers], texts: [...texts] };
}
