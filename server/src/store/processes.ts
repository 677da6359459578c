import { and, eq, lt, notExists, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import type { Queue } from './queue.ts';
import { processes, steps } from './schema.ts';

export type Role = 'api' | 'worker';

/** That this process lives, told to the others; and what those held that don't any more. */
export interface Presence {
  /** Whether a process was seen lately. */
  isAlive(id: string): Promise<boolean>;
  /** Says so for the last time. */
  leave(): Promise<void>;
}

/** Milliseconds between signs of life. */
const BEAT = 3000;
/** Seconds after which a process without one is gone: several beats, as machines are busy. */
export const GONE_SECONDS = 15;

export async function join(
  database: Database,
  queue: Queue,
  { id, role }: { readonly id: string; readonly role: Role },
  warn: (error: unknown) => void,
): Promise<Presence> {
  const { orm } = database;
  const isSeen = sql`${processes.seen} > now() - make_interval(secs => ${GONE_SECONDS})`;
  // Who had an embedded database before is gone, as this process has it now.
  if (!database.isShared) await orm.delete(processes);

  async function beat(): Promise<void> {
    await orm
      .insert(processes)
      .values({ id, role })
      .onConflictDoUpdate({ target: processes.id, set: { seen: sql`now()` } });
    await orm.delete(processes).where(lt(processes.seen, sql`now() - interval '1 hour'`));
    await freeSteps();
  }

  /** What a process held that is gone is to be taken again; a step that it broke ends after some tries. */
  async function freeSteps(): Promise<void> {
    await database.transaction(async (tx, own) => {
      const freed = await tx
        .update(steps)
        .set({ state: 'waiting' })
        .where(
          and(
            eq(steps.state, 'running'),
            notExists(
              tx
                .select({ id: processes.id })
                .from(processes)
                .where(and(eq(processes.id, steps.worker), isSeen)),
            ),
          ),
        )
        .returning({ message: steps.message });
      await queue.putBack(
        freed.map(({ message }) => message),
        own,
      );
    });
  }

  await beat();
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating.then(beat).catch(warn);
  }, BEAT);
  timer.unref();
  return {
    async isAlive(other) {
      const rows = await orm
        .select({ id: processes.id })
        .from(processes)
        .where(and(eq(processes.id, other), isSeen));
      return rows.length > 0;
    },
    async leave() {
      clearInterval(timer);
      await beating;
      await orm.delete(processes).where(eq(processes.id, id));
    },
  };
}
