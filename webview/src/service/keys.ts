/** The key of this tab: it ends with the tab, and is nowhere else. */
export interface Keys {
  read(): string | undefined;
  keep(key: string): void;
  forget(): void;
}

/** What of a browser's storage is used. */
export interface Storing {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

const NAME = 'fern-key';

/** @param storage null where the browser gives none: then the key ends with the page */
export function createKeys(storage: Storing | null): Keys {
  let key = storage?.getItem(NAME) ?? undefined;
  return {
    read: () => key,
    keep(given) {
      key = given;
      storage?.setItem(NAME, given);
    },
    forget() {
      key = undefined;
      storage?.removeItem(NAME);
    },
  };
}
