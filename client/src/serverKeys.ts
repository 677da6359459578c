import type * as vscode from 'vscode';
import { isReadable, readAddress } from '../../server/src/protocol/addresses.ts';

/** Keys of servers, where the editor keeps secrets: each for the origin that it was given for. */
export interface ServerKeys {
  of(origin: string): Promise<string | null>;
  keep(origin: string, key: string): Promise<void>;
  forget(origin: string): Promise<void>;
  /** A text for the log, without any key that was taken from here. */
  withoutKeys(text: string): string;
}

const nameOf = (origin: string): string => `fern.serverKey:${origin}`;

export function createServerKeys(
  secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>,
): ServerKeys {
  const taken = new Set<string>();
  return {
    async of(origin) {
      const key = (await secrets.get(nameOf(origin))) || null;
      if (key !== null) taken.add(key);
      return key;
    },
    async keep(origin, key) {
      await secrets.store(nameOf(origin), key);
    },
    async forget(origin) {
      await secrets.delete(nameOf(origin));
    },
    withoutKeys(text) {
      // As it is, and as it stands in a message.
      const spellings = [...taken].flatMap((key) => [JSON.stringify(key).slice(1, -1), key]);
      return spellings.reduce((rest, spelling) => rest.replaceAll(spelling, '(secret)'), text);
    },
  };
}

/** What is wrong with the address of a server that is to be shown a key; undefined when nothing is. */
export function faultOfAddress(text: string): string | undefined {
  const url = readAddress(text.trim());
  if (url === null) return 'Write an address such as https://fern.example.org.';
  if (url.username !== '' || url.password !== '') return 'A key does not belong into the address.';
  return isReadable(url)
    ? 'A key would be sent there unencrypted: use its https:// address, or a tunnel from this machine (ssh -L) and http://localhost.'
    : undefined;
}

export const faultOfKey = (text: string): string | undefined =>
  /^[\x21-\x7e]*$/.test(text.trim()) ? undefined : 'A key holds no spaces, and nothing but ASCII.';
