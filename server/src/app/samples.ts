import { summarizeValues } from '../engine/index.ts';
import type { SampleStatistics } from '../protocol/documents.ts';
import { round } from './documents.ts';

/** The model that a sample is of: `aspen` of `aspen/1`; any other name as it is. */
export function ownerOf(sample: string): string {
  return /^(.+)\/\d+$/.exec(sample)?.[1] ?? sample;
}

/** Samples of a task further apart than this tell different things. */
const FLAKY = 0.001;

/**
 * What several samples of the same tasks say of a model.
 * @param tasks each task's scores, one for each sample
 * @returns null where no task has several
 */
export function sampleStatistics(tasks: readonly (readonly number[])[]): SampleStatistics | null {
  const most = tasks.reduce((least, samples) => Math.max(least, samples.length), 0);
  if (most < 2) return null;
  const mean = (values: readonly number[]): number =>
    round(values.reduce((sum, value) => sum + value, 0) / values.length);
  return {
    most,
    spread: mean(tasks.map((samples) => summarizeValues(samples).std)),
    best_of_n: mean(tasks.map((samples) => Math.max(...samples))),
    flaky: mean(tasks.map((samples) => (Math.max(...samples) - Math.min(...samples) > FLAKY ? 1 : 0))),
  };
}
