import workerpool from 'workerpool';
import {
  type BehaviourOptions,
  type BehaviourRequest,
  type BehaviourSession,
  createBehaviourSession,
  type FileBehaviour,
} from '../engine/index.ts';
import { openQuickJs } from '../platform/quickjs/sandbox.ts';

/** The thread that runs both sides of a pair in the sandbox. */
let session: Promise<BehaviourSession> | undefined;

async function compare(request: BehaviourRequest, options: BehaviourOptions): Promise<FileBehaviour> {
  session ??= openQuickJs(__dirname).then(createBehaviourSession);
  return (await session).compare(request, options);
}

workerpool.worker({ compare });
