import { parentPort, workerData } from 'node:worker_threads';
import type { Program, RunRequest } from '../../../server/src/engine/index.ts';
import { createQuickJsSandbox } from '../../../server/src/platform/quickjs/sandbox.ts';

/** A thread around the sandbox: opens a program, answers its requests, and closes it. */
const sandbox = createQuickJsSandbox(workerData);

parentPort!.on('message', async ({ program, requests }: { program: Program; requests: RunRequest[] }) => {
  const { open } = await sandbox;
  const started = performance.now();
  const world = open(program);
  const opened = performance.now();
  const results = requests.map((request) => world.run(request));
  const ran = performance.now();
  world.close();
  // What was put aside is ready after the next turn.
  setTimeout(() => {
    globalThis.gc?.();
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
