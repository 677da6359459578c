#!/usr/bin/env node
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { listFiles } from '../platform/files.ts';
import { loadModel, resolveModelFolder } from '../platform/embeddingModel.ts';
import { createOnnxEmbedder } from '../platform/onnxEmbedder.ts';
import { type Installation, openDiskStore, openWorkbench } from '../wiring/workbench.ts';
import { EXIT, type Host, type HostFiles } from './host.ts';
import { runCommandLine } from './run.ts';

const root = dirname(__dirname);
const installation: Installation = { dist: __dirname, models: join(root, 'models') };
const controller = new AbortController();

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
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile()) return 'file';
    return stats?.isDirectory() ? 'folder' : null;
  },
  write(path, text) {
    const draft = `${path}.${process.pid}.tmp`;
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(draft, text);
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  },
  list: (folder) =>
    listFiles(folder, { include: ['**/*'], exclude: ['**/node_modules/**', 'dist/**'] }).files.map((file) => file.path),
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
  openWorkbench: (configuration, warn) => openWorkbench(configuration, installation, warn),
  openCache: openDiskStore,
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
  reportAssets() {
    const asset = (name: string): string => readFileSync(join(installation.dist, 'webview', name), 'utf8');
    return { script: asset('report.js'), style: asset('report.css') };
  },
};

/** The reader of a pipe has gone (`fern … | head`): there is nobody left to tell. */
function onPipeClosed(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
}

let interrupts = 0;
function interrupt(): void {
  controller.abort();
  if (++interrupts > 1) process.exit(EXIT.interrupted);
}

async function main(): Promise<void> {
  process.stdout.on('error', onPipeClosed);
  process.stderr.on('error', onPipeClosed);
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const code = await runCommandLine(process.argv.slice(2), host);
  if (code === EXIT.interrupted && host.terminal.err) host.err('Interrupted.\n');
  process.exitCode = code;
}

void main();
