import {
  type Any,
  apply,
  construct,
  type Fn,
  max,
  number,
  promiseThen,
  push,
  RealDate,
  RealPromise,
  splice,
} from './pristine.ts';

/** 2024-03-15T10:30:00Z, a Friday in a leap year: what every program takes for now. */
const START = 1_710_498_600_000;

interface Timer {
  id: number;
  due: number;
  every: number;
  run: Fn;
  args: Any[];
}

let now = START;
let nextId = 1;
let timers: Timer[] = [];

export function resetClock(): void {
  now = START;
  nextId = 1;
  timers = [];
}

/** Moves time to the next timer and fires it; false when there is none. Throws what it throws. */
export function fireNext(): boolean {
  let first = -1;
  for (let i = 0; i < timers.length; i++) {
    if (first < 0 || timers[i].due < timers[first].due) first = i;
  }
  if (first < 0) return false;
  const timer = timers[first];
  splice(timers, first, 1);
  if (timer.due > now) now = timer.due;
  if (timer.every >= 0) {
    timer.due = now + max(timer.every, 1);
    push(timers, timer);
  }
  apply(timer.run, undefined, timer.args);
  return true;
}

function add(run: Any, delay: Any, every: boolean, args: Any[]): number {
  const wanted = number(delay);
  const wait = max(wanted, 0);
  const call: Fn = typeof run === 'function' ? run : () => {};
  push(timers, { id: nextId, due: now + wait, every: every ? wait : -1, run: call, args });
  return nextId++;
}

function clear(id: Any): void {
  for (let i = 0; i < timers.length; i++) {
    if (timers[i].id === id) {
      splice(timers, i, 1);
      return;
    }
  }
}

/** A promise that is fulfilled; what hangs on it runs as a microtask. */
const done = RealPromise.resolve();
const nothing = () => {};

/** Replaces the clock and the timers of a world; time stands still but for timers. */
export function installClock(world: Any): void {
  function FakeDate(this: Any, ...args: Any[]): Any {
    if (new.target === undefined) return `${new RealDate(now)}`;
    return construct(RealDate, args.length === 0 ? [now] : args, new.target);
  }
  FakeDate.prototype = RealDate.prototype;
  const same = { writable: true, configurable: true };
  Object.defineProperties(FakeDate, {
    now: { value: () => now, ...same },
    parse: { value: RealDate.parse, ...same },
    UTC: { value: RealDate.UTC, ...same },
    name: { value: 'Date', configurable: true },
    length: { value: 7, configurable: true },
    prototype: { writable: false },
  });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: FakeDate, ...same });
  const start = START;
  Object.assign(world, {
    Date: FakeDate,
    setTimeout: (run: Any, delay?: Any, ...args: Any[]) => add(run, delay, false, args),
    setInterval: (run: Any, delay?: Any, ...args: Any[]) => add(run, delay, true, args),
    setImmediate: (run: Any, ...args: Any[]) => add(run, 0, false, args),
    requestAnimationFrame: (run: Any) => add(() => run(now - start), 16, false, []),
    requestIdleCallback: (run: Any) => add(run, 1, false, [{ didTimeout: false, timeRemaining: () => 10 }]),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
    cancelAnimationFrame: clear,
    cancelIdleCallback: clear,
    queueMicrotask: (run: Fn) => void promiseThen(done, () => run(), nothing),
    performance: { now: () => now - start, timeOrigin: start, mark: () => {}, measure: () => {} },
  });
}

/** The instant that code takes for now. */
export function instant(): number {
  return now;
}
