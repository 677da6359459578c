import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type { Program, RunRequest } from '../../../server/src/engine/index.ts';
import { createQuickJsSandbox } from '../../../server/src/platform/quickjs/sandbox.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** A thread around the sandbox: opens a program, answers its requests, and closes it. */
const sandbox = createQuickJsSandbox(workerData);

interface Question {
  program: Program;
  requests: RunRequest[];
  /** Programs that are open at the same time; each is asked the first request. */
  together?: Program[];
}

parentPort!.on('message', async ({ program, requests, together }: Question) => {
  const { open } = await sandbox;
  if (together !== undefined) {
    const worlds = together.map(open);
    parentPort!.postMessage(worlds.map((world) => world.run(requests[0])));
    return;
  }
  const started = performance.now();
  const world = open(program);
  const opened = performance.now();
  const results = requests.map((request) => world.run(request));
  const ran = performance.now();
  world.close();
  // What was put aside is ready after the next turn.
  setTimeout(() => {
    collect();
    parentPort!.postMessage({
      problem: world.problem,
      offers: world.offers,
      results,
      openMs: opened - started,
      runMs: ran - opened,
      globals: Object.keys(globalThis).sort().join(),
    });
  }, 0);
});
