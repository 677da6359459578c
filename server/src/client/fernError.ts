import type { Problem } from './documents.ts';

/** A request that was not answered as it should be; the message is written for people. */
export class FernError extends Error {
  override readonly name = 'FernError';
  /** Of HTTP; null where no answer came. */
  readonly status: number | null;
  /** What the service says of it; null where nothing came, or what came is not from Fern. */
  readonly problem: Problem | null;
  /** Milliseconds after which to ask again, where the service says so. */
  readonly retryAfter: number | null;

  constructor(
    message: string,
    rest: { status?: number; problem?: Problem | null; retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(message, rest.cause === undefined ? {} : { cause: rest.cause });
    this.status = rest.status ?? null;
    this.problem = rest.problem ?? null;
    this.retryAfter = rest.retryAfter ?? null;
  }
}

/** What stands for an answer that is none of success. */
export async function errorOf(response: Response, now: number): Promise<FernError> {
  const { status } = response;
  const retryAfter = readRetryAfter(response.headers.get('retry-after'), now);
  const problem = readProblem(await response.text());
  const message = problem?.detail ?? `${response.url} answered ${status}, and not as Fern does.`;
  return new FernError(message, { status, problem, retryAfter });
}

/** What stands for no answer, or for half of one. */
export function unreachable(url: URL, error: unknown): FernError {
  const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  const why = cause?.code ?? (cause?.message || message);
  return new FernError(`${url.origin} can't be reached (${why}).`, { cause: error });
}

function readProblem(text: string): Problem | null {
  try {
    const read = JSON.parse(text) as Partial<Problem> | null;
    return typeof read?.detail === 'string' && typeof read.status === 'number' ? (read as Problem) : null;
  } catch {
    return null;
  }
}

/** Seconds, or a date (RFC 9110); in milliseconds from now. */
function readRetryAfter(text: string | null, now: number): number | null {
  if (text === null) return null;
  const milliseconds = /^\d+$/.test(text) ? 1000 * Number(text) : Date.parse(text) - now;
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}
