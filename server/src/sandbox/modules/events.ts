import type { Any, Fn } from '../pristine.ts';

interface Listener {
  call: Fn;
  once: boolean;
}

class EventEmitter {
  static defaultMaxListeners = 10;
  static EventEmitter = EventEmitter;
  #listeners = new Map<PropertyKey, Listener[]>();

  on(name: PropertyKey, call: Fn): this {
    return this.#add(name, { call, once: false }, false);
  }
  addListener(name: PropertyKey, call: Fn): this {
    return this.on(name, call);
  }
  prependListener(name: PropertyKey, call: Fn): this {
    return this.#add(name, { call, once: false }, true);
  }
  once(name: PropertyKey, call: Fn): this {
    return this.#add(name, { call, once: true }, false);
  }
  #add(name: PropertyKey, listener: Listener, first: boolean): this {
    const list = this.#listeners.get(name) ?? [];
    this.#listeners.set(name, first ? [listener, ...list] : [...list, listener]);
    return this;
  }
  off(name: PropertyKey, call: Fn): this {
    const list = this.#listeners.get(name) ?? [];
    const at = list.findLastIndex((listener) => listener.call === call);
    if (at >= 0) this.#set(name, list.toSpliced(at, 1));
    return this;
  }
  removeListener(name: PropertyKey, call: Fn): this {
    return this.off(name, call);
  }
  removeAllListeners(name?: PropertyKey): this {
    if (name === undefined) this.#listeners.clear();
    else this.#listeners.delete(name);
    return this;
  }
  #set(name: PropertyKey, list: Listener[]): void {
    if (list.length === 0) this.#listeners.delete(name);
    else this.#listeners.set(name, list);
  }
  emit(name: PropertyKey, ...args: Any[]): boolean {
    const list = this.#listeners.get(name);
    if (list === undefined) {
      if (name === 'error') throw args[0] instanceof Error ? args[0] : new Error('Unhandled error.');
      return false;
    }
    for (const { call, once } of list) {
      if (once) this.off(name, call);
      call.apply(this, args);
    }
    return true;
  }
  listenerCount(name: PropertyKey): number {
    return this.#listeners.get(name)?.length ?? 0;
  }
  listeners(name: PropertyKey): Fn[] {
    return (this.#listeners.get(name) ?? []).map(({ call }) => call);
  }
  eventNames(): PropertyKey[] {
    return [...this.#listeners.keys()];
  }
  setMaxListeners(): this {
    return this;
  }
}

export function eventsModule(): Any {
  return Object.assign(EventEmitter, {
    once: (emitter: EventEmitter, name: PropertyKey) =>
      new Promise((done) => emitter.once(name, (...args: Any[]) => done(args))),
  });
}
