import { isInvented } from './chameleon.ts';
import { type Any, apply, asyncIteratorKey, isArray, iteratorKey, push } from './pristine.ts';
import { property } from './render.ts';
import { type Settled, settle } from './settle.ts';

const MOST_ITEMS = 1_000;

/** A generator or another iterator: something whose items are the result, not its fields. */
export function isIterator(value: Any): boolean {
  if (typeof value !== 'object' || value === null || isArray(value) || isInvented(value)) return false;
  if (typeof property(value, 'next') !== 'function') return false;
  return (
    typeof property(value, iteratorKey) === 'function' ||
    typeof property(value, asyncIteratorKey) === 'function'
  );
}

/** Takes the items out into a list, endless ones up to a thousand. */
export function drainIterator(iterator: Any, items: Any[]): Settled {
  const next = property(iterator, 'next');
  while (items.length < MOST_ITEMS) {
    const settled = settle(() => apply(next, iterator, []));
    if (settled.kind !== 'value') return settled;
    const step = settled.value;
    const isObject = typeof step === 'object' && step !== null;
    if (!isObject || property(step, 'done')) return { kind: 'value', value: items };
    push(items, property(step, 'value'));
  }
  return { kind: 'value', value: items };
}
