import { InputError } from '../workbench.ts';

/** One result of one model on one task, whoever measured it. */
export interface ResultRow {
  readonly task: string;
  readonly model: string;
  /** 0 to 1. */
  readonly score: number;
  /** Tasks that vary together. */
  readonly cluster: string | null;
  readonly category: string | null;
}

/** A file of results, read. */
export interface Results {
  /** What the file is, for its reader. */
  readonly format: 'csv' | 'jsonl' | 'promptfoo' | 'inspect';
  readonly rows: readonly ResultRow[];
}

const KNOWN = ['task', 'model', 'score', 'pass', 'cluster', 'sample', 'category'] as const;

/**
 * A row as CSV and JSON lines have it: task, model, and score or pass; optional cluster, sample, category.
 * @param place where it is, for messages: `line 3`
 * @throws InputError naming the place, what is wrong and what is allowed
 */
export function rowOf(record: Readonly<Record<string, unknown>>, place: string): ResultRow {
  const column = (name: (typeof KNOWN)[number]): string | null => textOf(record[name]);
  const task = column('task');
  const model = column('model');
  if (task === null || model === null) {
    const missing = task === null ? 'task' : 'model';
    throw new InputError(
      `${place}: there is no ${missing}; the columns are task, model, score (or pass), and optional cluster, sample, category.`,
    );
  }
  return {
    task,
    model,
    score: scoreOf(record, place),
    cluster: column('cluster'),
    category: column('category'),
  };
}

function scoreOf(record: Readonly<Record<string, unknown>>, place: string): number {
  const score = textOf(record.score);
  if (score !== null) return numberOf(score, place);
  const pass = textOf(record.pass)?.toLowerCase();
  if (pass === undefined)
    throw new InputError(`${place}: there is neither score (0 to 1) nor pass (true or false).`);
  if (/^(?:true|1|yes|pass|passed)$/.test(pass)) return 1;
  if (/^(?:false|0|no|fail|failed)$/.test(pass)) return 0;
  throw new InputError(`${place}: pass is "${shortened(pass)}"; true and false are known.`);
}

/** @throws InputError for what is no number from 0 to 1 */
export function numberOf(text: string, place: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0 && value <= 1) return value;
  const hint = value > 1 && value <= 100 ? ' Divide percentages by 100.' : '';
  throw new InputError(
    `${place}: the score is "${shortened(text)}"; it must be a number from 0 to 1.${hint}`,
  );
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
