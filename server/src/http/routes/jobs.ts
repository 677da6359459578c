import { Type } from 'typebox';
import { hasEnded, JOB_STATES, type Job, type JobState, type Jobs } from '../../service/jobs.ts';
import { createLookout } from '../../service/lookout.ts';
import { Problem } from '../../service/problems.ts';
import { Events, JobList, Job as JobSchema, JobWithResult } from '../answers.ts';
import { jobDocument } from '../jobDocument.ts';
import { json, parameter, type Route } from '../route.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_LISTED = 200;
const LISTED = 50;
/** Milliseconds between looks at a job that somebody watches, and between signs of life to who does. */
const LOOK = 400;
const SIGN = 15_000;
/** Connections that watch jobs. */
const MOST_WATCHING = 500;

const JobsQuery = Type.Object(
  {
    state: Type.Optional(Type.Unsafe<JobState>({ type: 'string', enum: [...JOB_STATES] })),
    limit: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: `At most ${MOST_LISTED}.` }),
    ),
    before: Type.Optional(Type.String({ format: 'uuid', description: 'Only jobs older than this one.' })),
  },
  { additionalProperties: false },
);

/** What was asked for without waiting for it. */
export function jobRoutes(jobs: Jobs): readonly Route[] {
  let watching = 0;
  const seen = createLookout(jobs, LOOK);

  async function known(id: string): Promise<Job> {
    const job = UUID.test(id) ? await jobs.find(id) : null;
    if (job === null) throw new Problem(404, 'There is no such job; GET /jobs lists those that there are.');
    return job;
  }

  async function* follow(first: Job, signal: AbortSignal): AsyncGenerator<string> {
    watching++;
    try {
      let told = '';
      let quiet = 0;
      let job: Job | null = first;
      while (job !== null && !signal.aborted) {
        const data = JSON.stringify(jobDocument(job));
        if (data !== told) {
          yield `event: ${hasEnded(job.state) ? job.state : 'progress'}\ndata: ${data}\n\n`;
          told = data;
          quiet = 0;
        } else if (quiet >= SIGN) {
          yield ': still there\n\n';
          quiet = 0;
        }
        if (hasEnded(job.state)) return;
        job = await seen(job.id);
        quiet += LOOK;
      }
    } finally {
      watching--;
    }
  }

  return [
    {
      method: 'GET',
      url: '/jobs',
      summary: 'Jobs, newest first.',
      query: JobsQuery,
      answer: JobList,
      problems: [503],
      async handle({ query }) {
        const { state, limit, before } = query as { state?: JobState; limit?: string; before?: string };
        const listed = await jobs.list({
          ...(state === undefined ? {} : { state }),
          ...(before === undefined ? {} : { before }),
          limit: Math.min(MOST_LISTED, Number(limit ?? LISTED)),
        });
        return json({ schema_version: 1, jobs: listed.map(jobDocument) });
      },
    },
    {
      method: 'GET',
      url: '/jobs/:id',
      summary: 'A job: how far it is, and its result when it is completed.',
      answer: JobWithResult,
      problems: [404, 503],
      async handle(request) {
        const job = await known(parameter(request, 'id'));
        const result = job.state === 'completed' ? await jobs.result(job.id) : null;
        const document = JSON.stringify(jobDocument(job));
        // As it was made, to the byte.
        return { status: 200, body: `${document.slice(0, -1)},"result":${result ?? 'null'}}` };
      },
    },
    {
      method: 'DELETE',
      url: '/jobs/:id',
      summary: 'Cancels a job; one that has ended stays as it is.',
      answer: JobSchema,
      problems: [404, 409, 503],
      async handle(request) {
        const { id, state } = await known(parameter(request, 'id'));
        if (hasEnded(state) && state !== 'cancelled')
          throw new Problem(409, `The job has ended already: it is ${state}.`);
        return json(jobDocument((await jobs.cancel(id)) as Job));
      },
    },
    {
      method: 'GET',
      url: '/jobs/:id/events',
      summary:
        'A job as it goes on, as server-sent events: `progress`, then one of `completed`, `failed` and `cancelled`.',
      answer: Events,
      type: 'text/event-stream',
      problems: [404, 503],
      async handle(request, signal) {
        const job = await known(parameter(request, 'id'));
        if (watching >= MOST_WATCHING)
          throw new Problem(
            503,
            `${MOST_WATCHING} connections watch jobs already; ask for the job instead.`,
            {
              retryAfter: 5,
            },
          );
        return { status: 200, headers: { 'x-accel-buffering': 'no' }, body: follow(job, signal) };
      },
    },
  ];
}
