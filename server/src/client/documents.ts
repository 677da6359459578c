import type { components, operations } from './api.ts';

/** What is asked and answered, by the names that people use; all of it is taken from the service's own description. */

type Operation = keyof operations;
type Answer<Id extends Operation> = operations[Id]['responses'] extends {
  200: { content: { 'application/json': infer Document } };
}
  ? Document
  : never;
type Created<Id extends Operation> = operations[Id]['responses'] extends {
  201: { content: { 'application/json': infer Document } };
}
  ? Document
  : never;
type Body<Id extends Operation> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Document } };
}
  ? Document
  : never;
type Query<Id extends Operation> = NonNullable<operations[Id]['parameters']['query']>;

export type EvaluateRequest = Body<'postEvaluate'>;
export type CompareRequest = Body<'postCompareModels'>;
export type BatchRequest = Body<'postBatchEvaluate'>;
export type JobsQuery = Query<'getJobs'>;
export type RunsQuery = Query<'getRuns'>;

export type Evaluation = Answer<'postEvaluate'>;
export type Comparison = Answer<'postCompareModels'>;
export type Batch = Answer<'postBatchEvaluate'>;
export type Job = components['schemas']['Job'];
export type JobWithResult = Answer<'getJobsId'>;
export type JobList = Answer<'getJobs'>;
export type Upload = Created<'postUploads'>;
export type Runs = Answer<'getRuns'>;
export type Run = Answer<'getRunsId'>;
export type History = Answer<'getRunsIdHistory'>;
export type Changes = Answer<'getRunsIdChanges'>;
export type Health = Answer<'getHealth'>;
export type Readiness = Answer<'getReadyz'>;
export type CacheStats = Answer<'getCacheStats'>;
export type CacheCleared = Answer<'postCacheClear'>;
export type ConfigurationShown = Answer<'getConfig'>;
export type Reloaded = Answer<'postConfigReload'>;
/** What went wrong (RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** Whether a job is done with, one way or the other. */
export const hasEnded = ({ state }: Pick<Job, 'state'>): boolean =>
  state === 'completed' || state === 'failed' || state === 'cancelled';
