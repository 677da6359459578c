import type { Job, Jobs } from './jobs.ts';

/**
 * Looks at jobs for all who watch some: one question to the store each time, however many they are.
 * @param every milliseconds between being asked and looking
 * @returns a job as it will be at the next look; null when it is not there any more
 */
export function createLookout(
  { findAll }: Pick<Jobs, 'findAll'>,
  every: number,
): (id: string) => Promise<Job | null> {
  let wanted = new Set<string>();
  let next: Promise<ReadonlyMap<string, Job>> | null = null;

  async function look(): Promise<ReadonlyMap<string, Job>> {
    await new Promise((resolve) => setTimeout(resolve, every));
    const ids = [...wanted];
    wanted = new Set();
    next = null;
    return new Map((await findAll(ids)).map((job) => [job.id, job]));
  }

  return async (id) => {
    wanted.add(id);
    next ??= look();
    return (await next).get(id) ?? null;
  };
}
