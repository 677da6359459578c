import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';

/** A route as data: what serves it, checks it and documents it is made of this. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As Fastify writes it: /jobs/:id. */
  readonly url: string;
  readonly summary: string;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** The body is an archive of at most so many bytes. */
  readonly bytes?: number;
  readonly answer: TSchema;
  /** Of an answer, where it is not 200. */
  readonly status?: 201;
  /** It may be answered with 202 and a job; and with an Idempotency-Key it is done once. */
  readonly work?: true;
  /** Of what is no JSON. */
  readonly type?: string;
  /** Served to whoever asks; the others need a key where there are keys. */
  readonly open?: true;
  /** Statuses of problems besides those of every route. */
  readonly problems: readonly number[];
  handle(request: FastifyRequest, signal: AbortSignal): Promise<Answer>;
}

/** Routes by what they are about. */
export type RouteGroups = Readonly<Record<string, readonly Route[]>>;

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole text, or pieces of it as they come. */
  readonly body: string | AsyncIterable<string>;
}

/** 200 with a document. */
export const json = (document: unknown): Answer => ({ status: 200, body: JSON.stringify(document) });

/** A parameter of the path. */
export const parameter = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name] ?? '';
