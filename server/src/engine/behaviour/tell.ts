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
  const answer = changesOnly(outcome) ? `${value}, leaving ${mutated}` : value;
  return effects.length === 0 ? answer : `${answer} after ${effects.join(', ')}`;
}
