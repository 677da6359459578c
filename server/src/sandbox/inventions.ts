import { RealWeakMap, weakGet, weakSet } from './pristine.ts';

const labels = new RealWeakMap<object, string>();

/** Marks an object as made up by a stand-in; the label tells where it comes from. */
export function invent(object: object, label: string): void {
  weakSet(labels, object, label);
}

/** Where a made up object comes from; undefined for all others. */
export function invention(object: object): string | undefined {
  return weakGet(labels, object);
}
