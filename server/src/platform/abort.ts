import type { AbortSignalLike } from '../engine/index.ts';

/** The error of work that was called off; `name` is 'AbortError', as in the platform's own APIs. */
export function abortError(): Error {
  return new DOMException('The work was cancelled.', 'AbortError');
}

/**
 * Calls back when a signal fires. A plain object that only has `aborted` can't tell: its owner is polled where
 * the work is handed out.
 * @returns a function that stops listening
 */
export function onAbort(signal: AbortSignalLike | undefined, callback: () => void): () => void {
  if (!(signal instanceof AbortSignal)) return () => {};
  // Without a result: Node would take a returned promise for one whose rejection nobody handles.
  const listener = (): void => {
    callback();
  };
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}
