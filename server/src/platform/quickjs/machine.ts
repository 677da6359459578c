import type {
  EvalDetectModule,
  EvalFlags,
  HostRefId,
  IntrinsicsFlags,
  JSContextPointer,
  JSRuntimePointer,
  JSValueConstPointer,
  JSValuePointer,
} from 'quickjs-emscripten-core';
import { createInstance, DRAIN, END, type Instance, type Layout, type Snapshot } from './instance.ts';

/** Just below what the memory can grow to, so that mostly the program is told and not the machine. */
const MEMORY_LIMIT = 112 * 1024 * 1024;
/** Most jobs of one promise's way to its result. */
const MOST_JOBS = 50_000;
/** Garbage is collected when a program holds so many bytes. */
const COLLECT_AT = 8 * 1024 * 1024;
/** QuickJS asks whether to go on after so many calls and turns of loops. */
const POLLS = 200;
/** What QuickJS itself counts from; patterns are counted apart, and each of their looks is as long as so many others. */
const OWN_POLLS = 10_000;
const PATTERN_LOOK = 150;
/** A memory that grew beyond this is given back when there is time. */
const LARGE = 24 * 1024 * 1024;

export interface MachineOptions {
  readonly guest: string;
  readonly compiled: WebAssembly.Module;
  readonly stackBytes: number;
  /** How often QuickJS may ask whether to go on, for one input. */
  readonly ticks: number;
  /** Milliseconds for one input, in case the machine is slow. */
  readonly wall: number;
  /** Called before each command. */
  readonly beat: () => void;
}

/** What the guest shall run on an input. */
export interface Task {
  readonly target: string;
  readonly steps: number;
  readonly coverage: boolean;
  /** What the input's JSON gives is the input itself. */
  readonly plain: boolean;
}

/** How a command ended: its answer, or why there is none. */
export type Answer =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'time' | 'steps' | 'memory' | 'stack' }
  | { readonly kind: 'throw'; readonly text: string };

/**
 * QuickJS with the guest loaded. Before each command its memory is put back to a snapshot, which undoes whatever
 * happened; that is much cheaper than making a new one.
 */
export class Machine {
  readonly #options: MachineOptions;
  readonly #layout: Layout;
  readonly #rt: JSRuntimePointer;
  readonly #ctx: JSContextPointer;
  readonly #guest: JSValuePointer;
  /** The guest, and no program. */
  readonly base: Snapshot;
  #instance: Instance;
  #spare: Instance | undefined;
  #making = false;
  #damaged = false;
  #ticks = 0;
  #deadline = 0;
  #interrupted = false;
  #ended = false;
  #counter: number | undefined;

  static async create(options: MachineOptions): Promise<Machine> {
    return new Machine(options, await createInstance(options.compiled));
  }

  private constructor(options: MachineOptions, instance: Instance) {
    this.#options = options;
    this.#instance = instance;
    this.#connect(instance);
    const { ffi } = instance;
    const fresh = instance.bytes().slice();
    this.#layout = instance.layout();
    instance.bytes().set(fresh);
    this.#rt = ffi.QTS_NewRuntime();
    this.#ctx = ffi.QTS_NewContext(this.#rt, 0 as IntrinsicsFlags);
    // QuickJS collects garbage when 256 KiB are allocated; after every return to a snapshot beyond that it would do so
    // again. There is no function to change it, nor for how often QuickJS asks whether to go on.
    const threshold = onlyWord(instance, this.#rt, 256 * 1024);
    if (threshold !== undefined) instance.setWord(threshold, COLLECT_AT);
    ffi.QTS_RuntimeSetMemoryLimit(this.#rt, MEMORY_LIMIT);
    ffi.QTS_RuntimeSetMaxStackSize(this.#rt, options.stackBytes);
    ffi.QTS_RuntimeEnableInterruptHandler(this.#rt);
    this.#counter = this.#findCounter();
    this.#start();
    this.#lend('$drain', DRAIN);
    this.#lend('$end', END);
    this.#evaluate(options.guest);
    this.#guest = this.#evaluate(
      '(() => { const guest = globalThis.$guest; delete globalThis.$guest; return guest; })()',
    );
    this.base = instance.save(this.#layout);
  }

  /** The memory as it is now. */
  save(): Snapshot {
    return this.#instance.save(this.#layout);
  }

  /** Puts the memory back, then has the guest load a program, or do a task on an input. */
  run(from: Snapshot, json: string, task?: Task): Answer {
    this.#options.beat();
    this.#renew();
    this.#instance.restore(this.#layout, from);
    this.#start();
    try {
      return this.#call(json, task);
    } catch (error) {
      // Out of WebAssembly: the thread's own stack or the memory's end.
      this.#damaged = true;
      return { kind: error instanceof RangeError && !/memory/.test(error.message) ? 'stack' : 'memory' };
    } finally {
      if (this.#damaged || this.#instance.size() > LARGE) this.#prepareSpare();
    }
  }

  /** Bytes that are held for programs. */
  size(): number {
    return this.#instance.size();
  }

  #call(json: string, task: Task | undefined): Answer {
    const { ffi } = this.#instance;
    const values = [this.#string(json), ...(task === undefined ? [] : this.#valuesOf(task))];
    const argv = this.#list(values);
    const result = ffi.QTS_Call(this.#ctx, this.#guest, ffi.QTS_GetUndefined(), values.length, argv as never);
    if (this.#interrupted) return { kind: this.#ended ? 'steps' : 'time' };
    const error = ffi.QTS_ResolveException(this.#ctx, result);
    if (error !== 0) return this.#failure(this.#read(error));
    return { kind: 'answer', text: this.#read(result) };
  }

  #valuesOf({ target, steps, coverage, plain }: Task): (JSValuePointer | JSValueConstPointer)[] {
    const { ffi } = this.#instance;
    const boolean = (value: boolean) => (value ? ffi.QTS_GetTrue() : ffi.QTS_GetFalse());
    const number = ffi.QTS_NewFloat64(this.#ctx, steps);
    return [this.#string(target), number, boolean(coverage), boolean(plain)];
  }

  /** Arguments as C has them: pointers in a row. */
  #list(values: readonly (JSValuePointer | JSValueConstPointer)[]): number {
    const { at } = this.#instance.write('----'.repeat(values.length));
    const view = new DataView(this.#instance.bytes().buffer);
    values.forEach((pointer, index) => {
      view.setUint32(at + 4 * index, pointer, true);
    });
    return at;
  }

  #failure(text: string): Answer {
    if (/stack overflow/.test(text)) return { kind: 'stack' };
    return /out of memory|^null$/.test(text) ? { kind: 'memory' } : { kind: 'throw', text };
  }

  #string(text: string): JSValuePointer {
    return this.#instance.ffi.QTS_NewString(this.#ctx, this.#instance.write(text).at as never);
  }

  #read(value: JSValuePointer): string {
    const at = this.#instance.ffi.QTS_GetString(this.#ctx, value);
    return at === 0 ? 'null' : this.#instance.text(at);
  }

  #lend(name: string, which: HostRefId): void {
    const { ffi } = this.#instance;
    const lent = ffi.QTS_NewFunction(this.#ctx, name, 0, false, which);
    ffi.QTS_SetProp(this.#ctx, ffi.QTS_GetGlobalObject(this.#ctx), this.#string(name), lent);
  }

  #evaluate(code: string): JSValuePointer {
    const { ffi } = this.#instance;
    const { at, length } = this.#instance.write(code);
    const flags = 0 as EvalFlags;
    const result = ffi.QTS_Eval(this.#ctx, at as never, length, 'guest.js', 0 as EvalDetectModule, flags);
    const error = ffi.QTS_ResolveException(this.#ctx, result);
    if (error !== 0) throw new Error(`The guest of the sandbox does not start: ${this.#read(error)}`);
    return result;
  }

  #connect(instance: Instance): void {
    instance.callbacks = {
      call: (ctx, which) => instance.ffi.QTS_NewFloat64(ctx, which === END ? this.#end() : this.#drain()),
      interrupt: () => {
        this.#ticks += this.#inPattern() ? PATTERN_LOOK : 1;
        this.#lookAgainIn(POLLS);
        if (this.#ticks > this.#options.ticks || Date.now() > this.#deadline) this.#interrupted = true;
        return this.#interrupted;
      },
    };
  }

  /** Runs the jobs that wait; negative where the guest shall give up. */
  #drain(): number {
    const { ffi } = this.#instance;
    if (this.#interrupted) return -1;
    if (ffi.QTS_IsJobPending(this.#rt) === 0) return 0;
    const out = this.#instance.write('----');
    ffi.QTS_ExecutePendingJob(this.#rt, MOST_JOBS, out.at as never);
    return this.#interrupted || ffi.QTS_IsJobPending(this.#rt) !== 0 ? -1 : 0;
  }

  /** Ends the input that runs at once: no code can catch that. */
  #end(): number {
    this.#ended = true;
    this.#interrupted = true;
    this.#lookAgainIn(0);
    return -1;
  }

  /**
   * After so many calls and turns of loops QuickJS asks again. Its own number is too large where each of them throws
   * from a deep stack.
   */
  #lookAgainIn(polls: number): void {
    if (this.#counter !== undefined) this.#instance.setWord(this.#counter, polls);
  }

  /** QuickJS counts down in its context, from a number that is there when it asks. */
  #findCounter(): number | undefined {
    const instance = this.#instance;
    const { callbacks } = instance;
    let found: number | undefined;
    const interrupt = () => {
      found ??= onlyWord(instance, this.#ctx, OWN_POLLS);
      return false;
    };
    instance.callbacks = { ...callbacks, interrupt };
    this.#evaluate('for (let i = 0; i < 20000; i++);');
    instance.callbacks = callbacks;
    return found;
  }

  /** QuickJS has just begun to count anew, unless it is a pattern that asks. */
  #inPattern(): boolean {
    return this.#counter !== undefined && this.#instance.word(this.#counter) !== OWN_POLLS;
  }

  /** Whether the memory is all but used up. */
  full(): boolean {
    return this.#instance.word(this.#layout.end) > 0.8 * MEMORY_LIMIT;
  }

  #start(): void {
    this.#ticks = 0;
    this.#interrupted = false;
    this.#ended = false;
    this.#deadline = Date.now() + this.#options.wall;
    this.#lookAgainIn(POLLS);
  }

  /** Takes a fresh instance in the place of one that is damaged or large, if one is there. */
  #renew(): void {
    if (this.#spare === undefined || !(this.#damaged || this.#instance.size() > LARGE)) return;
    this.#instance = this.#spare;
    this.#spare = undefined;
    this.#damaged = false;
    this.#connect(this.#instance);
  }

  /** Instances can't be made at once, so until this one is there the old one goes on: putting its memory back heals it. */
  #prepareSpare(): void {
    if (this.#making || this.#spare !== undefined) return;
    this.#making = true;
    createInstance(this.#options.compiled).then(
      (instance) => {
        this.#spare = instance;
        this.#making = false;
        this.#renew();
      },
      () => {
        this.#making = false;
      },
    );
  }
}

/** Address of the one word near a place that holds a value; undefined where there are none or several. */
function onlyWord(instance: Instance, from: number, value: number): number | undefined {
  const places = Array.from({ length: 160 }, (_, index) => from + 4 * index);
  const found = places.filter((at) => instance.word(at) === value);
  return found.length === 1 ? found[0] : undefined;
}
