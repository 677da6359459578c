import { type SQL, sql } from 'drizzle-orm';
import type { jobs, runs } from './schema.ts';

/**
 * Which rows are older than one of them, for lists that are told newest first, page by page. The database compares: it
 * knows microseconds, which a Date does not.
 * @param before id of that one; where it is not there, no row is older. Undefined: all rows are meant
 */
export function olderThan(table: typeof jobs | typeof runs, before: string | undefined): SQL | undefined {
  if (before === undefined) return undefined;
  const { created, id } = table;
  return sql`(${created}, ${id}) < (select ${created}, ${id} from ${table} where ${id} = ${before})`;
}
