import type { Outcome, Step, Steps } from './jobs.ts';
import { type ProblemBody, problemBody, problemOf } from './problems.ts';
import type { BatchRequest, CompareRequest, EvaluateRequest } from './requests.ts';
import type { RunStore } from './runs.ts';
import type { OnDone, Scoring } from './scoring.ts';
import type { ModelShare } from './shares.ts';

export interface PerformParts {
  readonly scoring: Scoring;
  readonly runs: Pick<RunStore, 'keep'>;
  readonly found: Steps['found'];
}

/** An evaluation of a batch: its document, or why there is none. */
export type BatchEntry = { readonly evaluation: unknown } | { readonly problem: ProblemBody };

/** Does a step of a job: what each kind of job begins with, comes apart into, and is put together from. */
export function createPerform({ scoring, runs, found }: PerformParts) {
  async function compare(step: Step, signal: AbortSignal, onDone: OnDone): Promise<Outcome> {
    const run = await scoring.compare(step.request as CompareRequest, signal, onDone);
    // What the parts took is of it too.
    const seconds = Math.max(0, Date.now() - step.begun.getTime()) / 1000;
    const document = { ...run.document, evaluation_time_seconds: seconds };
    await runs.keep({ ...run, document });
    return { result: JSON.stringify(document) };
  }

  return async (step: Step, onDone: OnDone, signal: AbortSignal): Promise<Outcome> => {
    const { job, stage, kind, request, task } = step;
    if (kind === 'evaluate')
      return { result: JSON.stringify(await scoring.evaluate(request as EvaluateRequest, signal, onDone)) };
    if (kind === 'compare') {
      const asked = request as CompareRequest;
      if (stage === 'begin') {
        const shares = await scoring.shares(asked);
        if (shares.length <= 1) return compare(step, signal, onDone);
        return { parts: shares.map((share) => ({ task: share, size: share.count })) };
      }
      if (stage === 'finish') return compare(step, signal, () => {});
      await scoring.score(asked, task as ModelShare, signal);
      return { result: 'null' };
    }
    const { evaluations } = request as BatchRequest;
    if (stage === 'begin') return { parts: evaluations.map((_, index) => ({ task: index, size: 1 })) };
    if (stage === 'finish') return { result: batchDocument(await found(job)) };
    const entry = await evaluateEntry(scoring, evaluations[task as number], signal);
    return { result: JSON.stringify(entry) };
  };
}

/** One bad evaluation never ends a batch. @throws Error what is Fern's own fault, or was given up */
export async function evaluateEntry(
  scoring: Scoring,
  request: EvaluateRequest,
  signal: AbortSignal,
): Promise<BatchEntry> {
  try {
    return { evaluation: await scoring.evaluate(request, signal) };
  } catch (error) {
    const problem = signal.aborted ? null : problemOf(error);
    if (problem === null) throw error;
    return { problem: problemBody(problem) };
  }
}

/** @param entries JSON of each, in the order of the request */
export function batchDocument(entries: readonly string[]): string {
  return `{"schema_version":1,"results":[${entries.join(',')}]}`;
}
