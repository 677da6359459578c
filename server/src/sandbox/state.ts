import { end } from './host.ts';
import { type Any, codeAt, cut, imul, push } from './pristine.ts';

/** What one input leaves behind besides its result; cleared before the next. */
export interface Trace {
  effects: string[];
  /** Elements read past an end. */
  blanks: number;
  /** True as soon as code used what a stand-in made up. */
  invented: boolean;
}

const MOST_EFFECTS = 1_000;
const LONGEST_EFFECT = 4_000;

export const trace: Trace = { effects: [], blanks: 0, invented: false };

/** `[0]` are the steps that are left to the code that runs. */
export const left = new Int32Array(1);

/** What the code of a program throws when no steps are left. */
export const STOP = { stopped: true };

/** Code that catches it is ended from outside after so many more steps. */
const PATIENCE = -10_000;

export function stop(): never {
  if (left[0] < PATIENCE) end();
  throw STOP;
}

export function read(value: Any): Any {
  if (value === undefined) trace.blanks++;
  return value;
}

export function clearTrace(): void {
  trace.effects = [];
  trace.blanks = 0;
  trace.invented = false;
}

/** What a request counts as: it takes that much longer than a step. */
const STEPS_OF_EFFECT = 200;

/** Notes that the code asked something of the world outside it. */
export function effect(line: string): void {
  left[0] -= STEPS_OF_EFFECT;
  if (left[0] < 0) stop();
  if (trace.effects.length >= MOST_EFFECTS) return;
  push(trace.effects, line.length > LONGEST_EFFECT ? `${cut(line, 0, LONGEST_EFFECT)}…` : line);
}

/** A hash of a text: FNV-1a, then stirred, so that near texts are far apart. */
export function hashOf(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < text.length; i++) hash = imul(hash ^ codeAt(text, i), 0x01000193);
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
