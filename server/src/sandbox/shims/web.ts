import type { Any, Fn } from '../pristine.ts';

/** Events, aborting, base 64, and copying of structures. */
class Event {
  readonly type: string;
  readonly cancelable: boolean;
  defaultPrevented = false;
  target: Any = null;
  detail: Any;
  constructor(type: string, options: Any = {}) {
    this.type = String(type);
    this.cancelable = Boolean(options?.cancelable);
    this.detail = options?.detail ?? null;
  }
  preventDefault(): void {
    if (this.cancelable) this.defaultPrevented = true;
  }
  stopPropagation(): void {}
  stopImmediatePropagation(): void {}
}
class CustomEvent extends Event {}

class EventTarget {
  #listeners: { type: string; call: Any; once: boolean }[] = [];
  addEventListener(type: string, call: Any, options?: Any): void {
    if (this.#listeners.some((known) => known.type === type && known.call === call)) return;
    this.#listeners.push({ type, call, once: Boolean(options?.once) });
  }
  removeEventListener(type: string, call: Any): void {
    this.#listeners = this.#listeners.filter((known) => known.type !== type || known.call !== call);
  }
  dispatchEvent(event: Event): boolean {
    event.target = this;
    for (const { type, call, once } of [...this.#listeners]) {
      if (type !== event.type) continue;
      if (once) this.removeEventListener(type, call);
      if (typeof call === 'function') call.call(this, event);
      else call.handleEvent(event);
    }
    return !event.defaultPrevented;
  }
}

class DOMException extends Error {
  constructor(message = '', name = 'Error') {
    super(message);
    Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true });
  }
}

class AbortSignal extends EventTarget {
  aborted = false;
  reason: Any = undefined;
  onabort: Fn | null = null;
  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }
  static abort(reason?: Any): AbortSignal {
    const controller = new AbortController();
    controller.abort(reason);
    return controller.signal;
  }
  static timeout(delay: number): AbortSignal {
    const controller = new AbortController();
    const late = () => controller.abort(new DOMException('The operation timed out.', 'TimeoutError'));
    (globalThis as Any).setTimeout(late, delay);
    return controller.signal;
  }
}
class AbortController {
  readonly signal = new AbortSignal();
  abort(reason: Any = new DOMException('This operation was aborted', 'AbortError')): void {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.reason = reason;
    const event = new Event('abort');
    this.signal.onabort?.(event);
    this.signal.dispatchEvent(event);
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function btoa(input: Any): string {
  const bytes = String(input);
  let encoded = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const codes = [bytes.charCodeAt(i), bytes.charCodeAt(i + 1), bytes.charCodeAt(i + 2)];
    if (codes.some((code) => code > 255))
      throw new DOMException('Invalid character', 'InvalidCharacterError');
    const word = (codes[0] << 16) | ((codes[1] || 0) << 8) | (codes[2] || 0);
    for (let j = 0; j < 4; j++) encoded += i + j > bytes.length ? '=' : ALPHABET[(word >> (18 - 6 * j)) & 63];
  }
  return encoded;
}

function atob(input: Any): string {
  let text = String(input).replace(/[\t\n\f\r ]/g, '');
  if (text.length % 4 === 0) text = text.replace(/==?$/, '');
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) {
    throw new DOMException('The string to be decoded is not correctly encoded.', 'InvalidCharacterError');
  }
  let decoded = '';
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    held = ((held << 6) | ALPHABET.indexOf(letter)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    decoded += String.fromCharCode((held >> bits) & 255);
  }
  return decoded;
}

const clonedError = (value: Any) => {
  const kinds: Any = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };
  return new (kinds[value.name] ?? Error)(value.message);
};

function structuredClone(value: Any): Any {
  const seen = new Map<Any, Any>();
  const clone = (item: Any): Any => {
    if (typeof item === 'function' || typeof item === 'symbol') {
      throw new DOMException(`${String(item)} could not be cloned.`, 'DataCloneError');
    }
    if (typeof item !== 'object' || item === null) return item;
    if (seen.has(item)) return seen.get(item);
    const keep = (made: Any) => {
      seen.set(item, made);
      return made;
    };
    if (item instanceof Date) return keep(new Date(item.getTime()));
    if (item instanceof RegExp) return keep(new RegExp(item.source, item.flags));
    if (item instanceof Number || item instanceof String || item instanceof Boolean)
      return keep(Object(item.valueOf()));
    if (item instanceof Error) return keep(clonedError(item));
    if (item instanceof ArrayBuffer) return keep(item.slice(0));
    if (ArrayBuffer.isView(item)) return keep((item as Any).slice());
    if (item instanceof Promise || item instanceof WeakMap || item instanceof WeakSet) {
      throw new DOMException('The object could not be cloned.', 'DataCloneError');
    }
    if (item instanceof Map) {
      const map = keep(new Map());
      item.forEach((held, key) => {
        map.set(clone(key), clone(held));
      });
      return map;
    }
    if (item instanceof Set) {
      const set = keep(new Set());
      item.forEach((held) => {
        set.add(clone(held));
      });
      return set;
    }
    const made = keep(Array.isArray(item) ? new Array(item.length) : {});
    for (const key of Object.keys(item)) made[key] = clone(item[key]);
    return made;
  };
  return clone(value);
}

export function installWeb(world: Any): void {
  Object.assign(world, { Event, CustomEvent, EventTarget, DOMException, AbortSignal, AbortController });
  Object.assign(world, { btoa, atob, structuredClone });
  const nothing = () => {};
  const levels =
    'log error warn info debug trace assert table dir time timeEnd timeLog count group groupCollapsed groupEnd clear';
  world.console = Object.fromEntries(levels.split(' ').map((name) => [name, nothing]));
}
