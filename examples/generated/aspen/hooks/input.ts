import { useEffect, useMemo, useRef } from 'react';

// Typing: wait for a pause before acting on what was entered.

export interface Delayed<Params extends unknown[]> {
  (...params: Params): void;
  cancel(): void;
}

/** Delays a function until calls stop coming in; only the last call goes through. */
export function delayCalls<Params extends unknown[]>(
  fn: (...params: Params) => void,
  quietMs: number
): Delayed<Params> {
  let pending: ReturnType<typeof setTimeout> | undefined;

  const delayed = (...params: Params): void => {
    clearTimeout(pending);
    pending = setTimeout(() => fn(...params), quietMs);
  };

  delayed.cancel = (): void => {
    clearTimeout(pending);
    pending = undefined;
  };

  return delayed;
}

/** Delayed version of a callback: stable across renders, cancelled on unmount. */
export function useDelayedCallback<Params extends unknown[]>(
  fn: (...params: Params) => void,
  quietMs: number
): Delayed<Params> {
  const newest = useRef(fn);

  useEffect(() => {
    newest.current = fn;
  }, [fn]);

  const delayed = useMemo(
    () => delayCalls((...params: Params) => newest.current(...params), quietMs),
    [quietMs]
  );

  useEffect(() => {
    return () => delayed.cancel();
  }, [delayed]);

  return delayed;
}

// Shortcuts

export interface KeyState {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

/** Compares a key event with a shortcut like `mod+k` or `shift+n`; `mod` is Ctrl or Command. */
export function isShortcut(pressed: KeyState, shortcut: string): boolean {
  const names = shortcut.toLowerCase().split('+');
  const mainKey = names[names.length - 1];
  const needsMod = names.includes('mod');

  return (
    pressed.key.toLowerCase() === mainKey &&
    (pressed.ctrlKey || pressed.metaKey) === needsMod &&
    pressed.shiftKey === names.includes('shift') &&
    pressed.altKey === names.includes('alt')
  );
}

/** Global keyboard shortcut. Key presses inside form fields are left alone. */
export function useShortcut(shortcut: string, run: () => void): void {
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (isEditable(event.target) || !isShortcut(event, shortcut)) {
        return;
      }
      event.preventDefault();
      run();
    };

    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [shortcut, run]);
}
