import { type Hypothesis, hypothesesOf } from '../../../server/src/engine/behaviour/inference/hypotheses.ts';
import { UsageReader } from '../../../server/src/engine/behaviour/inference/reader.ts';
import { Slot } from '../../../server/src/engine/behaviour/inference/slot.ts';
import { annotatedShape } from '../../../server/src/engine/behaviour/shapes/annotations.ts';
import type { TypeWorld } from '../../../server/src/engine/behaviour/shapes/declarations.ts';
import { nameOfShape, type Shape } from '../../../server/src/engine/behaviour/shapes/shape.ts';
import type { Signature, SourceModel } from '../../../server/src/engine/model/source.ts';
import { parse } from '../../helpers/model.ts';

/** What is found out about the parameters of the last function of a file. */

/** From its uses: the hypotheses of each parameter, likeliest first. */
export function inferred(code: string): Hypothesis[][] {
  const model = parse(code, 'file.js');
  const signature = lastSignature(model);
  const slots = new UsageReader(model.tree).functionSlot(signature.node).root.parameters ?? [];
  return signature.parameters.map(({ name }, index) =>
    hypothesesOf(slots[index] ?? new Slot(), name || null),
  );
}

/** From its annotations. Further files: specifier → code. */
export function annotated(code: string, others: Readonly<Record<string, string>> = {}): Shape[] {
  const model = parse(code, 'file.ts');
  const models = new Map(
    Object.entries(others).map(([path, text]): [string, SourceModel] => [path, parse(text, `${path}.ts`)]),
  );
  const world: TypeWorld = { models, resolve: (_, specifier) => models.get(specifier) ?? null };
  return lastSignature(model).parameters.map(({ type }) =>
    annotatedShape({ world, model, bound: new Map(), depth: 0 }, type, null),
  );
}

export function lastSignature(model: SourceModel): Signature {
  const signature = model.units.findLast((unit) => unit.signature !== null)?.signature;
  if (!signature) throw new Error('no function in the code');
  return signature;
}

export function names(shapes: readonly Shape[]): string {
  return shapes.map(nameOfShape).join(', ');
}

/** The facts of a shape that hold, as text: `integer numbers:2`; those of its elements are left out. */
export function factsOf(shape: Shape): string {
  if (shape.kind === 'union') return shape.options.map(factsOf).join(' | ');
  if (!('facts' in shape)) return '';
  return Object.entries(shape.facts)
    .flatMap(([name, value]) => {
      if (value === true) return [name];
      return Array.isArray(value) && value.length > 0 ? [`${name}:${value.join('·')}`] : [];
    })
    .join(' ');
}
