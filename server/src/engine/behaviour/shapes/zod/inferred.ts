import { K } from '../../../model/kinds.ts';
import type { SourceModel } from '../../../model/source.ts';
import { children, label } from '../../../model/tree.ts';
import type { Slot } from '../../inference/slot.ts';
import type { TypeWorld } from '../declarations.ts';
import { ANY, type Shape } from '../shape.ts';
import { isZod } from './expressions.ts';
import { schemaShape } from './schema.ts';

const GIVES = /^(?:infer|output|TypeOf)$/;

/** The shape of `z.infer<typeof User>`, `z.input<…>`, `z.output<…>`; null for other qualified types. */
export function inferredShape(
  { world, model }: { readonly world: TypeWorld; readonly model: SourceModel },
  name: number,
  argument: number,
  slot: Slot | null,
): Shape | null {
  const { tree } = model;
  const [left, right] = children(tree, name);
  if (!isZod(model, left)) return null;
  const wanted = label(tree, right);
  const side = wanted === 'input' ? 'input' : GIVES.test(wanted) ? 'output' : null;
  if (side === null || argument < 0 || tree.kind[argument] !== K.TypeQuery) return null;
  return schemaShape({ world, model, side, inside: [] }, argument + 1, slot) ?? ANY;
}
