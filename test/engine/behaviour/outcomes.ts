import { encodeInput, type Input } from '../../../server/src/engine/behaviour/input.ts';
import type { Probe } from '../../../server/src/engine/behaviour/probe.ts';
import type { Outcome } from '../../../server/src/engine/behaviour/sandbox.ts';

/** Outcomes and probes with what a test is about; the rest is ordinary. */

export function outcome(part: Partial<Outcome> = {}): Outcome {
  return {
    ending: 'value',
    value: '1',
    message: '',
    mutated: '',
    effects: [],
    steps: 1,
    hits: [],
    blanks: 0,
    invented: false,
    ...part,
  };
}

export function probe(part: Partial<Probe> = {}): Probe {
  const input: Input = part.input ?? { args: [] };
  return {
    input,
    encoded: encodeInput(input),
    origin: 'random',
    golden: outcome(),
    path: 0,
    departures: [],
    weight: 1,
    size: 0,
    ...part,
  };
}
