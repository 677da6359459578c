import variant from '@jitl/quickjs-wasmfile-release-sync';
import type { HostRefId, JSContextPointer, JSRuntimePointer, QuickJSFFI } from 'quickjs-emscripten-core';

/** WebAssembly pages of 64 KiB: what the build of QuickJS starts with, and the most a program may have. */
const INITIAL_PAGES = 256;
const MOST_PAGES = 2048;

/** What the guest may ask of the host. */
export interface Callbacks {
  call(ctx: JSContextPointer, which: HostRefId): number;
  interrupt(rt: JSRuntimePointer): boolean;
}

/** The used part of an instance's memory. Fits every instance of the same build. */
export interface Snapshot {
  readonly low: Uint8Array;
  readonly heap: Uint8Array;
}

/** Where things lie in the memory of a fresh instance; the same in all. */
export interface Layout {
  /** End of the static data; the unused stack begins here. */
  readonly low: number;
  /** Where the heap begins, and the top of the stack before it. */
  readonly heap: number;
  /** Address of the variable that holds the heap's end. */
  readonly end: number;
}

/** One instance of QuickJS compiled to WebAssembly, with a memory of its own that can be copied and put back. */
export interface Instance {
  readonly ffi: QuickJSFFI;
  callbacks: Callbacks;
  /** Size of the memory, which never shrinks. */
  size(): number;
  bytes(): Uint8Array;
  /** Puts a text into the memory, with a zero behind it. */
  write(text: string): { at: number; length: number };
  /** The text that begins at an address and ends with a zero. */
  text(at: number): string;
  word(at: number): number;
  setWord(at: number, value: number): void;
  save(layout: Layout): Snapshot;
  restore(layout: Layout, snapshot: Snapshot): void;
  layout(): Layout;
}

export async function createInstance(compiled: WebAssembly.Module): Promise<Instance> {
  const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MOST_PAGES });
  const [imported, Ffi] = await Promise.all([variant.importModuleLoader(), variant.importFFI()]);
  const load = typeof imported === 'function' ? imported : imported.default;
  if (typeof load !== 'function') throw new Error('QuickJS has no loader.');
  const module = await load({
    wasmMemory: memory,
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(compiled, withoutTimeZone(imports, memory));
      done(instance);
      return instance.exports;
    },
  });
  const bytes = () => new Uint8Array(memory.buffer);
  const ffi = new Ffi(module);
  const instance: Instance = {
    ffi,
    callbacks: { call: () => 0, interrupt: () => true },
    size: () => memory.buffer.byteLength,
    bytes,
    write(text) {
      const encoded = encoder.encode(text);
      const at = module._malloc(encoded.length + 1);
      if (at === 0) throw new RangeError('out of memory');
      const target = bytes();
      target.set(encoded, at);
      target[at + encoded.length] = 0;
      return { at, length: encoded.length };
    },
    text(at) {
      const all = bytes();
      return decoder.decode(all.subarray(at, all.indexOf(0, at)));
    },
    setWord: (at, value) => new DataView(memory.buffer).setInt32(at, value, true),
    word: (at) => new DataView(memory.buffer).getUint32(at, true),
    save(layout) {
      const all = bytes();
      return { low: all.slice(0, layout.low), heap: all.slice(layout.heap, instance.word(layout.end)) };
    },
    restore(layout, { low, heap }) {
      const needed = layout.heap + heap.length;
      const missing = Math.ceil((needed - memory.buffer.byteLength) / 65536);
      // The loader looks at its views only when the program grows the memory, so it grows by a program's own doing.
      if (missing > 0) memory.grow(missing);
      const all = bytes();
      all.set(low, 0);
      all.set(heap, layout.heap);
    },
    layout: () => layoutOf(bytes, (size) => module._malloc(size)),
  };
  module.callbacks = {
    freeHostRef: () => {},
    callFunction: (_, ctx, __, ___, ____, which) => instance.callbacks.call(ctx, which) as never,
    loadModuleSource: () => 0 as never,
    normalizeModule: () => 0 as never,
    shouldInterrupt: (_, rt) => (instance.callbacks.interrupt(rt) ? 1 : 0),
  };
  return instance;
}

/** The numbers of the host's functions: run the jobs that wait; end the input that runs. */
export const DRAIN = 1 as HostRefId;
export const END = 2 as HostRefId;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * QuickJS asks its host for the local time. Results must not depend on where Fern runs, so all is UTC. The names of
 * the imports are minified; what they do is not.
 */
function withoutTimeZone(imports: WebAssembly.Imports, memory: WebAssembly.Memory): WebAssembly.Imports {
  const [[space, functions]] = Object.entries(imports);
  const replaced: WebAssembly.ModuleImports = { ...functions };
  let local = 0;
  for (const [name, value] of Object.entries(functions)) {
    const source = typeof value === 'function' ? String(value) : '';
    if (!source.includes('getTimezoneOffset')) continue;
    if (source.includes('getSeconds')) {
      local++;
      replaced[name] = (time: bigint, at: number) => writeUtc(memory, Number(time), at);
    } else {
      replaced[name] = (offset: number, daylight: number, standardName: number, daylightName: number) => {
        const view = new DataView(memory.buffer);
        view.setUint32(offset, 0, true);
        view.setUint32(daylight, 0, true);
        for (const at of [standardName, daylightName]) new Uint8Array(memory.buffer).set([85, 84, 67, 0], at);
      };
    }
  }
  if (local !== 1) throw new Error('This build of QuickJS asks for the local time in an unknown way.');
  return { [space]: replaced };
}

/** Fills a `struct tm`. */
function writeUtc(memory: WebAssembly.Memory, seconds: number, at: number): void {
  const date = new Date(seconds * 1000);
  const year = date.getUTCFullYear();
  const day = Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000);
  const fields = [
    date.getUTCSeconds(),
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth(),
    year - 1900,
    date.getUTCDay(),
    day,
    0,
    0,
  ];
  const view = new DataView(memory.buffer);
  fields.forEach((field, index) => {
    view.setInt32(at + 4 * index, field, true);
  });
}

/** Finds out where things lie, by looking at a fresh memory and at what a large allocation changes in it. */
function layoutOf(bytes: () => Uint8Array, allocate: (size: number) => number): Layout {
  const PAGE = 1024;
  const fresh = bytes();
  const empty = (page: number) => fresh.subarray(page * PAGE, (page + 1) * PAGE).every((byte) => byte === 0);
  // The longest run of nothing before the heap is the stack.
  let best = { from: 0, to: 0 };
  let from = 0;
  const firstAllocation = allocate(64);
  for (let page = 0; page * PAGE < firstAllocation; page++) {
    if (!empty(page)) from = page + 1;
    else if (page + 1 - from > best.to - best.from) best = { from, to: page + 1 };
  }
  const low = best.from * PAGE;
  const words = () => new Uint32Array(bytes().slice(0, low).buffer);
  const before = words();
  const SIZE = 4 * 1024 * 1024;
  const place = allocate(SIZE);
  const after = words();
  let end = -1;
  after.forEach((word, index) => {
    if (word < place + SIZE || word > bytes().length || word - before[index] < SIZE / 2) return;
    if (end < 0 || word > after[end]) end = index;
  });
  if (place === 0 || end < 0) throw new Error('The end of the heap of QuickJS was not found.');
  return { low, heap: best.to * PAGE, end: end * 4 };
}
