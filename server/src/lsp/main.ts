import { readFileSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { FileSource } from '../app/ports.ts';
import { folderContent } from '../platform/files.ts';
import { findFiles } from '../platform/findFiles.ts';
import { writeWhole } from '../platform/writeWhole.ts';
import { createTurns } from '../platform/yielding.ts';
import {
  createWorkbench,
  type Installation,
  localFiles,
  openDiskStore,
  openPools,
  openRuns,
} from '../wiring/workbench.ts';
import { serve } from './connection.ts';
import type { Host } from './host.ts';

const root = dirname(__dirname);
const installation: Installation = { dist: __dirname, models: join(root, 'models') };
const connection = createConnection(ProposedFeatures.all);
const turn = createTurns();

/** Reading thousands of small files one after the other must not keep an editor waiting. */
const disk: FileSource = {
  ...localFiles,
  async read(absolute, maxBytes) {
    await turn();
    return localFiles.read(absolute, maxBytes);
  },
  async locate(absolute) {
    await turn();
    return localFiles.locate(absolute);
  },
};

const host: Host = {
  version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
  machine: { platform: process.platform, cores: availableParallelism(), home: homedir() },
  env: process.env,
  disk,
  realPath(path) {
    try {
      return realpathSync.native(path);
    } catch {
      return path;
    }
  },
  async readText(path) {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
      throw error;
    }
  },
  contentOf: folderContent,
  write: async (path, text) => writeWhole(path, text),
  find: findFiles,
  fetch,
  openPools(configuration) {
    const pools = openPools(configuration, installation, (message) => connection.console.warn(message));
    return {
      workbench: (own, source) => createWorkbench(pools, own, { ...source, list: pools.list }),
      release: () => pools.release(),
      close: () => pools.close(),
    };
  },
  openRuns,
  clearCache(configuration) {
    const store = openDiskStore(configuration, (message) => connection.console.warn(message));
    store.clear();
    store.close();
  },
};

process.on('uncaughtException', (error) => {
  connection.console.error(`A fault of Fern: ${error.stack ?? error.message}`);
});
process.on('unhandledRejection', (reason) => {
  connection.console.error(`A fault of Fern: ${reason instanceof Error ? reason.stack : String(reason)}`);
});

serve(connection, host);
connection.listen();
