import workerpool from 'workerpool';
import type { Ran } from '../app/behaviour.ts';
import {
  type BehaviourOptions,
  type BehaviourRequest,
  type BehaviourSession,
  createBehaviourSession,
  type FileExplanation,
  type LearntGolden,
} from '../engine/index.ts';
import { packJson, unpackJson } from '../platform/packedJson.ts';
import { openQuickJs } from '../platform/quickjs/sandbox.ts';

/** The thread that runs both sides of a pair in the sandbox. */
let session: Promise<BehaviourSession> | undefined;
let limited: number | undefined;

/** Results must not hang on how busy the machine is: counts end nearly everything long before. */
const BUSY = 2;

/** How often the thread says that it is still at work, in milliseconds. */
const BEAT_MS = 500;
let beaten = 0;

function beat(): void {
  const now = Date.now();
  if (now - beaten < BEAT_MS) return;
  beaten = now;
  workerpool.workerEmit('at work');
}

function opened({ timeLimitMs }: BehaviourOptions): Promise<BehaviourSession> {
  if (limited !== timeLimitMs) session = undefined;
  limited = timeLimitMs;
  const wall = timeLimitMs === undefined ? {} : { wall: BUSY * timeLimitMs };
  session ??= openQuickJs(__dirname, { beat, ...wall }).then(createBehaviourSession);
  beaten = 0;
  return session;
}

async function compare(
  request: BehaviourRequest,
  options: BehaviourOptions,
  packed: Uint8Array | undefined,
): Promise<Ran> {
  const running = await opened(options);
  const behaviour = running.compare(request, options, () =>
    packed === undefined ? null : (unpackJson(packed) as LearntGolden | null),
  );
  const news = running.learnt();
  return { behaviour, learnt: news === null ? undefined : packJson(news) };
}

async function explain(request: BehaviourRequest, options: BehaviourOptions): Promise<FileExplanation> {
  return (await opened(options)).explain(request, options);
}

workerpool.worker({ compare, explain });
