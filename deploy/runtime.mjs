#!/usr/bin/env node
// Lays out what `node dist/fern.js` needs to run on this platform, and nothing else: the bundles, the model, and the
// packages that can't be bundled with what they depend on. Usage: node deploy/runtime.mjs FOLDER, after a build.
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node deploy/runtime.mjs FOLDER');
  process.exit(2);
}
const out = resolve(folder);

/** What esbuild.mjs leaves outside of bundles, but for what only the editor has. */
const NATIVE = ['onnxruntime-node', 'lmdb', '@electric-sql/pglite'];
/** The extension, its layout, and benchmarks. */
const ELSEWHERE = /^dist\/(?:extension|extension\.js|bench)$/;
mkdirSync(out, { recursive: true });
place('dist');
place('models');
for (const path of ['package.json', 'LICENSE']) place(path);
for (const path of closure(NATIVE)) place(path);

function place(path) {
  const filter = (from) => {
    const name = relative(root, from);
    return !ELSEWHERE.test(name) && !isForeign(name);
  };
  cpSync(join(root, path), join(out, path), { recursive: true, filter });
}

/** Whether a file is a binary for another platform. */
function isForeign(path) {
  const folders = /^node_modules\/onnxruntime-node\/bin\/napi-v\d+\/([^/]+)(?:\/([^/]+))?/.exec(path);
  const [, platform = process.platform, architecture = process.arch] = folders ?? [];
  return platform !== process.platform || architecture !== process.arch;
}

/** The folders of packages and of all that they depend on, each once. */
function closure(names) {
  const found = new Set();
  const visit = (name, from, isOptional) => {
    const path = locate(name, from);
    if (path === undefined) {
      if (isOptional) return;
      throw new Error(`${name}, which ${from || 'Fern'} needs, is not installed.`);
    }
    if (found.has(path)) return;
    found.add(path);
    const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    const { dependencies = {}, optionalDependencies = {} } = manifest;
    for (const other of Object.keys(dependencies)) visit(other, path, other in optionalDependencies);
    for (const other of Object.keys(optionalDependencies)) visit(other, path, true);
  };
  for (const name of names) visit(name, '', false);
  return [...found].sort();
}

/** As Node.js looks for a package: in the node_modules of each folder upwards. */
function locate(name, from) {
  for (let at = from; ; at = dirname(at)) {
    const path = join(at, 'node_modules', name);
    if (existsSync(join(root, path, 'package.json'))) return path;
    if (at === '' || at === '.') return undefined;
  }
}
