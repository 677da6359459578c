#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Resolved } from '../app/configuration/resolve.ts';
import { loadModel, resolveModelFolder } from '../platform/embeddingModel.ts';
import { folderContent, listFiles } from '../platform/files.ts';
import { createOnnxEmbedder } from '../platform/onnxEmbedder.ts';
import { optimizeLater } from '../platform/optimizeLater.ts';
import { writeWhole } from '../platform/writeWhole.ts';
import { type Installation, openDiskStore, openRuns, openWorkbench } from '../wiring/workbench.ts';
import { EXIT, type Host, type HostFiles, type ServiceCommand } from './host.ts';
import { plain } from './reporters/text.ts';
import { runCommandLine } from './run.ts';

optimizeLater();
const root = dirname(__dirname);
const installation: Installation = { dist: __dirname, models: join(root, 'models') };
/** The service is a bundle of its own, so that the other commands start without it. */
interface Service {
  run(
    command: ServiceCommand,
    first: Resolved,
    options: {
      installation: Installation;
      version: string;
      err: (text: string) => void;
      signal: AbortSignal;
      read: () => Promise<Resolved>;
    },
  ): Promise<number>;
}

const controller = new AbortController();
// Every piece of work at hand hears it.
setMaxListeners(0, controller.signal);

/** What `stat` says of a path that leads nowhere. */
const NOTHING_THERE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

const files: HostFiles = {
  readText: async (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  },
  kind(path) {
    try {
      const stats = statSync(path);
      if (stats.isFile()) return 'file';
      return stats.isDirectory() ? 'folder' : null;
    } catch (error) {
      if (NOTHING_THERE.has((error as NodeJS.ErrnoException).code ?? '')) return null;
      throw error;
    }
  },
  write: writeWhole,
  contentOf: folderContent,
  list: (folder) =>
    listFiles(folder, { include: ['**/*'], exclude: ['**/node_modules/**', 'dist/**'] }).files.map(
      (file) => file.path,
    ),
};

const host: Host = {
  cwd: process.cwd(),
  env: process.env,
  machine: { platform: process.platform, cores: availableParallelism(), home: homedir() },
  version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  width: process.stdout.columns ?? process.stderr.columns ?? 100,
  terminal: { out: process.stdout.isTTY === true, err: process.stderr.isTTY === true },
  signal: controller.signal,
  now: () => performance.now(),
  files,
  fetch,
  openWorkbench: (configuration, warn) => openWorkbench(configuration, installation, warn),
  openCache: openDiskStore,
  openRuns,
  async tryModel(configuration) {
    const folder = resolveModelFolder(configuration.embeddingModel, installation.models);
    const embedder = createOnnxEmbedder({
      modelFolder: folder,
      processes: 1,
      workerScript: join(installation.dist, 'embed.js'),
    });
    const started = performance.now();
    try {
      await embedder.embed(['function add(a, b) { return a + b }']);
      return { folder, name: loadModel(folder).manifest.name, milliseconds: performance.now() - started };
    } finally {
      await embedder.close();
    }
  },
  async serveEditor() {
    // It reads from the arguments how it is spoken to, and answers signals itself.
    if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
    process.removeAllListeners();
    await import(pathToFileURL(join(installation.dist, 'server.js')).href);
    return new Promise<never>(() => {});
  },
  async service(command, first, read) {
    const bundle = await import(pathToFileURL(join(installation.dist, 'http.js')).href);
    const { run } = (bundle.default ?? bundle) as Service;
    const { version, err } = host;
    return run(command, first, { installation, version, err, signal: controller.signal, read });
  },
  reportAssets() {
    const asset = (name: string): string => readFileSync(join(installation.dist, 'webview', name), 'utf8');
    return { script: asset('report.js'), style: asset('report.css') };
  },
};

/** Results that nobody gets: the reader of a pipe has gone (`fern … | head`), which is no fault, or a disk is full. */
function onLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
  host.err(`fern: the results can't be written to standard output: ${plain(error.message)}\n`);
  process.exit(EXIT.usage);
}

/** A fault outside of any command's own work; the line is all that a user can use of it. */
function onFault(error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  host.err(`fern: ${plain(message)} (this is a fault of Fern; --verbose shows where)\n`);
  if (process.argv.includes('--verbose')) host.err(`${stack}\n`);
  process.exit(EXIT.usage);
}

/** Milliseconds in which what V8 does in the background comes to its end. */
const LAST_MOMENTS = 60;

let interrupts = 0;
function interrupt(): void {
  controller.abort();
  if (++interrupts > 1) process.exit(EXIT.interrupted);
}

async function main(): Promise<void> {
  process.stdout.on('error', onLostOutput);
  // Progress and warnings that nobody reads must not cost the results.
  process.stderr.on('error', () => {});
  process.on('uncaughtException', onFault);
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const code = await runCommandLine(process.argv.slice(2), host);
  if (code === EXIT.interrupted && host.terminal.err) host.err('Interrupted.\n');
  process.exitCode = code;
  // V8 of Node.js 20 ends in a deadlock when a function is still being compiled in the background: it may wait for a
  // collection that only a running event loop makes.
  await new Promise((resolve) => setTimeout(resolve, LAST_MOMENTS));
}

void main();
