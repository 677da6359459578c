import type { Offer } from '../engine/index.ts';
import { isInvented } from './chameleon.ts';
import {
  type Any,
  apply,
  create,
  cut,
  functionPrototype,
  functionText,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  indexIn,
  isArray,
  objectPrototype,
  ownKeys,
  push,
} from './pristine.ts';
import { property } from './render.ts';

/** An offer and where it is kept. */
export interface Kept {
  readonly offer: Offer;
  readonly value: Any;
  /** What a method is called on. */
  readonly self: Any;
}

const MOST_OFFERS = 500;

/** Collects what an entry module offers, exported names first. */
export class Offers {
  readonly list: Kept[] = [];
  readonly #byPath: Record<string, Kept> = create(null);

  find(path: string): Kept | undefined {
    return this.#byPath[path];
  }

  /** Everything that `module.exports` holds when the module has run. */
  addExports(exported: Any): void {
    if (typeof exported === 'function' && !isInvented(exported))
      this.#add('default', true, exported, undefined);
    if (!isThing(exported) || isInvented(exported)) return;
    const names = namesOf(exported);
    for (let i = 0; i < names.length; i++) {
      this.#addNamed(names[i], true, property(exported, names[i]), exported);
    }
  }

  /** A top-level name; an exported function's own name counts as exported. */
  addOwn(name: string, value: Any): void {
    if (hasOwn(this.#byPath, name)) return;
    const other = this.find('default');
    this.#addNamed(name, other !== undefined && other.value === value, value, undefined);
  }

  #addNamed(name: string, exported: boolean, value: Any, self: Any): void {
    this.#add(name, exported, value, self);
    if (typeof value !== 'object' || value === null || isArray(value) || isInvented(value)) return;
    const names = namesOf(value);
    for (let i = 0; i < names.length; i++) {
      const member = property(value, names[i]);
      if (typeof member === 'function') this.#add(`${name}.${names[i]}`, exported, member, value);
    }
    const methods: string[] = [];
    gather(getPrototypeOf(value), '', methods);
    for (let i = 0; i < methods.length; i++) {
      const member = property(value, methods[i]);
      if (typeof member === 'function') this.#add(`${name}.${methods[i]}`, exported, member, value);
    }
  }

  #add(path: string, exported: boolean, value: Any, self: Any): void {
    if (hasOwn(this.#byPath, path) || this.list.length >= MOST_OFFERS) return;
    const offer = describe(path, exported, value);
    const kept = { offer, value, self: offer.kind === 'function' ? self : undefined };
    this.#byPath[path] = kept;
    push(this.list, kept);
  }
}

function isThing(value: Any): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function describe(path: string, exported: boolean, value: Any): Offer {
  if (typeof value !== 'function') return { path, exported, kind: 'value', arity: 0, members: [] };
  const length = property(value, 'length');
  const arity = typeof length === 'number' ? length : 0;
  const kind = isClass(value) ? 'class' : 'function';
  return { path, exported, kind, arity, members: kind === 'class' ? membersOf(value) : [] };
}

/** A `class`, or a function of the old kind that has methods. */
function isClass(value: Any): boolean {
  if (isInvented(value)) return false;
  try {
    if (cut(functionText(value), 0, 5) === 'class') return true;
    const prototype = getOwnPropertyDescriptor(value, 'prototype')?.value;
    if (!isThing(prototype) || indexIn(functionText(value), 'function*') >= 0) return false;
    return ownKeys(prototype).length > 1 && hasOwn(prototype, 'constructor');
  } catch {
    return false;
  }
}

function membersOf(value: Any): string[] {
  const names: string[] = [];
  try {
    gather(value.prototype, '', names);
    for (
      let made = value;
      typeof made === 'function' && made !== functionPrototype;
      made = getPrototypeOf(made)
    ) {
      gatherOwn(made, 'static ', names);
    }
  } catch {
    // A class that throws when it is looked at has the members seen so far.
  }
  return names;
}

function gather(prototype: Any, prefix: string, names: string[]): void {
  for (let depth = 0; isThing(prototype) && prototype !== objectPrototype && depth < 20; depth++) {
    gatherOwn(prototype, prefix, names);
    prototype = getPrototypeOf(prototype);
  }
}

const NO_MEMBERS: Record<string, true> = {
  __proto__: null,
  constructor: true,
  prototype: true,
  length: true,
  name: true,
  caller: true,
  arguments: true,
} as Any;

function gatherOwn(owner: Any, prefix: string, names: string[]): void {
  const found = ownKeys(owner);
  for (let i = 0; i < found.length && names.length < 200; i++) {
    const key = found[i];
    if (typeof key !== 'string' || key[0] === '_' || NO_MEMBERS[key]) continue;
    const descriptor = getOwnPropertyDescriptor(owner, key);
    const usable = descriptor?.get !== undefined || typeof descriptor?.value === 'function';
    const name = `${prefix}${key}`;
    let known = !usable;
    for (let j = 0; j < names.length && !known; j++) known = names[j] === name;
    if (!known) push(names, name);
  }
}

function namesOf(value: Any): string[] {
  const names: string[] = [];
  try {
    const found = ownKeys(value);
    for (let i = 0; i < found.length && names.length < MOST_OFFERS; i++) {
      const key = found[i];
      if (typeof key !== 'string' || key === '__esModule') continue;
      if (getOwnPropertyDescriptor(value, key)?.enumerable) push(names, key);
    }
  } catch {
    // A hostile proxy offers nothing.
  }
  return names;
}

/** Calls a thunk of `$own`; undefined where its name is not set yet. */
export function reached(thunk: Any): Any {
  try {
    return apply(thunk, undefined, []);
  } catch {
    return undefined;
  }
}
