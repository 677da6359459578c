import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { Input, Offer, Outcome, Program, RunRequest } from '../../../server/src/engine/index.ts';

import type { QuickJsOptions } from '../../../server/src/platform/quickjs/sandbox.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Answer {
  problem: string | null;
  offers: Offer[];
  results: Outcome[][];
  openMs: number;
  runMs: number;
  globals: string;
}

export interface Thread {
  ask(program: Program, ...requests: RunRequest[]): Promise<Answer>;
  /** Opens programs side by side, then asks each. */
  together(programs: Program[], request: RunRequest): Promise<Outcome[][]>;
  close(): Promise<void>;
}

async function bundle(entry: string, options: object): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    logLevel: 'error',
    ...options,
  });
  return outputFiles[0].text;
}

/** Text of the guest, built from its sources. */
export function guestText(): Promise<string> {
  return bundle('server/src/sandbox/main.ts', { platform: 'neutral', format: 'iife', target: 'es2022' });
}

export function wasmBytes(): Uint8Array<ArrayBuffer> {
  const folder = 'node_modules/@jitl/quickjs-wasmfile-release-sync/dist';
  return new Uint8Array(readFileSync(join(root, folder, 'emscripten-module.wasm')));
}

/** Bundles the sandbox as Fern's threads are bundled, and starts it in a thread with a large stack. */
export async function startThread(options: Partial<QuickJsOptions> = {}): Promise<Thread> {
  const folder = mkdtempSync(join(tmpdir(), 'fern-sandbox-'));
  const file = join(folder, 'thread.cjs');
  const code = await bundle('test/sandbox/support/thread.ts', {
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': '__bundle' },
    banner: { js: "const __bundle = require('node:url').pathToFileURL(__filename).href;" },
  });
  writeFileSync(file, code);
  const workerData = { guest: await guestText(), wasm: wasmBytes(), ...options };
  const start = () =>
    new Worker(file, {
      workerData,
      resourceLimits: { stackSizeMb: 64 },
      env: { TZ: 'America/New_York' },
    });
  let worker = start();
  return {
    ask(program, ...requests) {
      const asked = worker;
      return new Promise((resolve, reject) => {
        const fail = (error: Error): void => {
          clearTimeout(timer);
          void asked.terminate();
          if (asked === worker) worker = start();
          reject(error);
        };
        const timer = setTimeout(() => fail(new Error('The thread hangs.')), 15_000);
        asked.once('error', fail);
        asked.once('message', (answer: Answer) => {
          clearTimeout(timer);
          asked.off('error', fail);
          resolve(answer);
        });
        asked.postMessage({ program, requests });
      });
    },
    together(programs, request) {
      return new Promise((resolve) => {
        worker.once('message', resolve);
        worker.postMessage({ requests: [request], together: programs });
      });
    },
    async close() {
      await worker.terminate();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const STEP = '--$left[0] < 0 && $stop();';

/** A program of one module; `{;` in its code counts a step, as Fern's own preparation does at every body. */
export function programOf(code: string, others: Record<string, string> = {}): Program {
  const ids = Object.keys(others);
  const imports = Object.fromEntries(ids.map((id) => [`./${id}`, id]));
  const module = (id: string, text: string) => ({
    id,
    code: text.replaceAll('{;', `{${STEP}`),
    branches: 4,
    imports: { ...imports, './entry': 'entry' },
  });
  return { seed: 7, modules: [module('entry', code), ...ids.map((id) => module(id, others[id]))] };
}

export function requestOf(
  target: string,
  inputs: readonly Partial<Input>[],
  more: Partial<RunRequest> = {},
): RunRequest {
  const encoded = inputs.map((input) => JSON.stringify({ args: [], ...input }));
  return { target, inputs: encoded, steps: 100_000, coverage: false, patience: 1_000, ...more };
}
