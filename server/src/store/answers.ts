import { and, eq, isNull } from 'drizzle-orm';
import type { Answers, Claim, KeptAnswer } from '../service/answers.ts';
import type { Database } from './database.ts';
import type { Presence } from './processes.ts';
import { answers } from './schema.ts';

/** @param holder the process that answers */
export function createAnswers({ orm }: Pick<Database, 'orm'>, presence: Presence, holder: string): Answers {
  const own = (key: string) => and(eq(answers.key, key), eq(answers.holder, holder));
  return {
    async claim(key, body): Promise<Claim> {
      const added = await orm
        .insert(answers)
        .values({ key, body, holder })
        .onConflictDoNothing()
        .returning({ key: answers.key });
      if (added.length > 0) return { state: 'mine' };
      const [row] = await orm.select().from(answers).where(eq(answers.key, key));
      if (row === undefined) return { state: 'busy' };
      if (row.body !== body) return { state: 'other' };
      if (row.answer !== null) return { state: 'answered', answer: JSON.parse(row.answer) as KeptAnswer };
      if (await presence.isAlive(row.holder)) return { state: 'busy' };
      // Whoever was to answer is gone; of those that ask again one takes its place.
      const taken = await orm
        .update(answers)
        .set({ holder })
        .where(and(eq(answers.key, key), eq(answers.holder, row.holder), isNull(answers.answer)))
        .returning({ key: answers.key });
      return { state: taken.length > 0 ? 'mine' : 'busy' };
    },
    async keep(key, answer) {
      await orm
        .update(answers)
        .set({ answer: JSON.stringify(answer) })
        .where(own(key));
    },
    async forget(key) {
      await orm.delete(answers).where(and(own(key), isNull(answers.answer)));
    },
  };
}
