import type { ScoreTable } from '../../engine/index.ts';
import type { ResultRow } from './row.ts';

/** All samples of a model on a task. */
export interface Cell {
  readonly samples: readonly number[];
  readonly mean: number;
}

/** Results ordered by task and model. */
export interface ResultTable {
  /** By name. */
  readonly models: readonly string[];
  /** Tasks that every model was scored on, in the order in which they came. */
  readonly tasks: readonly TableTask[];
  /** Tasks that some model was not scored on, with those models: they are in no comparison. */
  readonly leftOut: readonly { readonly task: string; readonly models: readonly string[] }[];
}

export interface TableTask {
  readonly name: string;
  readonly cluster: string | null;
  readonly category: string | null;
  /** By model. */
  readonly cells: readonly Cell[];
}

/** Several rows of one model on one task are samples: their mean is its score. */
export function tableOf(rows: readonly ResultRow[]): ResultTable {
  const models = [...new Set(rows.map(({ model }) => model))].sort((a, b) => (a < b ? -1 : 1));
  const byTask = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const known = byTask.get(row.task);
    if (known === undefined) byTask.set(row.task, [row]);
    else known.push(row);
  }
  const tasks: TableTask[] = [];
  const leftOut: ResultTable['leftOut'][number][] = [];
  for (const [name, own] of byTask) {
    const samples = models.map((model) => own.filter((row) => row.model === model).map(({ score }) => score));
    const without = models.filter((_, i) => samples[i].length === 0);
    if (without.length > 0) leftOut.push({ task: name, models: without });
    else {
      const first = <Key extends 'cluster' | 'category'>(key: Key): string | null =>
        own.find((row) => row[key] !== null)?.[key] ?? null;
      tasks.push({
        name,
        cluster: first('cluster'),
        category: first('category'),
        cells: samples.map((scores) => ({
          samples: scores,
          mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
        })),
      });
    }
  }
  return { models, tasks, leftOut };
}

/** @returns what the statistics need of some of its tasks */
export function scoresOf(models: readonly string[], tasks: readonly TableTask[]): ScoreTable {
  return {
    models,
    tasks: tasks.map(({ cluster, cells }) => ({ weight: 1, cluster, scores: cells.map(({ mean }) => mean) })),
  };
}
