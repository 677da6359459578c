import { useEffect, useMemo, useRef } from 'react';

export interface Debounced<Args extends unknown[]> {
  (...args: Args): void;
  cancel(): void;
}

/** Delays calls until `waitMs` have passed since the last one. */
export function debounce<Args extends unknown[]>(
  callback: (...args: Args) => void,
  waitMs: number,
): Debounced<Args> {
  let timeoutId: ReturnType<typeof setTimeout> | null = null;

  function cancel(): void {
    if (timeoutId !== null) {
      clearTimeout(timeoutId);
      timeoutId = null;
    }
  }

  function debounced(...args: Args): void {
    cancel();
    timeoutId = setTimeout(() => {
      timeoutId = null;
      callback(...args);
    }, waitMs);
  }

  return Object.assign(debounced, { cancel });
}

/** Hook version of `debounce`. The result is stable between renders. */
export function useDebouncedCallback<Args extends unknown[]>(
  callback: (...args: Args) => void,
  waitMs = 200,
): Debounced<Args> {
  const callbackRef = useRef(callback);
  callbackRef.current = callback;

  const debounced = useMemo(() => {
    const callLatest = (...args: Args): void => callbackRef.current(...args);
    return debounce(callLatest, waitMs);
  }, [waitMs]);

  useEffect(() => debounced.cancel, [debounced]);

  return debounced;
}
