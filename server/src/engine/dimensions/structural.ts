import { prepare } from '../matching/prepared.ts';
import { K } from '../model/kinds.ts';
import type { SourceModel, Unit } from '../model/source.ts';
import { mix } from '../text/hash.ts';
import type { Dimension, DimensionInput, DimensionResult, Finding } from './dimension.ts';
import { extraFinding, hunkFindings, missingFinding } from './hunkFindings.ts';

/** Extra code that the golden does not have counts this much of its size. */
const EXTRA = 0.25;

/**
 * Is it built the same? Units of the syntax tree compared by pq-grams (Augsten, Böhlen and Gamper 2005), here
 * a node with its parent, grandparent and left sibling, over shapes: kinds, operators, modifiers; Dice over bags.
 * Where order means nothing (keys of an object, members of a type, alternatives) the sibling is left out.
 * Weighted by the size of units.
 */
export const structural: Dimension = {
  id: 'structural',
  says: 'Is it built the same?',
  evaluate,
};

function evaluate(input: DimensionInput): DimensionResult {
  const { golden, generated, alignment, shared } = input;
  if (golden.units.length === 0)
    return { value: null, reason: 'the golden has no code', evidence: {}, findings: [] };
  let total = 0;
  let lost = 0;
  const findings: Finding[] = [];
  for (const pair of alignment.pairs) {
    const weight = golden.units[pair.golden].weight;
    total += weight;
    if (pair.identical) continue;
    const value = gramSimilarity(
      golden,
      golden.units[pair.golden],
      generated,
      generated.units[pair.generated],
    );
    const loss = weight * (1 - value);
    if (loss <= 0) continue;
    lost += loss;
    const shaped = pair.hunks.filter((hunk) => hunk.kind !== 'value' && hunk.kind !== 'name');
    findings.push(
      ...hunkFindings('structural', golden, generated, pair, shaped.length > 0 ? shaped : pair.hunks, loss),
    );
  }
  for (const unit of alignment.missing) {
    const weight = golden.units[unit].weight;
    total += weight;
    lost += weight;
    findings.push(missingFinding('structural', input, unit, weight));
  }
  for (const unit of shared ? [] : alignment.extra) {
    if (generated.units[unit].kind === 'import') continue;
    const weight = EXTRA * generated.units[unit].weight;
    total += weight;
    lost += weight;
    findings.push(extraFinding('structural', generated, unit, weight));
  }
  if (total === 0) return { value: null, reason: 'the golden has no code', evidence: {}, findings: [] };
  return {
    value: 1 - lost / total,
    evidence: {
      units: alignment.pairs.length + alignment.missing.length,
      paired: alignment.pairs.length,
      identical: alignment.pairs.filter((pair) => pair.identical).length,
    },
    findings: findings.map((finding) => ({ ...finding, cost: finding.cost / total })),
  };
}

/** Dice of the pq-gram bags of two units, 0 to 1. */
export function gramSimilarity(golden: SourceModel, a: Unit, generated: SourceModel, b: Unit): number {
  const left = grams(golden, a);
  const right = grams(generated, b);
  let i = 0;
  let j = 0;
  let common = 0;
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      common++;
      i++;
      j++;
    } else if (left[i] < right[j]) i++;
    else j++;
  }
  return left.length + right.length === 0 ? 1 : (2 * common) / (left.length + right.length);
}

/** Parents whose children may stand in any order. */
const UNORDERED = new Set<number>([
  K.Object,
  K.TypeObject,
  K.TypeUnion,
  K.TypeIntersection,
  K.Interface,
  K.Import,
  K.ExportList,
  K.ObjectPattern,
  K.Class,
  K.Enum,
]);

function grams(model: SourceModel, unit: Unit): Int32Array {
  const { tree } = model;
  const { shapes, siblings } = prepare(model);
  const result = new Int32Array(unit.weight);
  let n = 0;
  for (let r = 0; r < unit.ranges.length; r += 2) {
    for (let node = unit.ranges[r]; node < unit.ranges[r + 1]; node++) {
      let gram = mix(7, shapes[node]);
      if (node > unit.node) {
        const parent = tree.parent[node];
        gram = mix(gram, shapes[parent]);
        gram = mix(gram, parent === unit.node ? 1 : shapes[tree.parent[parent]]);
        if (!UNORDERED.has(tree.kind[parent])) gram = mix(gram, siblings[node]);
      }
      result[n++] = gram;
    }
  }
  return result.sort();
}
