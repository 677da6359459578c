import { fireNext } from './clock.ts';
import { drain } from './host.ts';
import { type Any, promiseThen, RealPromise } from './pristine.ts';
import { thrown } from './render.ts';
import { effect, left, STOP } from './state.ts';

export type Settled =
  | { kind: 'value'; value: Any }
  | { kind: 'throw'; error: Any }
  | { kind: 'pending' }
  | { kind: 'steps' };

/** Most timers fired for one promise, and for what is left when a result is there. */
const MOST_FIRINGS = 10_000;
const MOST_AFTERWARDS = 100;

/** Calls, and waits for what a promise gives while virtual time goes by. */
export function settle(call: () => Any): Settled {
  let value: Any;
  let thenable: boolean;
  try {
    value = call();
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    thenable = isObject && typeof value.then === 'function';
  } catch (error) {
    return ended({ kind: 'throw', error });
  }
  return ended(thenable ? wait(value) : { kind: 'value', value });
}

function ended(settled: Settled): Settled {
  return left[0] < 0 ? { kind: 'steps' } : settled;
}

function wait(thenable: Any): Settled {
  let settled: Settled | undefined;
  promiseThen(
    new RealPromise((fulfil) => fulfil(thenable)),
    (value: Any) => {
      settled = { kind: 'value', value };
    },
    (error: Any) => {
      settled = { kind: 'throw', error };
    },
  );
  for (let fired = 0; ; fired++) {
    if (!drain() || left[0] < 0 || fired > MOST_FIRINGS) return { kind: 'steps' };
    if (settled !== undefined) return settled;
    if (!fire()) return { kind: 'pending' };
  }
}

/** Lets happen what was set going, for the sake of its effects. */
export function letHappen(): void {
  for (let fired = 0; fired < MOST_AFTERWARDS; fired++) {
    if (!drain() || left[0] < 0 || !fire()) return;
  }
}

function fire(): boolean {
  try {
    return fireNext();
  } catch (error) {
    if (error !== STOP) effect(`uncaught ${thrown(error)}`);
    return true;
  }
}
