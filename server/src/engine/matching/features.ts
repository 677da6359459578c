import { K } from '../model/kinds.ts';
import type { SourceModel, Unit } from '../model/source.ts';
import { hashText, mix } from '../text/hash.ts';
import { subwords } from '../text/subwords.ts';
import { prepare } from './prepared.ts';

/** A bag of hashed features: ids ascending, with counts. */
export interface Features {
  readonly ids: Int32Array;
  readonly counts: Float32Array;
}

const WORD = 1;
const LITERAL = 2;
const OUTSIDE = 3;
const SHAPE = 4;

/**
 * What tells a unit from others: sub-words of its names and texts, literals, names from packages and globals,
 * and runs of three shapes in a row, which survive any renaming.
 */
export function unitFeatures(model: SourceModel, unit: Unit): Features {
  const found: number[] = [];
  collectFeatures(model, unit, found);
  return bag(found);
}

/** Features of the whole file. */
export function fileFeatures(model: SourceModel): Features {
  const found: number[] = [];
  for (const unit of model.units) collectFeatures(model, unit, found);
  return bag(found);
}

function collectFeatures(model: SourceModel, unit: Unit, found: number[]): void {
  const { tree } = model;
  const { shapes } = prepare(model);
  const words = wordsOf(model);
  let before = 0;
  let last = 0;
  for (let r = 0; r < unit.ranges.length; r += 2) {
    for (let node = unit.ranges[r]; node < unit.ranges[r + 1]; node++) {
      found.push(mix(mix(mix(SHAPE, before), last), shapes[node]));
      before = last;
      last = shapes[node];
      const label = tree.label[node];
      if (label < 0) continue;
      switch (tree.kind[node]) {
        case K.String:
        case K.Number:
        case K.BigInt:
        case K.Regex:
        case K.TemplateText:
        case K.JsxText:
          found.push(mix(LITERAL, hashText(tree.names[label])));
          break;
        case K.Identifier: {
          const symbol = tree.symbol[node];
          if (symbol < 0) found.push(mix(OUTSIDE, hashText(tree.names[label])));
          else if (tree.symbols[symbol].scope === 'package')
            found.push(mix(OUTSIDE, hashText(tree.symbols[symbol].origin ?? '')));
          break;
        }
        case K.PropertyName:
        case K.Import:
          break;
        default:
          continue;
      }
      for (const word of words[label]) found.push(word);
    }
  }
}

const wordCache = new WeakMap<SourceModel, Int32Array[]>();

function wordsOf(model: SourceModel): Int32Array[] {
  let words = wordCache.get(model);
  if (words === undefined) {
    words = model.tree.names.map((name) =>
      Int32Array.from(subwords(name.length > 400 ? name.slice(0, 400) : name), (word) =>
        mix(WORD, hashText(word)),
      ),
    );
    wordCache.set(model, words);
  }
  return words;
}

function bag(found: number[]): Features {
  const sorted = Int32Array.from(found).sort();
  const ids = new Int32Array(sorted.length);
  const counts = new Float32Array(sorted.length);
  let n = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (n > 0 && ids[n - 1] === sorted[i]) counts[n - 1]++;
    else {
      ids[n] = sorted[i];
      counts[n++] = 1;
    }
  }
  return { ids: ids.slice(0, n), counts: counts.slice(0, n) };
}
