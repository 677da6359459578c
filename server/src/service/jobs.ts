import type { ProblemBody } from './problems.ts';

/** Work that nobody waits for with a connection: what it is, how far it is, what came out. */

export const JOB_KINDS = ['evaluate', 'compare', 'batch'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const JOB_STATES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly created: Date;
  readonly started: Date | null;
  readonly finished: Date | null;
  /** In files, or in evaluations of a batch; a total of 0: not known yet. */
  readonly progress: { readonly done: number; readonly total: number };
  /** Why it failed. */
  readonly problem: ProblemBody | null;
}

export interface NewJob {
  readonly id: string;
  readonly kind: JobKind;
  /** As it was asked for, checked. */
  readonly request: unknown;
}

/** States that stay. */
export const ENDED: readonly JobState[] = ['completed', 'failed', 'cancelled'];

export const hasEnded = (state: JobState): boolean => ENDED.includes(state);

/** What asks for jobs and about them. */
export interface Jobs {
  /** The same id again is the same job. */
  submit(job: NewJob): Promise<Job>;
  find(id: string): Promise<Job | null>;
  /** Those of them that there are, in any order. */
  findAll(ids: readonly string[]): Promise<readonly Job[]>;
  /** JSON, as it was made; null unless the job is completed. */
  result(id: string): Promise<string | null>;
  /** Newest first. @param before only those that are older than this job */
  list(wanted: { state?: JobState; before?: string; limit: number }): Promise<readonly Job[]>;
  /** Ends a job that has not ended; one that has stays as it is. Null: there is none. */
  cancel(id: string): Promise<Job | null>;
}

/** A piece of a job that one process does at one go. Done twice, it comes out the same. */
export interface Step {
  readonly job: string;
  /** 0 begins a job; its parts count from 1; the last one puts them together. */
  readonly number: number;
  readonly stage: 'begin' | 'part' | 'finish';
  readonly kind: JobKind;
  readonly request: unknown;
  /** What a part has to do. */
  readonly task: unknown;
  /** When the job was begun. */
  readonly begun: Date;
  /** Which try this is, from 1. */
  readonly attempt: number;
}

export type Outcome =
  /** JSON: the job's answer, or what a part found. */
  | { readonly result: string }
  /** The job goes on in parts, each worth so much of its progress, and is put together when all are done. */
  | { readonly parts: readonly { readonly task: unknown; readonly size: number }[] };

/** What does steps. Every process that works asks the same queue. */
export interface Steps {
  /** At most so many, taken by this process alone. */
  take(most: number): Promise<readonly Step[]>;
  progress(step: Step, done: number, total: number): Promise<void>;
  /** Nothing is counted twice, whoever says it again. */
  done(step: Step, outcome: Outcome): Promise<void>;
  /** Ends the job. */
  failed(step: Step, problem: ProblemBody): Promise<void>;
  /** For another try, later and later; or at once and not counted, when it is not the step's fault. */
  again(step: Step, why: 'failed' | 'stopping'): Promise<void>;
  /** Which of these jobs have ended meanwhile. */
  ended(jobs: readonly string[]): Promise<ReadonlySet<string>>;
  /** What the parts of a job found, in order. */
  found(job: string): Promise<readonly string[]>;
}

/** Tries of a step. */
export const MOST_ATTEMPTS = 3;
