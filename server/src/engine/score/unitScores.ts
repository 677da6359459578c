import type { Acceptance } from '../accepted/acceptance.ts';
import { acceptComments } from '../accepted/comments.ts';
import type { FileBehaviour, UnitBehaviour } from '../behaviour/verdict.ts';
import { meanOf, verdictOf } from '../behaviour/whole.ts';
import { parseSource } from '../languages/registry.ts';
import { alignUnits } from '../matching/units.ts';
import { K } from '../model/kinds.ts';
import type { SourceModel, Span, Unit, UnitKind } from '../model/source.ts';
import { span } from '../model/tree.ts';
import type { EngineSettings } from '../settings.ts';
import { positionAt } from '../text/lines.ts';
import type { Band } from './bands.ts';
import { draftPair, finishPair, type PairDraft, type PairScore, type Range } from './pair.ts';

/** A unit of a file, where it is. */
export interface UnitOutline {
  readonly name: string;
  readonly kind: UnitKind;
  readonly range: Range;
}

/** A unit of the golden and its counterpart, drafted as a pair of their own. Plain data. */
export interface UnitDraft {
  readonly golden: UnitOutline;
  readonly generated: UnitOutline;
  /** Where the golden unit stands, by which its behaviour is found. */
  readonly place: Span;
  readonly draft: PairDraft;
  /** What comments in the golden file accept of it. */
  readonly accepted: readonly Acceptance[];
}

export interface UnitScore {
  readonly golden: UnitOutline;
  readonly generated: UnitOutline;
  readonly overall: number;
  readonly band: Band;
  readonly dimensions: PairScore['dimensions'];
  readonly behaviour: UnitBehaviour | null;
}

/** A file with more units is a list of things rather than code. */
const MOST_UNITS = 200;

/** Named units, in source order. */
export function outlineOf(model: SourceModel): UnitOutline[] {
  return model.units
    .filter(isTold)
    .slice(0, MOST_UNITS)
    .map((unit) => outline(model, unit));
}

/**
 * Each named unit of the golden that has a counterpart, as a pair of its own: the two pieces of text are scored as if
 * each were a file.
 */
export function draftUnits(
  golden: SourceModel,
  goldenText: string,
  generated: SourceModel,
  generatedText: string,
  maxWindows: number,
): UnitDraft[] {
  const comments = acceptComments(golden, goldenText).accepted;
  return alignUnits(golden, generated)
    .pairs.map((pair) => [golden.units[pair.golden], generated.units[pair.generated]] as const)
    .filter(([left]) => isTold(left))
    .slice(0, MOST_UNITS)
    .map(([left, right]) => {
      const place = span(golden.tree, left.node);
      return {
        golden: outline(golden, left),
        generated: outline(generated, right),
        place,
        draft: draftPair(
          alone(golden, goldenText, left),
          alone(generated, generatedText, right),
          maxWindows,
          false,
        ),
        accepted: comments
          .filter((comment) => comment.place.start === place.start && comment.place.end === place.end)
          .map(({ place: _, ...acceptance }) => ({ ...acceptance, unit: null })),
      };
    });
}

/**
 * @param vectors unit vectors of `draft.semantic.texts`, in order.
 * @param behaviour of the whole file; null where code was not run.
 * @param accepted what the configuration accepts of the golden file.
 */
export function finishUnit(
  { golden, generated, place, draft, accepted: commented }: UnitDraft,
  vectors: readonly Float32Array[],
  settings: EngineSettings,
  behaviour: FileBehaviour | null,
  accepted: readonly Acceptance[] = [],
): UnitScore {
  const own = behaviour?.units.find(
    ({ places }) => places.golden?.start === place.start && places.golden.end === place.end,
  );
  const concerning = accepted
    .filter(({ unit }) => unit === null || unit === golden.name)
    .map((acceptance) => ({ ...acceptance, unit: null }));
  const score = finishPair(draft, vectors, settings, own === undefined ? null : wholeOf(own), [
    ...commented,
    ...concerning,
  ]);
  return {
    golden,
    generated,
    overall: score.overall,
    band: score.band,
    dimensions: score.dimensions,
    behaviour: own ?? null,
  };
}

/** A unit's behaviour as that of a file with nothing else in it. */
function wholeOf(unit: UnitBehaviour): FileBehaviour {
  const units = [{ ...unit, places: { golden: null, generated: null } }];
  return {
    verdict: verdictOf(units),
    agreement: meanOf(units, ({ agreement }) => agreement),
    value: meanOf(units, ({ value }) => value),
    executed: unit.value === null ? 0 : 1,
    reason: unit.reason,
    units,
  };
}

function isTold({ kind, name }: Unit): boolean {
  return name !== '' && kind !== 'import' && kind !== 'export' && kind !== 'statement';
}

function outline({ tree, lineStarts }: SourceModel, { name, kind, node }: Unit): UnitOutline {
  const { start, end } = span(tree, node);
  return { name, kind, range: { start: positionAt(lineStarts, start), end: positionAt(lineStarts, end) } };
}

/** A unit's text as a file of its own; a member in a class or an object of its own. */
function alone(model: SourceModel, text: string, unit: Unit): SourceModel {
  const { start, end } = span(model.tree, unit.node);
  const own = text.slice(start, end);
  const path = `unit${model.language === 'javascript' ? '.jsx' : hasJsx(model) ? '.tsx' : '.ts'}`;
  if (unit.kind !== 'method') return parseSource(path, own);
  const inObject = model.tree.kind[model.tree.parent[unit.node]] === K.Object;
  return parseSource(path, inObject ? `({\n${own}\n})` : `class Unit {\n${own}\n}`);
}

function hasJsx({ tree }: SourceModel): boolean {
  return tree.kind.includes(K.JsxElement) || tree.kind.includes(K.JsxFragment);
}
