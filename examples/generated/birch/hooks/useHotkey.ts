import { useEffect } from 'react';

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Says whether a key press is the hotkey, such as `mod+k` (Ctrl or Command) or `shift+n`. */
export function matchesHotkey(press: KeyPress, hotkey: string): boolean {
  const parts = hotkey.toLowerCase().split('+');
  const key = parts.at(-1);
  const wantsMod = parts.includes('mod');
  return (
    press.key.toLowerCase() === key &&
    (press.ctrlKey || press.metaKey) === wantsMod &&
    press.shiftKey === parts.includes('shift') &&
    press.altKey === parts.includes('alt')
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

/** Runs the action on a hotkey, unless the user is typing in a field. */
export function useHotkey(hotkey: string, action: () => void): void {
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent): void => {
      if (isTyping(event.target) || !matchesHotkey(event, hotkey)) {
        return;
      }
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', handleKeyDown);
  }, [hotkey, action]);
}
