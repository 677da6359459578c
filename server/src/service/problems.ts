/** What went wrong, as RFC 9457 tells it; where it was asked for is known to who answers. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly {
    /** JSON pointer into the body (RFC 6901). */
    readonly pointer: string;
    readonly detail: string;
  }[];
}

/** A request that can't be answered; the detail says what to do, and nothing that the asker may not know. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly errors: ProblemBody['errors'];
  readonly retryAfter: number | undefined;

  /** @param retryAfter seconds */
  constructor(
    status: number,
    detail: string,
    rest: { pointer?: string; errors?: ProblemBody['errors']; retryAfter?: number } = {},
  ) {
    super(detail);
    this.status = status;
    this.errors =
      rest.errors ?? (rest.pointer === undefined ? undefined : [{ pointer: rest.pointer, detail }]);
    this.retryAfter = rest.retryAfter;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request can’t be understood',
  401: 'A key is needed',
  403: 'That is out of bounds',
  404: 'There is no such thing',
  405: 'That can’t be done here',
  409: 'That is not the moment',
  413: 'The request is too large',
  415: 'The body must be JSON',
  422: 'The request can’t be answered',
  429: 'Too many requests',
  500: 'Fern failed',
  503: 'Fern is busy',
};

export function problemBody({ status, message, errors }: Problem): ProblemBody {
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'The request failed',
    status,
    detail: message,
    ...(errors === undefined ? {} : { errors }),
  };
}

/** What an error of the work itself is to whoever asked for it; null: the fault is Fern's own. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  const { name, message } = error as Error;
  if (name === 'AbortError') return new Problem(503, 'It was given up.');
  // What the input is at fault for; the messages are written for people.
  if (name === 'InputError') return new Problem(422, message);
  return null;
}

/** A name as a part of a JSON pointer (RFC 6901). */
export const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
