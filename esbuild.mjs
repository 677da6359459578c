#!/usr/bin/env node
// Builds everything into dist/, and installs the dependencies first where they are missing, so that one command
// does after a clone. Flags: --install-only, --bench (the benchmarks too), --quiet.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const flags = new Set(process.argv.slice(2));
const say = (text) => flags.has('--quiet') || console.error(text);

function install() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return;
  if (existsSync(marker) && process.env.FERN_SKIP_INSTALL === '1') return;
  say('Installing dependencies …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    // The CPU runtime is in the package; its install script would fetch GPU libraries.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (status !== 0) {
    console.error(
      'Installing failed; see the messages above. Node 20.12 or newer and npm 10 or newer are needed.',
    );
    process.exit(1);
  }
}

install();
if (flags.has('--install-only')) process.exit(0);

const { build } = await import('esbuild');
const dist = join(root, 'dist');
mkdirSync(dist, { recursive: true });

/** Native packages stay outside bundles and are loaded from node_modules. */
const external = ['onnxruntime-node', 'lmdb', 'vscode'];
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  absWorkingDir: root,
};
const started = Date.now();
rmSync(join(dist, 'bench'), { recursive: true, force: true });

const bundles = [
  {
    ...node,
    minify: true,
    entryPoints: {
      fern: 'server/src/cli/main.ts',
      score: 'server/src/worker/score.ts',
      embed: 'server/src/worker/embed.ts',
    },
  },
  {
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    logLevel: 'warning',
    absWorkingDir: root,
    entryPoints: { 'webview/report': 'webview/src/report.ts' },
  },
];
if (existsSync(join(root, 'client/src/extension.ts')))
  bundles.push({ ...node, minify: true, entryPoints: { extension: 'client/src/extension.ts' } });
if (flags.has('--bench')) {
  bundles.push({
    ...node,
    external: [...external, 'prettier', 'workerpool'],
    entryPoints: { 'bench/run': 'test/bench/run.ts' },
  });
}
await Promise.all(bundles.map((options) => build({ ...options, outdir: dist })));
say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
