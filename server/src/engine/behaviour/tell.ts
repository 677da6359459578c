import { changesOnly } from './outcome.ts';
import type { Outcome } from './sandbox.ts';

const ENDINGS: Readonly<Record<string, string>> = {
  steps: 'never ends',
  time: 'never ends',
  cut: 'never ends',
  stack: 'runs out of stack',
  memory: 'runs out of memory',
  pending: 'never settles',
};

/** What an outcome is, for people. */
export function tell(outcome: Outcome): string {
  const { ending, value, message, effects, mutated } = outcome;
  if (ending === 'throw') return message === '' ? `throws ${value}` : `throws ${value}: ${message}`;
  if (ending !== 'value') return ENDINGS[ending] ?? ending;
  const answer = changesOnly(outcome) ? `${value}, leaving ${mutated}` : answersOf(value);
  return effects.length === 0 ? answer : `${answer} after ${effects.join(', ')}`;
}

/** What the members of an object gave, one after the other; of a single call its answer alone. */
function answersOf(value: string): string {
  const inner = /^Instance\[(.*)\]$/s.exec(value)?.[1];
  if (inner === undefined) return value;
  let depth = 0;
  for (const [mark] of inner.matchAll(/"(?:[^"\\]|\\.)*"|[[{(\])},]/g)) {
    if (mark === ',' && depth === 0) return `[${inner}]`;
    if (/^[[{(]/.test(mark)) depth++;
    else if (/^[\])}]/.test(mark)) depth--;
  }
  return inner;
}
