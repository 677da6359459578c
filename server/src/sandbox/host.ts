import type { Any, Fn } from './pristine.ts';

/** What the host lends, taken away from the world before any program is loaded. */
const lent: Fn = (globalThis as Any).$drain;
delete (globalThis as Any).$drain;

/**
 * Runs the jobs that wait in the queue.
 * @returns false when there were more than an input may have
 */
export function drain(): boolean {
  return lent() >= 0;
}
