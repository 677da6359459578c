import { Type } from 'typebox';
import { JOB_KINDS, JOB_STATES } from '../service/jobs.ts';

/** What answers look like that are no documents of scores. */

const ProblemBody = {
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }))),
};

export const Problem = Type.Object({ ...ProblemBody, instance: Type.String() }, { title: 'Problem' });

const oneOf = (values: readonly string[]) => Type.Unsafe<string>({ type: 'string', enum: [...values] });
const Moment = Type.String({ format: 'date-time' });
const Count = Type.Integer({ minimum: 0 });

const JOB = {
  schema_version: Type.Integer(),
  id: Type.String({ format: 'uuid' }),
  kind: oneOf(JOB_KINDS),
  state: oneOf(JOB_STATES),
  created: Moment,
  started: Type.Union([Moment, Type.Null()]),
  finished: Type.Union([Moment, Type.Null()]),
  progress: Type.Object(
    { done: Count, total: Count },
    { description: 'In files, or in evaluations of a batch; a total of 0: not known yet.' },
  ),
  problem: Type.Union([Type.Object(ProblemBody), Type.Null()]),
};

export const Job = Type.Object(JOB, { title: 'Job' });
export const JobWithResult = Type.Object({
  ...JOB,
  result: Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()], {
    description: 'What the request would have been answered; null while the job is not completed.',
  }),
});
export const JobList = Type.Object({ schema_version: Type.Integer(), jobs: Type.Array(Job) });
export const Events = Type.String({ description: 'Server-sent events whose data are jobs.' });

export const Health = Type.Object({
  status: Type.String(),
  version: Type.String(),
  uptime_seconds: Type.Number(),
});

export const Readiness = Type.Object({
  status: oneOf(['ready']),
  workers: Type.Integer({ minimum: 0, description: 'Processes that do jobs; without one jobs wait.' }),
});

export const CacheStats = Type.Object({
  schema_version: Type.Integer(),
  requests: Count,
  hits: Type.Object({ memory: Count, disk: Count, store: Count }),
  hit_rate: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
  disk: Type.Union([Type.Object({ entries: Count, size_bytes: Count, limit_bytes: Count }), Type.Null()]),
});
export const CacheCleared = Type.Object({
  schema_version: Type.Integer(),
  removed_entries: Count,
  removed_bytes: Count,
});

export const ConfigurationShown = Type.Object({
  schema_version: Type.Integer(),
  file: Type.Union([Type.String(), Type.Null()]),
  environment: Type.Union([Type.String(), Type.Null()]),
  settings: Type.Array(
    Type.Object({ key: Type.String(), value: Type.Any(), layer: Type.String(), source: Type.String() }),
  ),
  warnings: Type.Array(Type.String()),
});
export const Reloaded = Type.Object({
  schema_version: Type.Integer(),
  changed: Type.Array(Type.String(), { description: 'Settings that hold from now on.' }),
  needs_restart: Type.Array(Type.String(), {
    description: 'Settings that changed and hold after a restart.',
  }),
});

export const Upload = Type.Object({
  schema_version: Type.Integer(),
  id: Type.String({ description: 'SHA-256 of the archive.' }),
  path: Type.String({ description: 'How requests name it.' }),
  files: Count,
  bytes: Type.Integer({ minimum: 0, description: 'Unpacked.' }),
});
