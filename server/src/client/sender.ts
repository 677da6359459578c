import { readAddress } from '../protocol/addresses.ts';
import { errorOf, FernError, unreachable } from './fernError.ts';
import { backOff, pause } from './pause.ts';

export interface SenderOptions {
  readonly url: string;
  readonly key?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Tries after the first one. */
  readonly retries: number;
}

export interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the service's URL, as the service writes it. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** In the place of a body: it is kept by what it holds, so sending it twice does no harm. */
  readonly archive?: Blob | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly retries?: number;
}

/** Sends requests, again where that does no harm. */
export interface Sender {
  /** The document that a request is answered. @throws FernError; the signal's reason */
  json<Document>(asked: Asked): Promise<Document>;
  /** An answer whose body comes little by little. @throws FernError; the signal's reason */
  open(asked: Asked): Promise<Response>;
}

/** What passes: too many requests, or something on the way that is not there at the moment. */
const PASSING = new Set([429, 502, 503, 504]);
/** In milliseconds; who is to wait for longer should know. */
const LONGEST_RETRY = 120_000;

/** Whether the same request may go well a little later. */
export const isPassing = ({ status }: FernError): boolean => status === null || PASSING.has(status);

/** @throws FernError where the URL or the key can be none */
export function createSender({ url, key, fetch = globalThis.fetch, retries }: SenderOptions): Sender {
  const base = readUrl(url);
  const common = readHeaders(key);

  async function send<T>(asked: Asked, read: (response: Response) => Promise<T>): Promise<T> {
    const { method, path, query = {}, body, archive, headers = {}, signal } = asked;
    const target = new URL(`${base.pathname.replace(/\/$/, '')}${path}`, base);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) target.searchParams.set(name, value);
    const init = {
      method,
      headers: {
        ...common,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(archive === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(archive === undefined ? {} : { body: archive }),
      ...(signal === undefined ? {} : { signal }),
    };
    // What is done twice when it arrives twice is sent once.
    const isOnce = method === 'POST' && !('idempotency-key' in headers) && archive === undefined;
    const most = isOnce ? 0 : (asked.retries ?? retries);
    for (let tries = 0; ; ) {
      signal?.throwIfAborted();
      try {
        const response = await fetch(target, init).catch((error) => {
          throw unreachable(target, error);
        });
        if (!response.ok) throw await errorOf(response, Date.now());
        return await read(response);
      } catch (cause) {
        signal?.throwIfAborted();
        const error = cause instanceof FernError ? cause : unreachable(target, cause);
        const isBusy = error.status === 409 && error.retryAfter !== null;
        const wait = error.retryAfter ?? backOff(tries);
        if (most === 0 || !(isBusy || (isPassing(error) && tries < most)) || wait > LONGEST_RETRY)
          throw error;
        // The service is at work on it since an earlier try: that is no failure, however long it takes.
        if (!isBusy) tries++;
        await pause(wait, signal);
      }
    }
  }

  return {
    json: (asked) =>
      send(asked, async (response) => {
        const text = await response.text();
        try {
          return JSON.parse(text);
        } catch {
          throw new FernError(`${response.url} answered what is no JSON: it is no Fern.`, {
            status: response.status,
          });
        }
      }),
    open: (asked) => send(asked, async (response) => response),
  };
}

function readUrl(text: string): URL {
  const url = readAddress(text);
  if (url === null)
    throw new FernError(`${text} is no address of a service: write http://HOST:PORT or https://HOST.`);
  if (url.username !== '' || url.password !== '')
    throw new FernError('A key does not belong into the address; give it apart.');
  return url;
}

function readHeaders(key: string | undefined): Record<string, string> {
  if (key === undefined || key === '') return {};
  if (!/^[\x21-\x7e]+$/.test(key)) throw new FernError('The key holds spaces, or what is not ASCII.');
  return { authorization: `Bearer ${key}` };
}
