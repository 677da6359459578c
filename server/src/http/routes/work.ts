import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { JobKind, Jobs } from '../../service/jobs.ts';
import { batchDocument, evaluateEntry } from '../../service/perform.ts';
import { Problem } from '../../service/problems.ts';
import { BatchRequest, CompareRequest, EvaluateRequest } from '../../service/requests.ts';
import type { RunStore } from '../../service/runs.ts';
import type { Scoring } from '../../service/scoring.ts';
import { jobIdOf } from '../idempotency.ts';
import { jobDocument } from '../jobDocument.ts';
import type { Limiter } from '../limiter.ts';
import type { Metrics } from '../metrics.ts';
import { prefersAsync } from '../prefer.ts';
import { type Answer, json, type Route } from '../route.ts';
import { Comparison } from '../schemas/comparison.ts';
import { Batch, Evaluation } from '../schemas/evaluation.ts';

export interface WorkParts {
  readonly scoring: Scoring;
  readonly jobs: Jobs;
  readonly runs: RunStore;
  readonly limiter: Limiter;
  readonly metrics: Metrics;
  /** There is a job to be done. */
  readonly submitted: () => void;
}

const PROBLEMS = [403, 404, 409, 413, 415, 422, 429, 503] as const;

/** Routes that score: at once, or as a job. */
export function workRoutes({
  scoring,
  jobs,
  runs,
  limiter,
  metrics,
  submitted,
}: WorkParts): readonly Route[] {
  async function asJob(kind: JobKind, request: FastifyRequest): Promise<Answer> {
    const { async: _, ...asked } = request.body as { async?: boolean };
    const job = await jobs.submit({ id: jobIdOf(request) ?? randomUUID(), kind, request: asked });
    submitted();
    return {
      status: 202,
      headers: {
        location: `/jobs/${job.id}`,
        'retry-after': '1',
        ...(prefersAsync(request.headers) ? { 'preference-applied': 'respond-async' } : {}),
      },
      body: JSON.stringify(jobDocument(job)),
    };
  }

  return [
    {
      method: 'POST',
      url: '/evaluate',
      summary:
        'Scores generated code against golden code: two files, two folders, or code that is sent along.',
      body: EvaluateRequest,
      answer: Evaluation,
      work: true,
      problems: PROBLEMS,
      async handle(request, signal) {
        const body = request.body as EvaluateRequest;
        if (wantsJob(request)) {
          await scoring.check(body);
          return asJob('evaluate', request);
        }
        return limiter.run(
          async () => json(await metrics.timed('evaluate', () => scoring.evaluate(body, signal))),
          signal,
        );
      },
    },
    {
      method: 'POST',
      url: '/compare-models',
      summary: 'Ranks models against the same golden code, and says whether the lead is more than luck.',
      body: CompareRequest,
      answer: Comparison,
      work: true,
      problems: PROBLEMS,
      async handle(request, signal) {
        const body = request.body as CompareRequest;
        if (wantsJob(request)) {
          await scoring.check(body);
          return asJob('compare', request);
        }
        return limiter.run(async () => {
          const run = await metrics.timed('compare', () => scoring.compare(body, signal));
          await runs.keep(run);
          return json(run.document);
        }, signal);
      },
    },
    {
      method: 'POST',
      url: '/batch-evaluate',
      summary: 'Many evaluations in one request; each is answered by its document or by why there is none.',
      body: BatchRequest,
      answer: Batch,
      work: true,
      problems: PROBLEMS,
      async handle(request, signal) {
        const { evaluations } = request.body as BatchRequest;
        if (wantsJob(request)) {
          await Promise.all(
            evaluations.map((each, index) =>
              scoring.check(each).catch((error: unknown) => {
                throw inBatch(error, index);
              }),
            ),
          );
          return asJob('batch', request);
        }
        return limiter.run(async () => {
          const entries: string[] = [];
          // One after the other: a batch takes the place of one request.
          for (const each of evaluations)
            entries.push(
              JSON.stringify(await metrics.timed('evaluate', () => evaluateEntry(scoring, each, signal))),
            );
          return { status: 200, body: batchDocument(entries) };
        }, signal);
      },
    },
  ];
}

/** A problem with one evaluation of a batch, pointed to from the whole body. */
function inBatch(error: unknown, index: number): unknown {
  if (!(error instanceof Problem)) return error;
  const { status, message, errors = [{ pointer: '', detail: message }] } = error;
  return new Problem(status, `Evaluation ${index}: ${message}`, {
    errors: errors.map((each) => ({ ...each, pointer: `/evaluations/${index}${each.pointer}` })),
  });
}

function wantsJob(request: FastifyRequest): boolean {
  return (request.body as { async?: boolean }).async === true || prefersAsync(request.headers);
}
