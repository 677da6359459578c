import type { FastifyError, FastifyReply } from 'fastify';

/** What went wrong, as RFC 9457 tells it. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Of the request, to be found in the log. */
  readonly instance: string;
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
  readonly pointer: string | undefined;
  readonly retryAfter: number | undefined;

  /** @param retryAfter seconds */
  constructor(status: number, detail: string, rest: { pointer?: string; retryAfter?: number } = {}) {
    super(detail);
    this.status = status;
    this.pointer = rest.pointer;
    this.retryAfter = rest.retryAfter;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request can’t be understood',
  401: 'A key is needed',
  403: 'That is out of bounds',
  404: 'There is no such thing',
  405: 'That can’t be done here',
  413: 'The request is too large',
  415: 'The body must be JSON',
  422: 'The request can’t be answered',
  500: 'Fern failed',
  503: 'Fern is busy',
};

export function sendProblem(reply: FastifyReply, error: Error): FastifyReply {
  const problem = toProblem(error);
  const { status, message, pointer, retryAfter } = problem;
  const document: ProblemDocument = {
    type: 'about:blank',
    title: TITLES[status] ?? 'The request failed',
    status,
    detail: message,
    instance: `urn:fern:request:${reply.request.id}`,
    ...('errors' in problem
      ? { errors: problem.errors }
      : pointer === undefined
        ? {}
        : { errors: [{ pointer, detail: message }] }),
  };
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="fern"');
  return reply.code(status).type('application/problem+json').send(JSON.stringify(document));
}

type Told = Pick<Problem, 'status' | 'message' | 'pointer' | 'retryAfter'> & {
  readonly errors?: ProblemDocument['errors'];
};

function toProblem(error: Error): Told {
  if (error instanceof Problem) return error;
  const told = { pointer: undefined, retryAfter: undefined };
  if (error.name === 'AbortError') return { ...told, status: 503, message: 'It was given up.' };
  // What the input is at fault for; the messages are written for people.
  if (error.name === 'InputError') return { ...told, status: 422, message: error.message };
  const { validation, statusCode = 500, code } = error as FastifyError;
  if (validation !== undefined) {
    const errors = validation.map(({ instancePath, message = 'is wrong', params }) => {
      const { missingProperty, additionalProperty } = params as Record<string, unknown>;
      const name = missingProperty ?? additionalProperty;
      const pointer = name === undefined ? instancePath : `${instancePath}/${pointerPart(String(name))}`;
      return { pointer, detail: message };
    });
    const [first] = errors;
    return { ...told, status: 400, message: `${first?.pointer || 'The body'} ${first?.detail}.`, errors };
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return { ...told, status: 415, message: 'Send JSON.' };
  if (statusCode >= 400 && statusCode < 500) return { ...told, status: statusCode, message: error.message };
  return { ...told, status: 500, message: 'Something in Fern went wrong; its log says what.' };
}

/** A name as a part of a JSON pointer (RFC 6901). */
export const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
