import { readUsage } from '../../../server/src/engine/behaviour/inference/imported.ts';
import type { CallPlan } from '../../../server/src/engine/behaviour/maker.ts';
import { nameOfShape } from '../../../server/src/engine/behaviour/shapes/shape.ts';
import { describeTarget } from '../../../server/src/engine/behaviour/targets.ts';
import type { SourceModel } from '../../../server/src/engine/model/source.ts';
import { parse } from '../../helpers/model.ts';

interface Target {
  readonly path?: string;
  readonly kind?: 'function' | 'class';
  readonly members?: readonly string[];
  /** Specifier → code of other files. */
  readonly others?: Readonly<Record<string, string>>;
}

/** All that the engine finds out about a target of a file, `f` by default. */
export function described(code: string, file = 'file.js', target: Target = {}) {
  const { path = 'f', kind = 'function', members = [], others = {} } = target;
  const model = parse(code, file);
  const ending = file.slice(file.lastIndexOf('.'));
  const models = new Map(
    Object.entries(others).map(([name, text]): [string, SourceModel] => [name, parse(text, name + ending)]),
  );
  const world = { models, resolve: (_: SourceModel, name: string) => models.get(name) ?? null };
  const source = { model, usage: readUsage(world, model), text: code };
  const found = describeTarget(world, source, { path, exported: true, kind, arity: 1, members });
  if (found === null) throw new Error('it is not described');
  return found;
}

/** What each parameter most likely is, as text: `string[], number | undefined`. */
export function likeliest({ fillings }: CallPlan): string {
  return fillings[0].shapes
    .map((shape) =>
      // What may be left out is there more often than not.
      shape.kind === 'union' ? [...new Set(shape.options.map(nameOfShape))].join(' | ') : nameOfShape(shape),
    )
    .join(', ');
}
