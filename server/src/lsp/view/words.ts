import type { Band, BehaviourUnit } from '../../protocol/documents.ts';
import type { ModelStanding, UnitDocument } from '../../protocol/editor.ts';
import { count, score } from '../../protocol/figures.ts';
import type { GeneratedResult, Result } from '../result.ts';

/** Scores in words, the same in lenses, hovers and the status bar. */

export function scored({ overall, band }: { readonly overall: number; readonly band: Band }): string {
  return `${score(overall, 2)} ${band}`;
}

/** What stands above a file. */
export function fileTitle(result: Result | undefined): string | null {
  switch (result?.kind) {
    case undefined:
      return 'Fern: scoring …';
    case 'generated':
      return `Fern ${result.preliminary ? asRead(result) : scored(result)} · ${result.files.map(({ path }) => path).join(', ')}`;
    case 'golden':
      return goldenTitle(result.models, result.preliminary);
    case 'skipped':
      return `Fern: not scored, ${result.reason}`;
    case 'failed':
      return `Fern: ${result.reason}`;
    default:
      return null;
  }
}

function goldenTitle(models: readonly ModelStanding[], preliminary: boolean): string {
  const standings = models.map(({ model, overall, uri }) =>
    uri === null ? `${model} missing` : `${model} ${score(overall, 2)}`,
  );
  return `Fern: ${[...standings, ...(preliminary ? ['scoring …'] : [])].join(' · ')}`;
}

/** What stands above a unit of a generated file. */
export function unitTitle(result: GeneratedResult, unit: UnitDocument | undefined): string {
  if (unit === undefined) return 'Fern: no counterpart in the golden';
  if (result.preliminary) return `Fern ${asRead(unit)}`;
  const said = behaviourText(unit.behaviour);
  return `Fern ${scored(unit)}${said === '' ? '' : ` · ${said}`}`;
}

/** Code that is right and code that only looks so read the same, so the band waits for what it does. */
function asRead({ overall }: { readonly overall: number }): string {
  return `${score(overall, 2)} as read, running …`;
}

function behaviourText(behaviour: BehaviourUnit | null): string {
  if (behaviour === null) return '';
  switch (behaviour.verdict) {
    case 'equivalent':
      return `behaves the same (${count(behaviour.inputs, 'input')})`;
    case 'differs': {
      const call = behaviour.witness?.generated_call ?? behaviour.witness?.call;
      const where = (behaviour.witness?.beyond?.length ?? 0) > 0 ? ' beyond the evident domain' : '';
      return call === undefined
        ? 'behaves differently'
        : `behaves differently${where}: ${shortened(call, 60)}`;
    }
    case 'inconclusive':
      return 'behaviour not decided';
    default:
      return '';
  }
}

export function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
