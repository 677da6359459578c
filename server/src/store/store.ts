import { randomUUID } from 'node:crypto';
import type { Answers } from '../service/answers.ts';
import type { Jobs, Steps } from '../service/jobs.ts';
import type { StoreOverview } from '../service/overview.ts';
import type { RunStore } from '../service/runs.ts';
import type { ArchiveStore } from '../service/uploads.ts';
import { createAnswers } from './answers.ts';
import { createArchives } from './archives.ts';
import type { Database } from './database.ts';
import { createJobs } from './jobs.ts';
import { overview } from './overview.ts';
import { join, type Role } from './processes.ts';
import { openQueue } from './queue.ts';
import { createSharedResults, type SharedResults } from './results.ts';
import { type Retention, tidy } from './retention.ts';
import { createRuns } from './runs.ts';
import { createSteps } from './steps.ts';

/** Everything that outlives a process: jobs, runs, answers, and results that processes share. */
export interface Store {
  readonly jobs: Jobs;
  readonly steps: Steps;
  readonly runs: RunStore;
  readonly answers: Answers;
  readonly archives: ArchiveStore;
  /** Null where no other process could want them. */
  readonly results: SharedResults | null;
  overview(): Promise<StoreOverview>;
  /** @throws Error when the database does not answer */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly role: Role;
  readonly retention: Retention;
  readonly warn: (error: unknown) => void;
}

/** Milliseconds between two times of tidying up, and until the first. */
const TIDY = 3_600_000;
const FIRST_TIDY = 60_000;

/** A store on a database whose tables are there; it closes the database with itself. */
export async function openStore(database: Database, { role, retention, warn }: StoreOptions): Promise<Store> {
  const id = randomUUID();
  const queue = await openQueue(database, warn);
  const presence = await join(database, queue, { id, role }, warn);
  const results = database.isShared ? createSharedResults(database, warn) : null;
  const clean = (): void => void tidy(database, retention).catch(warn);
  const timers = [setTimeout(clean, FIRST_TIDY), setInterval(clean, TIDY)];
  for (const timer of timers) timer.unref();
  return {
    jobs: createJobs(database, queue),
    steps: createSteps(database, queue, id),
    runs: createRuns(database),
    answers: createAnswers(database, presence, id),
    archives: createArchives(database),
    results,
    overview: () => overview(database),
    ping: async () => void (await database.sql.executeSql('select 1')),
    async close() {
      for (const timer of timers) clearInterval(timer);
      await results?.flush();
      await presence.leave();
      await queue.close();
      await database.close();
    },
  };
}
