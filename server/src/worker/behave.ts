import workerpool from 'workerpool';
import {
  type BehaviourOptions,
  type BehaviourRequest,
  type BehaviourSession,
  createBehaviourSession,
  type FileBehaviour,
  type FileExplanation,
} from '../engine/index.ts';
import { openQuickJs } from '../platform/quickjs/sandbox.ts';

/** The thread that runs both sides of a pair in the sandbox. */
let session: Promise<BehaviourSession> | undefined;

function opened(): Promise<BehaviourSession> {
  session ??= openQuickJs(__dirname).then(createBehaviourSession);
  return session;
}

async function compare(request: BehaviourRequest, options: BehaviourOptions): Promise<FileBehaviour> {
  return (await opened()).compare(request, options);
}

async function explain(request: BehaviourRequest, options: BehaviourOptions): Promise<FileExplanation> {
  return (await opened()).explain(request, options);
}

workerpool.worker({ compare, explain });
