import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../protocol/addresses.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** Keys as they are configured: one, or several with commas between. */
export function readKeys(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
}

/** Why a server may not listen at an address; null when it may. */
export function refusal(host: string, keys: readonly string[]): string | null {
  if (keys.length > 0 || isLoopback(host)) return null;
  return `Everybody who reaches ${host} could use this Fern: set API_KEY, or listen on 127.0.0.1 (--host 127.0.0.1) behind something that asks for a key.`;
}

/** The key that a request shows, right or wrong; empty where it shows none. */
export function shownKey({ headers }: Pick<FastifyRequest, 'headers'>): string {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const header = headers['x-api-key'];
  return bearer ?? (typeof header === 'string' ? header : '');
}

/** Whether a request shows one of the keys; in the same time whichever is right. */
export function createGuard(keys: readonly string[]): (request: Pick<FastifyRequest, 'headers'>) => boolean {
  const known = keys.map(digest);
  return (request) => {
    if (known.length === 0) return true;
    const shown = digest(shownKey(request));
    return known.map((key) => timingSafeEqual(key, shown)).includes(true);
  };
}
