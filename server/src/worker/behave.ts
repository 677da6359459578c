import workerpool from 'workerpool';
import type { Ran } from '../app/behaviour.ts';
import {
  type BehaviourOptions,
  type BehaviourRequest,
  type BehaviourSession,
  createBehaviourSession,
  type LearntGolden,
} from '../engine/index.ts';
import { packJson, unpackJson } from '../platform/packedJson.ts';
import { openQuickJs } from '../platform/quickjs/sandbox.ts';

/** The thread that runs both sides of a pair in the sandbox. */
let session: Promise<BehaviourSession> | undefined;

/** How often the thread says that it is still at work, in milliseconds. */
const BEAT_MS = 500;
let beaten = 0;

function beat(): void {
  const now = Date.now();
  if (now - beaten < BEAT_MS) return;
  beaten = now;
  workerpool.workerEmit('at work');
}

async function compare(
  request: BehaviourRequest,
  options: BehaviourOptions,
  packed: Uint8Array | undefined,
): Promise<Ran> {
  session ??= openQuickJs(__dirname, beat).then(createBehaviourSession);
  const opened = await session;
  beaten = 0;
  const behaviour = opened.compare(request, options, () =>
    packed === undefined ? null : (unpackJson(packed) as LearntGolden | null),
  );
  const news = opened.learnt();
  return { behaviour, learnt: news === null ? undefined : packJson(news) };
}

workerpool.worker({ compare });
