import type { ComparedFile, ComparisonDocument, LeaderboardRow } from '../../protocol/documents.ts';
import { InputError } from '../workbench.ts';

/** A comparison that is kept. */
export interface KeptRun {
  readonly schema_version: number;
  /** Of what was compared and what came out, without times: the same comparison again is the same run. */
  readonly id: string;
  readonly name: string | null;
  /** ISO 8601, UTC. */
  readonly created: string;
  /** Hash of the place of the golden folder, so that projects which share a cache are told apart. */
  readonly project?: string;
  /** How the golden code was named by who asked a service for the comparison. */
  readonly golden?: string;
  readonly document: ComparisonDocument;
}

/** What lists tell of a run. */
export interface RunSummary
  extends Omit<KeptRun, 'document'>,
    Pick<ComparisonDocument, 'engine_version' | 'inputs' | 'rankings' | 'verdict' | 'statement'> {
  readonly models: number;
  readonly files: number;
}

/** Of the files that hold runs. */
export const RUN_SCHEMA_VERSION = 1;
const ID_LENGTH = 12;

export interface RunParts {
  readonly document: ComparisonDocument;
  readonly name: string | null;
  readonly created: Date;
  /** Absolute path of the golden folder. */
  readonly golden: string;
  readonly hash: (text: string) => string;
}

export function createRun({ document, name, created, golden, hash }: RunParts): KeptRun {
  const { evaluation_time_seconds: _, run: __, ...lasting } = document;
  const id = hash(JSON.stringify(lasting)).slice(0, ID_LENGTH);
  return {
    schema_version: RUN_SCHEMA_VERSION,
    id,
    name,
    created: created.toISOString(),
    project: projectOf(golden, hash),
    document: { ...document, run: id },
  };
}

export function projectOf(golden: string, hash: RunParts['hash']): string {
  return hash(golden).slice(0, ID_LENGTH);
}

export function summaryOf({ document, ...run }: KeptRun): RunSummary {
  const { engine_version, inputs, rankings, verdict, statement } = document;
  return {
    ...run,
    engine_version,
    inputs,
    rankings,
    verdict,
    statement,
    models: document.total_models,
    files: document.files.length,
  };
}

/** How a run is kept: a line that lists read, then all of it. */
export function runText(run: KeptRun): string {
  return `${SUMMARY}${JSON.stringify(summaryOf(run))}}\n${JSON.stringify(run)}\n`;
}

const SUMMARY = '{"summary":';

/** The summary that a kept run begins with; null where there is none that can be read. */
export function parseSummary(line: string): RunSummary | null {
  if (!line.startsWith(SUMMARY)) return null;
  try {
    return (JSON.parse(line) as { summary: RunSummary }).summary;
  } catch {
    return null;
  }
}

/**
 * @param place names the file in messages
 * @throws InputError for a file that is cut, is no run, or comes from a newer Fern
 */
export function parseRun(text: string, place: string): KeptRun {
  let run: Partial<KeptRun>;
  try {
    run = JSON.parse(
      text.startsWith(SUMMARY) ? text.slice(text.indexOf('\n') + 1) : text,
    ) as Partial<KeptRun>;
  } catch {
    throw new InputError(`${place} can't be read as a run: it is cut off or no JSON.`);
  }
  if (typeof run !== 'object' || run === null || typeof run.schema_version !== 'number')
    throw new InputError(`${place} is no run of Fern; \`fern history export\` writes them.`);
  if (run.schema_version > RUN_SCHEMA_VERSION)
    throw new InputError(
      `${place} comes from a newer Fern (format ${run.schema_version}); update Fern to read it.`,
    );
  const { id, created, document, name, project, golden } = run;
  const isWhole =
    typeof id === 'string' &&
    /^[0-9a-f]+$/.test(id) &&
    typeof created === 'string' &&
    (name === null || typeof name === 'string') &&
    (project === undefined || typeof project === 'string') &&
    (golden === undefined || typeof golden === 'string') &&
    Array.isArray(document?.leaderboard) &&
    Array.isArray(document.files) &&
    Array.isArray(document.rankings);
  if (!isWhole) throw new InputError(`${place} is no whole run of Fern; keep the comparison again.`);
  return { ...(run as KeptRun), document: complete(document as ComparisonDocument, id) };
}

/** What runs of earlier versions do not have. */
function complete(document: ComparisonDocument, id: string): ComparisonDocument {
  return {
    ...NOTHING,
    ...document,
    run: id,
    leaderboard: document.leaderboard.map((row) => ({ ...NO_ROW, ...row })),
    files: document.files.map((file) => ({ ...NO_FILE, ...file })),
  };
}

const NO_ROW: Partial<LeaderboardRow> = { cost: null, samples: null, best_in: null, worst_in: null };
const NO_FILE: Partial<ComparedFile> = { category: '', cells: {} };
const NOTHING: Partial<ComparisonDocument> = {
  dimensions: [],
  weights: {},
  weightings: { draws: 0, first: {} },
  slices: [],
  most_different: [],
  failed_by_all: [],
};
