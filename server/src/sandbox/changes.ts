import type { Input } from '../engine/index.ts';
import { decodeAll } from './decode.ts';
import {
  type Any,
  cut,
  getPrototypeOf,
  hasOwn,
  isArray,
  keys,
  objectPrototype,
  parse,
  push,
} from './pristine.ts';
import { render } from './render.ts';

/** The arguments of a call, and afterwards what became of them. */
export interface Watched {
  readonly args: Any[];
  /** The arguments as they are now, as text; '' where they are as they were. */
  told(): string;
}

/**
 * @param json of the input
 * @param plain what JSON gives is the input itself
 */
export function watch(input: Input, json: string, plain: boolean): Watched {
  if (!plain) return watchText(decodeAll(input.args));
  const args = input.args as Any[];
  if (!mayChange(args)) return { args, told: () => '' };
  const kept = listOf(args);
  const copy: Any[] = parse(json).args;
  return { args, told: () => (same(kept, copy, 0) ? '' : difference(render(copy), render(kept))) };
}

function watchText(args: Any[]): Watched {
  if (!mayChange(args)) return { args, told: () => '' };
  const before = render(args);
  const kept = listOf(args);
  return { args, told: () => difference(before, render(kept)) };
}

function difference(before: string, after: string): string {
  return after === before ? '' : `(${cut(after, 1, after.length - 1)})`;
}

/** Later changes of the list itself are none of the arguments'. */
function listOf(args: Any[]): Any[] {
  const kept: Any[] = [];
  for (let i = 0; i < args.length; i++) push(kept, args[i]);
  return kept;
}

function mayChange(args: Any[]): boolean {
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] === 'object' && args[i] !== null) return true;
  }
  return false;
}

/** Deeper values are told as text instead: a change may have made a circle. */
const DEEPEST = 12;

/** Whether a value is still what a copy of it is, which is plain data. False where it can't be said: text decides. */
function same(value: Any, copy: Any, depth: number): boolean {
  if (value === copy) return true;
  if (typeof value !== 'object' || value === null || typeof copy !== 'object' || copy === null) return false;
  if (depth > DEEPEST) return false;
  try {
    if (isArray(copy)) {
      if (!isArray(value) || value.length !== copy.length) return false;
      for (let i = 0; i < copy.length; i++) {
        if (value[i] !== copy[i] && !same(value[i], copy[i], depth + 1)) return false;
      }
      return true;
    }
    if (isArray(value) || getPrototypeOf(value) !== objectPrototype) return false;
    const names = keys(copy);
    const now = keys(value);
    if (now.length !== names.length) return false;
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      // Mostly in the order in which they came.
      if (now[i] !== name && !hasOwn(value, name)) return false;
      if (value[name] !== copy[name] && !same(value[name], copy[name], depth + 1)) return false;
    }
    return true;
  } catch {
    return false;
  }
}
