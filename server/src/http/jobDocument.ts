import type { Job } from '../service/jobs.ts';

/** A job in the words of the service; with its result where that is known. */
export function jobDocument({ id, kind, state, created, started, finished, progress, problem }: Job) {
  return {
    schema_version: 1,
    id,
    kind,
    state,
    created: created.toISOString(),
    started: started?.toISOString() ?? null,
    finished: finished?.toISOString() ?? null,
    progress,
    problem,
  };
}
