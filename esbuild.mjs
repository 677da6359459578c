#!/usr/bin/env node
// Builds everything into dist/, and installs the dependencies first where they are missing, so that one command
// does after a clone. Flags: --install-only, --bench (the benchmarks too), --package (the .vsix for this platform
// too), --target=PLATFORM (for another one), --all-targets (for all that are offered), --quiet.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const flags = new Set(process.argv.slice(2));
const say = (text) => flags.has('--quiet') || console.error(text);

function install() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return;
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
const external = ['onnxruntime-node', 'lmdb', 'vscode', '@electric-sql/pglite', 'pg-native'];
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external,
  mainFields: ['module', 'main'],
  // The loader of QuickJS is an ES module that asks where it is.
  define: { 'import.meta.url': '__bundle' },
  banner: { js: "const __bundle = require('node:url').pathToFileURL(__filename).href;" },
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
      behave: 'server/src/worker/behave.ts',
      server: 'server/src/lsp/main.ts',
      http: 'server/src/http/main.ts',
      extension: 'client/src/extension.ts',
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
    entryPoints: {
      'webview/report': 'webview/src/report.ts',
      'page/service': 'webview/src/service.ts',
      'docs/docs': 'webview/src/docs.ts',
    },
  },
  {
    // Runs inside QuickJS, beside the code that is compared.
    bundle: true,
    platform: 'neutral',
    target: 'es2022',
    format: 'iife',
    minify: true,
    logLevel: 'warning',
    absWorkingDir: root,
    entryPoints: { sandbox: 'server/src/sandbox/main.ts' },
  },
];
if (flags.has('--bench')) {
  bundles.push({
    ...node,
    external: [
      ...external,
      'prettier',
      'workerpool',
      'playwright-core',
      'esbuild',
      'autocannon',
      'pg-native',
    ],
    entryPoints: { 'bench/run': 'test/bench/run.ts' },
  });
}
const built = await Promise.all(
  bundles.map((options) => build({ ...options, metafile: true, outdir: dist })),
);
cpSync(
  join(root, 'node_modules/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm'),
  join(dist, 'quickjs.wasm'),
);
cpSync(join(root, 'server/src/store/migrations'), join(dist, 'migrations'), { recursive: true });
cpSync(join(root, 'client/icon.svg'), join(dist, 'page/icon.svg'));
for (const [from, to = from] of [
  ['swagger-ui-bundle.js'],
  ['swagger-ui-bundle.js.LICENSE.txt'],
  ['swagger-ui.css'],
  ['LICENSE', 'LICENSE.txt'],
  ['NOTICE', 'NOTICE.txt'],
])
  cpSync(join(root, 'node_modules/swagger-ui-dist', from), join(dist, 'docs', to));
say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
for (const target of targets()) await packageExtension(target);

/** The platforms to package for, as VS Code calls them. */
function targets() {
  if (flags.has('--all-targets')) return ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'];
  const named = [...flags].flatMap((flag) => /^--target=(.+)$/.exec(flag)?.[1] ?? []);
  if (named.length > 0) return named;
  return flags.has('--package') ? [`${process.platform}-${process.arch}`] : [];
}

/** Lays out in dist/extension exactly what goes into the .vsix, and packs it for a platform. */
async function packageExtension(target) {
  const stage = join(dist, 'extension');
  const place = (path, to = path) => cpSync(join(root, path), join(stage, to), { recursive: true });
  rmSync(stage, { recursive: true, force: true });
  for (const path of ['CHANGELOG.md', 'LICENSE', '.vscodeignore', 'docs/rules.md']) place(path);
  for (const path of ['client/icon.png', 'client/view.svg', 'client/walkthrough']) place(path);
  place('models/all-MiniLM-L6-v2');
  const outputs = built.flatMap(({ metafile }) => Object.keys(metafile.outputs));
  // An editor needs no service.
  for (const path of outputs.filter((output) => !/^dist\/(?:bench\/|page\/|docs\/|http\.js)/.test(output)))
    place(path);
  place('dist/quickjs.wasm');
  const native = await nativePackages(target);
  for (const { from, to } of native) place(from, `dist/${to}`);

  const schema = JSON.parse(spawnSync(process.execPath, [join(dist, 'fern.js'), 'config', 'schema']).stdout);
  // VS Code's own words for what fern.config.json allows.
  const lenient = { ...schema, allowComments: true, allowTrailingCommas: true };
  writeFileSync(join(stage, 'dist/fern.config.schema.json'), `${JSON.stringify(lenient, null, 2)}\n`);
  const bundled = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeFileSync(
    join(stage, 'ThirdPartyNotices.txt'),
    notices([...bundled, ...native.map(({ from }) => from)]),
  );
  writeFileSync(
    join(stage, 'README.md'),
    withoutRelativeLinks(readFileSync(join(root, 'README.md'), 'utf8')),
  );
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const key of ['files', 'scripts', 'dependencies', 'devDependencies', 'allowScripts'])
    delete manifest[key];
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);

  const out = join(root, `${manifest.name}-${target}-${manifest.version}.vsix`);
  rmSync(out, { force: true });
  const vsce = [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', '--target', target, '--out', out];
  const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  const { status } = spawnSync(process.execPath, [...vsce, ...options], {
    cwd: stage,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(1);
}

/**
 * The files of node_modules that the extension loads at run time, and where they go: the scripts that `require` reaches
 * from the native packages, the package.json files by which Node.js finds and reads them, and a platform's binaries.
 */
async function nativePackages(target) {
  const { metafile } = await build({
    ...node,
    stdin: { contents: "require('onnxruntime-node'); require('lmdb');", resolveDir: root },
    // Node.js reads `main`, and msgpackr does without its accelerator: the cache holds plain bytes.
    mainFields: ['main'],
    external: ['msgpackr-extract'],
    loader: { '.node': 'empty' },
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const own = `@lmdb/lmdb-${process.platform}-${process.arch}/`;
  const scripts = Object.keys(metafile.inputs).filter(
    (path) => /^node_modules\/.*\.c?js$/.test(path) && !path.includes(own),
  );
  const manifests = scripts.flatMap((path) => {
    const folders = path.split('/').slice(0, -1);
    return folders.map((_, depth) => `${folders.slice(0, depth + 1).join('/')}/package.json`);
  });
  const same = [...scripts, ...manifests.filter((path) => existsSync(join(root, path)))];
  // N-API is the one interface that every Node.js and every Electron has.
  const runtime = `node_modules/onnxruntime-node/bin/napi-v6/${target.replace('-', '/')}`;
  // On macOS the same library is there under two names, of which the binding asks for the short one; on Windows two
  // are for graphics processors alone.
  const libraries = filesIn(runtime, /^(?!.*\.\d+\.\d+\.\d+\.dylib$|dxcompiler\.dll$|dxil\.dll$)/);
  const store = `node_modules/@lmdb/lmdb-${target}`;
  const fetched = fetchStore(target);
  const parts = filesIn(fetched, /^(?:node\.napi(?:\.glibc)?\.node|index\.js|package\.json)$/);
  if (libraries.length < 2 || parts.length < 3) {
    console.error(
      `There are no binaries of onnxruntime-node and lmdb for ${target}: Fern can't be packaged.`,
    );
    process.exit(1);
  }
  const files = [...new Set([...same, ...libraries])].map((path) => ({ from: path, to: path }));
  files.push(...parts.map((path) => ({ from: path, to: path.replace(fetched, store) })));
  return files.sort((a, b) => (a.to < b.to ? -1 : 1));
}

/**
 * The folder of lmdb's binaries for a platform: npm installs those of this one alone, so others are fetched, and held
 * to what the lock file says of them.
 */
function fetchStore(target) {
  const name = `@lmdb/lmdb-${target}`;
  if (target === `${process.platform}-${process.arch}`) return `node_modules/${name}`;
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const entry = packages[`node_modules/${name}`];
  const folder = `node_modules/.cache/stores/${target}`;
  if (entry === undefined) return folder;
  if (existsSync(join(root, folder, 'package/package.json'))) return `${folder}/package`;
  rmSync(join(root, folder), { recursive: true, force: true });
  mkdirSync(join(root, folder), { recursive: true });
  const shell = process.platform === 'win32';
  const packed = spawnSync('npm', ['pack', `${name}@${entry.version}`, '--json', '--loglevel=error'], {
    cwd: join(root, folder),
    encoding: 'utf8',
    shell,
  });
  const [told] = packed.status === 0 ? JSON.parse(packed.stdout) : [];
  if (told === undefined || told.integrity !== entry.integrity) {
    console.error(`${name} ${entry.version} could not be fetched as the lock file has it. ${packed.stderr}`);
    process.exit(1);
  }
  const { status } = spawnSync('tar', ['-xzf', told.filename], { cwd: join(root, folder), stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  return `${folder}/package`;
}

function filesIn(folder, names) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder)).flatMap((name) => (names.test(name) ? [`${folder}/${name}`] : []));
}

/** What the licences of the packages inside ask for: their names and texts. */
function notices(paths) {
  const folder = /^node_modules\/(?:\.cache\/stores\/[^/]+\/package|(?:@[^/]+\/)?[^/]+)/;
  const folders = paths.flatMap((path) => folder.exec(path) ?? []);
  const entries = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const texts = filesIn(folder, /^(?:licen[cs]e|notice)/i).map((path) =>
      readFileSync(join(root, path), 'utf8').trim(),
    );
    return [`${name} ${version} (${license})`, ...texts].join('\n\n');
  });
  return `Fern contains these packages.\n\n${entries.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** An installed extension has no folder that relative links and pictures could point into. */
function withoutRelativeLinks(markdown) {
  return markdown
    .replace(/!\[[^\]]*\]\((?!https?:)[^)]*\)\n*/g, '')
    .replace(/\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g, '$1');
}
