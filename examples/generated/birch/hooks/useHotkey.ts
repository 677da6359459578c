import { useEffect } from 'react';

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const FORM_FIELDS = ['INPUT', 'TEXTAREA', 'SELECT'];

/** Checks a key press against a hotkey such as `mod+k`, where `mod` is Ctrl or Cmd. */
export function matchesHotkey(press: KeyPress, hotkey: string): boolean {
  const modifiers = hotkey.toLowerCase().split('+');
  const key = modifiers.pop();
  if (press.key.toLowerCase() !== key) return false;

  const pressed = {
    mod: press.ctrlKey || press.metaKey,
    shift: press.shiftKey,
    alt: press.altKey,
  };
  return Object.entries(pressed).every(([name, isDown]) => isDown === modifiers.includes(name));
}

/** Registers a global hotkey, which is ignored while the user is typing. */
export function useHotkey(hotkey: string, action: () => void): void {
  useEffect(() => {
    function handleKeyDown(event: KeyboardEvent): void {
      const { target } = event;
      const isTyping = target instanceof HTMLElement && FORM_FIELDS.includes(target.tagName);
      if (!isTyping && matchesHotkey(event, hotkey)) {
        event.preventDefault();
        action();
      }
    }

    window.addEventListener('keydown', handleKeyDown);
  }, [hotkey, action]);
}
