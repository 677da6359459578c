import { expect, test } from 'vitest';
import { explore } from '../../../server/src/engine/behaviour/explore.ts';
import { TEXT } from '../../../server/src/engine/behaviour/shapes/shape.ts';
import { decodeInput, type Outcome, type World } from '../../../server/src/engine/index.ts';
import { outcome } from './outcomes.ts';

/** A golden that answers how long its argument is. */
function open(): World {
  const answer = (encoded: string): Outcome =>
    outcome({ value: String(String(decodeInput(encoded).args[0]).length) });
  return { problem: null, offers: [], run: ({ inputs }) => inputs.map(answer), close: () => {} };
}

test('inputs that documentation shows are inside the domain, whatever marks are in them', () => {
  const call = { fillings: [{ shapes: [TEXT], weight: 1 }], sameLength: [], rest: false };
  const { probes } = explore(
    open,
    null,
    {
      path: 'f',
      plan: { call, further: null, members: [] },
      literals: { numbers: [], texts: [] },
      examples: [{ args: ['11:30:30'] }],
      throws: [],
    },
    { pool: 40, seed: 1 },
  );
  const [shown] = probes.filter(({ origin }) => origin === 'example');
  expect(shown).toMatchObject({ departures: [], weight: 1 });
});
