import { useEffect, useMemo, useRef } from 'react';

export interface Debounced<Args extends unknown[]> {
  (...args: Args): void;
  cancel(): void;
}

/** Calls the function once, with the latest arguments, after calls have paused. */
export function debounce<Args extends unknown[]>(
  callback: (...args: Args) => void,
  waitMs: number,
): Debounced<Args> {
  let timeout: ReturnType<typeof setTimeout> | undefined;

  const debounced = (...args: Args): void => {
    clearTimeout(timeout);
    timeout = setTimeout(() => callback(...args), waitMs);
  };

  debounced.cancel = (): void => {
    clearTimeout(timeout);
    timeout = undefined;
  };

  return debounced;
}

/** A debounced callback that keeps its identity and stops with the component. */
export function useDebouncedCallback<Args extends unknown[]>(
  callback: (...args: Args) => void,
  waitMs: number,
): Debounced<Args> {
  const callbackRef = useRef(callback);

  useEffect(() => {
    callbackRef.current = callback;
  }, [callback]);

  const debounced = useMemo(
    () => debounce((...args: Args) => callbackRef.current(...args), waitMs),
    [waitMs],
  );

  useEffect(() => () => debounced.cancel(), [debounced]);

  return debounced;
}
