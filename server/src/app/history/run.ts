import type { ComparisonDocument } from '../../protocol/documents.ts';
import { InputError } from '../workbench.ts';

/** A comparison that is kept. */
export interface KeptRun {
  readonly schema_version: number;
  /** Of what was compared and what came out, without times: the same comparison again is the same run. */
  readonly id: string;
  readonly name: string | null;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly document: ComparisonDocument;
}

/** Of the files that hold runs. */
export const RUN_SCHEMA_VERSION = 1;
const ID_LENGTH = 12;

export function createRun(
  document: ComparisonDocument,
  name: string | null,
  created: string,
  hash: (text: string) => string,
): KeptRun {
  const { evaluation_time_seconds: _, ...lasting } = document;
  const id = hash(JSON.stringify(lasting)).slice(0, ID_LENGTH);
  return { schema_version: RUN_SCHEMA_VERSION, id, name, created, document };
}

/**
 * @param place names the file in messages
 * @throws InputError for a file that is cut, is no run, or comes from a newer Fern
 */
export function parseRun(text: string, place: string): KeptRun {
  let run: Partial<KeptRun>;
  try {
    run = JSON.parse(text) as Partial<KeptRun>;
  } catch {
    throw new InputError(`${place} can't be read as a run: it is cut off or no JSON.`);
  }
  if (typeof run !== 'object' || run === null || typeof run.schema_version !== 'number')
    throw new InputError(`${place} is no run of Fern; \`fern history export\` writes them.`);
  if (run.schema_version > RUN_SCHEMA_VERSION)
    throw new InputError(
      `${place} comes from a newer Fern (format ${run.schema_version}); update Fern to read it.`,
    );
  const { id, created, document, name } = run;
  const isWhole =
    typeof id === 'string' &&
    /^[0-9a-f]+$/.test(id) &&
    typeof created === 'string' &&
    (name === null || typeof name === 'string') &&
    Array.isArray(document?.leaderboard) &&
    Array.isArray(document.files) &&
    Array.isArray(document.rankings);
  if (!isWhole) throw new InputError(`${place} is no whole run of Fern; keep the comparison again.`);
  return run as KeptRun;
}
