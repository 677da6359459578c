import type { FastifyError, FastifyReply } from 'fastify';
import { Problem, type ProblemBody, pointerPart, problemBody, problemOf } from '../service/problems.ts';

/** A problem with the request that it belongs to, by which the log tells more. */
export interface ProblemDocument extends ProblemBody {
  readonly instance: string;
}

export function sendProblem(reply: FastifyReply, error: Error): FastifyReply {
  const problem = toProblem(error);
  const { status, retryAfter } = problem;
  const { errors, ...body } = problemBody(problem);
  const document: ProblemDocument = {
    ...body,
    instance: `urn:fern:request:${reply.request.id}`,
    ...(errors === undefined ? {} : { errors }),
  };
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="fern"');
  return reply.code(status).type('application/problem+json').send(JSON.stringify(document));
}

function toProblem(error: Error): Problem {
  const known = problemOf(error);
  if (known !== null) return known;
  const { validation, statusCode = 500, code } = error as FastifyError;
  if (validation !== undefined) {
    const errors = validation.map(({ instancePath, message = 'is wrong', params }) => {
      const { missingProperty, additionalProperty } = params as Record<string, unknown>;
      const name = missingProperty ?? additionalProperty;
      const pointer = name === undefined ? instancePath : `${instancePath}/${pointerPart(String(name))}`;
      return { pointer, detail: message };
    });
    const [first] = errors;
    return new Problem(400, `${first?.pointer || 'The body'} ${first?.detail}.`, { errors });
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Problem(415, 'Send JSON; archives to /uploads as application/gzip or application/zip.');
  if (statusCode >= 400 && statusCode < 500) return new Problem(statusCode, error.message);
  return new Problem(500, 'Something in Fern went wrong; its log says what.');
}
