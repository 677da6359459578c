import { summarizeValues } from '../../engine/index.ts';
import { SCHEMA_VERSION, type VerdictDocument, type VerdictRow } from '../../protocol/documents.ts';
import { round } from '../documents.ts';
import { type Judged, judge } from '../judge.ts';
import { sampleStatistics } from '../samples.ts';
import { ENGINE_VERSION } from '../version.ts';
import { InputError } from '../workbench.ts';
import type { Results } from './row.ts';
import { type ResultTable, scoresOf, type TableTask, tableOf } from './table.ts';

/**
 * Judges models by results that were measured elsewhere, with the statistics of every comparison.
 * @param files one or more files' results, taken together
 * @throws InputError when there is no result at all
 */
export function verdictOn(files: readonly Results[], margin: number): VerdictDocument {
  const rows = files.flatMap((file) => file.rows);
  if (rows.length === 0)
    throw new InputError('There is no result in it: not one row with a task and a model.');
  const table = tableOf(rows);
  const { models, tasks, leftOut } = table;
  const judged =
    tasks.length === 0 ? notComparable(table) : judge(scoresOf(models, tasks), { margin, task: 'task' });
  const ranked = judged.models.map(({ model }) => models.indexOf(model));
  return {
    schema_version: SCHEMA_VERSION,
    engine_version: ENGINE_VERSION,
    formats: [...new Set(files.map(({ format }) => format))].sort(),
    winner: judged.winner,
    confidence: judged.confidence,
    margin: judged.margin,
    rankings: judged.models.map(({ model, mean }) => [model, mean]),
    total_models: models.length,
    verdict: judged.verdict,
    statement: judged.statement,
    tasks: tasks.length,
    clusters: new Set(tasks.map(({ name, cluster }) => cluster ?? `task ${name}`)).size,
    left_out: leftOut.map(({ task, models: without }) => ({ task, models: [...without] })),
    leaderboard: judged.models.map((model, rank) => rowFor(model, ranked[rank], tasks)),
    pairs: [...judged.pairs],
    categories: categoriesOf(models, tasks, margin),
  };
}

/** Models that share no task. */
function notComparable({ models, leftOut }: ResultTable): Judged {
  const [{ task, models: without }] = leftOut;
  return {
    winner: null,
    confidence: null,
    margin: null,
    verdict: 'not_comparable',
    statement: `No task was scored for every model, so the models can't be compared: ${task}, for one, has no score of ${without[0]}.`,
    models: models.map((model) => ({
      model,
      rank: 1,
      rank_interval: [1, models.length],
      mean: 0,
      interval: [0, 1],
      p_best: 0,
    })),
    pairs: [],
  };
}

function rowFor(
  { model, ...judged }: Judged['models'][number],
  column: number,
  tasks: readonly TableTask[],
): VerdictRow {
  const cells = tasks.map(({ cells: all }) => all[column]);
  const summary = summarizeValues(cells.map(({ mean }) => mean));
  return {
    ...judged,
    model,
    std: round(summary.std),
    min: round(summary.min),
    max: round(summary.max),
    median: round(summary.median),
    samples: sampleStatistics(cells.map(({ samples }) => samples)),
  };
}

function categoriesOf(
  models: readonly string[],
  tasks: readonly TableTask[],
  margin: number,
): VerdictDocument['categories'] {
  const names = [...new Set(tasks.flatMap(({ category }) => category ?? []))].sort();
  if (names.length < 2) return [];
  return names.map((category) => {
    const own = tasks.filter((task) => task.category === category);
    const { verdict, statement, models: rows } = judge(scoresOf(models, own), { margin, task: 'task' });
    return {
      category,
      tasks: own.length,
      rankings: rows.map(({ model, mean }) => [model, mean]),
      verdict,
      statement,
    };
  });
}
