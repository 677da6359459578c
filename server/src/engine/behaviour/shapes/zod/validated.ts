import { K } from '../../../model/kinds.ts';
import type { SourceModel } from '../../../model/source.ts';
import { callArguments, child, children, label } from '../../../model/tree.ts';
import type { Slot } from '../../inference/slot.ts';
import type { TypeWorld } from '../declarations.ts';
import type { Shape } from '../shape.ts';
import { schemaShape } from './schema.ts';
import { validatedBy } from './unfit.ts';

/** What `Schema.parse` throws. */
export const VALIDATION_ERRORS = ['ZodError', '$ZodError'] as const;

const PARSES = /^(?:parse|safeParse|decode|safeDecode)(?:Async)?$/;

/** The shape of a parameter that a function gives to a schema to parse; null where it gives it to none. */
export function validatedShape(
  world: TypeWorld,
  model: SourceModel,
  parameter: number,
  slot: Slot | null,
): Shape | null {
  const { tree } = model;
  const name = child(tree, parameter, 0);
  if (name < 0 || tree.kind[name] !== K.Identifier || tree.symbol[name] < 0) return null;
  const owner = tree.parent[parameter];
  for (let node = parameter; node < owner + tree.size[owner]; node++) {
    if (tree.kind[node] !== K.Call) continue;
    const [argument = -1] = callArguments(tree, node);
    if (argument < 0 || tree.symbol[argument] !== tree.symbol[name]) continue;
    if (tree.kind[argument] !== K.Identifier) continue;
    const callee = child(tree, node, 0);
    if (tree.kind[callee] !== K.Member) continue;
    const [schema, method] = children(tree, callee);
    if (!PARSES.test(label(tree, method))) continue;
    const shape = schemaShape({ world, model, side: 'input', inside: [] }, schema, slot);
    if (shape !== null) return validatedBy(shape);
  }
  return null;
}
