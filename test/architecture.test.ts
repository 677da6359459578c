import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each room may import: other rooms, and packages. The longest prefix of a path says its room. */
const ROOMS: Record<string, { rooms: string[]; packages: string[] }> = {
  'server/src/engine/': { rooms: ['server/src/engine/'], packages: [] },
  'server/src/engine/languages/': { rooms: ['server/src/engine/'], packages: ['ts-morph'] },
  'server/src/protocol/': { rooms: ['server/src/protocol/'], packages: [] },
  'server/src/app/': {
    rooms: ['server/src/app/', 'server/src/engine/index.ts', 'server/src/protocol/'],
    packages: ['lru-cache', 'jsonc-parser', 'csv-parse', 'node:path'],
  },
  'server/src/platform/': {
    rooms: ['server/src/platform/', 'server/src/engine/index.ts', 'server/src/protocol/'],
    packages: [
      'node:*',
      'lmdb',
      'lru-cache',
      'workerpool',
      'picomatch',
      'onnxruntime-node',
      '@huggingface/tokenizers',
      '@jitl/quickjs-wasmfile-release-sync',
      'quickjs-emscripten-core',
      'tar-stream',
      'yauzl',
    ],
  },
  // Runs inside QuickJS: types of the engine, nothing that is there at run time.
  'server/src/sandbox/': { rooms: ['server/src/sandbox/', 'server/src/engine/index.ts'], packages: [] },
  'server/src/wiring/': {
    rooms: [
      'server/src/wiring/',
      'server/src/app/',
      'server/src/platform/',
      'server/src/engine/index.ts',
      'server/src/protocol/',
    ],
    packages: ['node:path'],
  },
  // The service's own wiring: a store is no part of any other host.
  'server/src/wiring/store.ts': {
    rooms: ['server/src/wiring/', 'server/src/app/', 'server/src/platform/', 'server/src/store/'],
    packages: ['node:path', 'node:fs'],
  },
  'server/src/wiring/uploads.ts': {
    rooms: ['server/src/app/', 'server/src/platform/', 'server/src/service/'],
    packages: ['node:path'],
  },
  'server/src/worker/': {
    rooms: ['server/src/worker/', 'server/src/app/', 'server/src/platform/', 'server/src/engine/index.ts'],
    packages: ['workerpool'],
  },
  // For anything that speaks to the service, browsers too: nothing of Node.js.
  'server/src/client/': { rooms: ['server/src/client/', 'server/src/protocol/'], packages: [] },
  'server/src/remote/': {
    rooms: ['server/src/remote/', 'server/src/app/', 'server/src/client/', 'server/src/protocol/'],
    packages: ['node:path', 'node:util'],
  },
  'server/src/cli/': {
    rooms: [
      'server/src/cli/',
      'server/src/app/',
      'server/src/remote/',
      'server/src/engine/index.ts',
      'server/src/protocol/',
    ],
    packages: ['node:path', 'node:util', 'node:crypto', 'picocolors', 'string-width', 'csv-stringify'],
  },
  'server/src/cli/main.ts': {
    rooms: ['server/src/cli/', 'server/src/wiring/', 'server/src/platform/', 'server/src/app/'],
    packages: ['node:*'],
  },
  'server/src/service/': {
    rooms: ['server/src/service/', 'server/src/app/', 'server/src/protocol/'],
    packages: ['node:path', 'typebox'],
  },
  'server/src/store/': {
    rooms: ['server/src/store/', 'server/src/service/', 'server/src/app/', 'server/src/engine/index.ts'],
    packages: ['node:*', 'drizzle-orm', 'pg', 'pg-boss', '@electric-sql/pglite', 'tar-stream'],
  },
  'server/src/http/': {
    rooms: ['server/src/http/', 'server/src/service/', 'server/src/app/', 'server/src/protocol/'],
    packages: [
      'node:crypto',
      'node:http',
      'node:stream',
      'node:util',
      'node:zlib',
      'fastify',
      '@fastify/rate-limit',
      'typebox',
      'prom-client',
    ],
  },
  'server/src/http/main.ts': {
    rooms: [
      'server/src/http/',
      'server/src/service/',
      'server/src/wiring/',
      'server/src/platform/',
      'server/src/app/',
    ],
    packages: ['node:*'],
  },
  'server/src/lsp/': {
    rooms: [
      'server/src/lsp/',
      'server/src/app/',
      'server/src/remote/',
      'server/src/engine/index.ts',
      'server/src/protocol/',
    ],
    packages: [
      'node:path',
      'node:url',
      'node:util',
      'vscode-languageserver',
      'vscode-languageserver-textdocument',
    ],
  },
  'server/src/lsp/main.ts': {
    rooms: ['server/src/lsp/', 'server/src/wiring/', 'server/src/platform/', 'server/src/app/'],
    packages: ['node:*', 'vscode-languageserver'],
  },
  'webview/src/': {
    rooms: ['webview/src/', 'server/src/client/', 'server/src/protocol/', 'server/src/engine/page.ts'],
    packages: ['@vscode/webview-ui-toolkit'],
  },
  'client/src/': {
    rooms: ['client/src/', 'server/src/protocol/'],
    packages: ['vscode', 'vscode-languageclient', 'node:*'],
  },
};

/** Written by a test, for nobody to read. */
const GENERATED = new Set(['server/src/client/api.ts']);

interface Import {
  from: string;
  /** A file of the project, or a package's name. */
  to: string;
  local: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split('\\').join('/'));
}

const files = ['server/src', 'webview/src', 'client/src'].flatMap(sources).sort();

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)\s*import\s+'([^']+)'/g,
  );
  return [...specifiers].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3];
    if (!specifier.startsWith('.')) return { from: file, to: specifier, local: false };
    return {
      from: file,
      to: relative(root, resolve(root, dirname(file), specifier))
        .split('\\')
        .join('/'),
      local: true,
    };
  });
}

const imports = files.flatMap(importsOf);

function roomOf(file: string): string {
  const rooms = Object.keys(ROOMS).filter((room) => file.startsWith(room));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? '';
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function allowed({ from, to, local }: Import): boolean {
  const room = ROOMS[roomOf(from)];
  if (room === undefined) return false;
  if (local) return room.rooms.some((other) => to.startsWith(other));
  const name = packageOf(to);
  return room.packages.some(
    (other) => other === name || (other.endsWith('*') && to.startsWith(other.slice(0, -1))),
  );
}

describe('the house', () => {
  test('reads imports at all', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(300);
  });

  test('every file lives in a room', () => {
    expect(files.filter((file) => roomOf(file) === '')).toEqual([]);
  });

  test('imports point one way', () => {
    const wrong = imports
      .filter((entry) => !allowed(entry))
      .map((entry) => `${entry.from} imports ${entry.to}`);
    expect(wrong).toEqual([]);
  });

  test('outside the engine only its faces are imported', () => {
    const inside = imports.filter(
      ({ from, to }) => !from.startsWith('server/src/engine/') && to.startsWith('server/src/engine/'),
    );
    const faces = ['server/src/engine/index.ts', 'server/src/engine/page.ts'];
    expect(inside.filter(({ to }) => !faces.includes(to))).toEqual([]);
  });

  test('there are no circles', () => {
    const targets = new Map(
      files.map((file) => [
        file,
        imports.filter((entry) => entry.from === file && entry.local).map((entry) => entry.to),
      ]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('files stay small', () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
      .filter(({ file, lines }) => lines > 400 && !GENERATED.has(file));
    expect(long).toEqual([]);
  });
});
