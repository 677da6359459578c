import { eq, sql } from 'drizzle-orm';
import type { ArchiveStore } from '../service/uploads.ts';
import type { Database } from './database.ts';
import { uploads } from './schema.ts';

export function createArchives({ orm }: Pick<Database, 'orm'>): ArchiveStore {
  return {
    async put(upload, archive) {
      await orm
        .insert(uploads)
        .values({ ...upload, archive })
        .onConflictDoUpdate({ target: uploads.id, set: { used: sql`now()` } });
    },
    async get(id) {
      const [row] = await orm
        .update(uploads)
        .set({ used: sql`now()` })
        .where(eq(uploads.id, id))
        .returning({ archive: uploads.archive });
      return row === undefined ? null : new Uint8Array(row.archive);
    },
  };
}
