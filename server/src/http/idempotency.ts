import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Answers } from '../service/answers.ts';
import { Problem } from '../service/problems.ts';
import { shownKey } from './keys.ts';
import type { Answer, Route } from './route.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;
/** Seconds after which somebody whose request is being answered should ask again. */
const RETRY_AFTER = 1;

/** With an Idempotency-Key a request is done once, however often it is sent. */
export function once(answers: Answers, handle: Route['handle']): Route['handle'] {
  return async (request, signal) => {
    const key = nameOf(request);
    if (key === null) return handle(request, signal);
    const claim = await answers.claim(key, bodyHash(request));
    switch (claim.state) {
      case 'other':
        throw new Problem(422, 'This Idempotency-Key was used for another request; take a new one.');
      case 'busy':
        throw new Problem(409, 'The request with this Idempotency-Key is being answered.', {
          retryAfter: RETRY_AFTER,
        });
      case 'answered':
        return { ...claim.answer, headers: { ...claim.answer.headers, 'idempotency-replayed': 'true' } };
      case 'mine':
        return answerAndKeep(answers, key, () => handle(request, signal));
    }
  };
}

async function answerAndKeep(answers: Answers, key: string, handle: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await handle();
    if (typeof answer.body === 'string')
      await answers.keep(key, { status: answer.status, headers: answer.headers ?? {}, body: answer.body });
    return answer;
  } catch (error) {
    // What failed may go well the next time.
    await answers.forget(key);
    throw error;
  }
}

/** The id of the job that a request with an Idempotency-Key asks for: the same one each time; null without a key. */
export function jobIdOf(request: FastifyRequest): string | null {
  const name = nameOf(request);
  if (name === null) return null;
  const hex = hash(name, bodyHash(request));
  // RFC 9562, version 8: whatever it is made of.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Whose key it is and where; nobody finds the answers of others by guessing. @throws Problem 400 */
function nameOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key))
    throw new Problem(400, 'An Idempotency-Key has 1 to 255 visible ASCII characters.');
  return hash(request.method, request.routeOptions.url ?? '', shownKey(request), key);
}

function bodyHash({ body, headers }: FastifyRequest): string {
  return hash(JSON.stringify(body ?? null), String(headers.prefer ?? ''));
}

function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
