import type { Program, ProgramModule } from '../engine/index.ts';
import { resetClock } from './clock.ts';
import { Offers, reached } from './offers.ts';
import {
  type Any,
  apply,
  CompileAsyncFunction,
  CompileFunction,
  create,
  cut,
  type Fn,
  hasOwn,
  push,
  text,
  typedLength,
} from './pristine.ts';
import { resetRandom } from './random.ts';
import { messageOf, thrown } from './render.ts';
import { letHappen, settle } from './settle.ts';
import { standInModule } from './standIns.ts';
import { left, read, STOP, stop } from './state.ts';

/** Most steps that loading may take. */
const LOAD_STEPS = 5_000_000;

interface Loading {
  readonly exports: Any;
}

/** A program that was loaded: what its entry offers and its counters of branches. */
export interface Loaded {
  readonly problem: string | null;
  readonly offers: Offers;
  readonly counters: Uint32Array[];
}

/** Loads a program. What it took to load is no part of what it does afterwards: clock and chance begin anew. */
export function load(program: Program): Loaded {
  const byId: Record<string, ProgramModule> = create(null);
  const counters: Record<string, Uint32Array> = create(null);
  const all: Uint32Array[] = [];
  for (let i = 0; i < program.modules.length; i++) {
    const module = program.modules[i];
    byId[module.id] = module;
    counters[module.id] = new Uint32Array(module.branches);
    push(all, counters[module.id]);
  }
  const started: Record<string, Loading> = create(null);
  const names: string[] = [];
  const thunks: Any[] = [];
  const entry = program.modules[0];

  const start = (module: ProgramModule): Any => {
    const state: { exports: Any } = { exports: {} };
    // Known before it runs: a circle of imports sees what is there until then.
    started[module.id] = state;
    const require: Any = (specifier: Any) => {
      const written = text(specifier);
      const id = hasOwn(module.imports, written) ? module.imports[written] : undefined;
      if (id === undefined || !hasOwn(byId, id)) return standInModule(written);
      if (!hasOwn(started, id)) start(byId[id]);
      return started[id].exports;
    };
    const own: Fn = (name: Any, thunk: Any) => {
      if (module !== entry) return;
      push(names, text(name));
      push(thunks, thunk);
    };
    const args = [require, state, state.exports, own, counters[module.id], left, stop, read];
    const pending = apply(compiled(module.code), state.exports, args);
    if (module !== entry || pending === undefined) return undefined;
    return pending;
  };

  left[0] = LOAD_STEPS;
  const settled = settle(() => start(entry));
  letHappen();
  left[0] = 1_000_000;
  const offers = new Offers();
  if (hasOwn(started, entry.id)) offers.addExports(started[entry.id].exports);
  for (let i = 0; i < names.length; i++) {
    const value = reached(thunks[i]);
    if (value !== undefined) offers.addOwn(names[i], value);
  }
  for (let i = 0; i < all.length; i++) zero(all[i]);
  resetClock();
  resetRandom();
  return { problem: problemOf(settled), offers, counters: all };
}

function zero(counters: Uint32Array): void {
  const length = typedLength(counters);
  for (let i = 0; i < length; i++) counters[i] = 0;
}

const PARAMETERS = 'require,module,exports,$own,$hit,$left,$stop,$read';

function compiled(code: string): Fn {
  try {
    return CompileFunction(PARAMETERS, code) as Fn;
  } catch (error) {
    // `await` at the top level needs a function that may wait.
    try {
      return CompileAsyncFunction(PARAMETERS, code) as Fn;
    } catch {
      throw error;
    }
  }
}

function problemOf(settled: ReturnType<typeof settle>): string | null {
  if (settled.kind === 'value') return null;
  if (settled.kind === 'steps') return 'takes too many steps to load';
  if (settled.kind === 'pending') return 'waits forever while it loads';
  if (settled.error === STOP) return 'takes too many steps to load';
  const message = messageOf(settled.error);
  return cut(message === '' ? thrown(settled.error) : `${thrown(settled.error)}: ${message}`, 0, 500);
}
