import type { Any, Fn } from './pristine.ts';

/** What the host lends, taken away from the world before any program is loaded. */
const lentDrain: Fn = (globalThis as Any).$drain;
const lentEnd: Fn = (globalThis as Any).$end;
delete (globalThis as Any).$drain;
delete (globalThis as Any).$end;

/**
 * Runs the jobs that wait in the queue.
 * @returns false when there were more than an input may have
 */
export function drain(): boolean {
  return lentDrain() >= 0;
}

/** Ends the input that runs; its outcome is lost but for that. */
export function end(): void {
  lentEnd();
}
