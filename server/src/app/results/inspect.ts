import { InputError } from '../workbench.ts';
import { field, text } from './promptfoo.ts';
import type { ResultRow } from './row.ts';

/** As Inspect's own `value_to_float`: correct, partial, incorrect, no answer. */
const LETTERS: Readonly<Record<string, number>> = { C: 1, P: 0.5, I: 0, N: 0 };

/**
 * A log of Inspect as JSON: one model on one task with many samples, of which each is a task here; epochs are samples.
 * Of several scorers the first counts. Samples of one Inspect task are of one category.
 * @param place names the file in messages
 * @returns null for what is no such log
 * @throws InputError for a score that is no number, and for a log without samples
 */
export function readInspect(document: unknown, place: string): ResultRow[] | null {
  const model = text(field(field(document, 'eval'), 'model'));
  const task = text(field(field(document, 'eval'), 'task'));
  if (model === null || task === null) return null;
  const samples = field(document, 'samples');
  if (!Array.isArray(samples))
    throw new InputError(`${place} is a log of Inspect without samples; write it with \`inspect log dump\`.`);
  return samples.flatMap((sample): ResultRow[] => {
    const id = String(field(sample, 'id'));
    const scores = field(sample, 'scores');
    const [first] = typeof scores === 'object' && scores !== null ? Object.values(scores) : [];
    // A sample that ended in an error was not scored.
    if (first === undefined) return [];
    const value = floatOf(field(first, 'value'));
    if (value === null)
      throw new InputError(
        `${place}: sample ${id} has a score that is neither C, P, I, N nor a number from 0 to 1.`,
      );
    return [{ task: `${task}/${id}`, model, score: value, cluster: null, category: task }];
  });
}

function floatOf(value: unknown): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number =
    typeof value === 'string' && Object.hasOwn(LETTERS, value) ? LETTERS[value] : Number(value ?? Number.NaN);
  return number >= 0 && number <= 1 ? number : null;
}
