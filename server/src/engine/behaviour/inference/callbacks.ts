import { FUNCTION_KINDS } from '../../metrics/roles.ts';
import { K } from '../../model/kinds.ts';
import { label } from '../../model/tree.ts';
import type { Reading } from './reading.ts';
import { type EvidenceKind, Slot } from './slot.ts';

/**
 * A function that is called with these; answers the slot of its result.
 * @param answers what the caller makes of the result, for functions that are given.
 */
export function callback(
  reading: Reading,
  node: number | undefined,
  given: readonly Slot[],
  answers: EvidenceKind | null = null,
): Slot | null {
  const { tree } = reading;
  if (node === undefined) return null;
  const written = FUNCTION_KINDS[tree.kind[node]] === 1;
  const slot = written ? reading.functionSlot(node) : reading.evaluate(node).slot;
  const { parameters } = slot.root;
  if (parameters !== null) {
    given.forEach((value, index) => {
      if (parameters[index] !== undefined) Slot.unify(parameters[index], value);
    });
  } else if (tree.kind[node] === K.Identifier && /^(?:Number|parseInt|parseFloat)$/.test(label(tree, node))) {
    given[0]?.add('string', 0.6).count('numeric');
  } else if (reading.slotOf(node) !== null) {
    slot.add('callable', 2);
    slot.root.parameters = given.map((value) => value);
    slot.root.result ??= new Slot();
    if (answers !== null) slot.root.result.add(answers);
  }
  if (written) reading.walkFunction(node);
  return slot.root.result ?? new Slot();
}
