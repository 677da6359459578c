import { useEffect, useMemo, useRef } from 'react';

export type Delayed<Params extends unknown[]> = {
  (...params: Params): void;
  cancel(): void;
};

/** Delays a function until calls stop coming in; only the last call goes through. */
export function delayCalls<Params extends unknown[]>(
  fn: (...params: Params) => void,
  quietMs: number
): Delayed<Params> {
  let pending: ReturnType<typeof setTimeout> | undefined;

  function cancel(): void {
    clearTimeout(pending);
    pending = undefined;
  }

  function schedule(...params: Params): void {
    cancel();
    pending = setTimeout(() => fn(...params), quietMs);
  }

  return Object.assign(schedule, { cancel });
}

/** Delayed version of a callback: stable across renders, cancelled on unmount. */
export function useDelayedCallback<Params extends unknown[]>(
  fn: (...params: Params) => void,
  quietMs: number
): Delayed<Params> {
  const current = useRef(fn);
  useEffect(() => {
    current.current = fn;
  }, [fn]);

  const delayed = useMemo(
    () => delayCalls((...params: Params) => current.current(...params), quietMs),
    [quietMs]
  );
  useEffect(() => {
    return () => delayed.cancel();
  }, [delayed]);

  return delayed;
}

export type KeyState = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'
>;

/** Compares a key event with a shortcut like `mod+k` or `shift+n`; `mod` is Ctrl or Command. */
export function isShortcut(pressed: KeyState, shortcut: string): boolean {
  const names = shortcut.toLowerCase().split('+');
  const modifiers = new Set(names);
  const mod = pressed.ctrlKey || pressed.metaKey;

  if (pressed.key.toLowerCase() !== names.at(-1)) return false;
  return (
    mod === modifiers.has('mod') &&
    pressed.shiftKey === modifiers.has('shift') &&
    pressed.altKey === modifiers.has('alt')
  );
}

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select');

/** Global keyboard shortcut. Key presses inside form fields are left alone. */
export function useShortcut(shortcut: string, run: () => void): void {
  useEffect(() => {
    function handleKey(event: KeyboardEvent): void {
      if (!isEditable(event.target) && isShortcut(event, shortcut)) {
        event.preventDefault();
        run();
      }
    }

    window.addEventListener('keydown', handleKey);
    return () => {
      window.removeEventListener('keydown', handleKey);
    };
  }, [shortcut, run]);
}
