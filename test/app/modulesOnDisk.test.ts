import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAnalysis } from '../../server/src/app/analysis.ts';
import { createInlineAnalyst } from '../../server/src/app/analyst.ts';
import { createModuleReader, type ProgramSources } from '../../server/src/app/modules.ts';
import type { FileSource } from '../../server/src/app/ports.ts';
import { contentHash, listFiles, locate, readText } from '../../server/src/platform/files.ts';

const { imports } = createInlineAnalyst(createAnalysis());

describe('modules on disk', () => {
  let top: string;
  const reads: string[] = [];
  const source: FileSource = {
    list: async (root, patterns) => listFiles(root, patterns),
    read: async (absolute, maxBytes) => {
      reads.push(absolute);
      return readText(absolute, maxBytes);
    },
    locate: async (absolute) => locate(absolute),
    hash: contentHash,
  };

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }

  async function read(entry: string, text: string): Promise<ProgramSources> {
    const place = { root: join(top, 'app'), limit: top };
    const reader = await createModuleReader({ source, maxBytes: 1_000_000, imports }, place);
    return reader.closure({ path: entry, text, hash: contentHash(text) });
  }

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'fern-modules-'));
    reads.length = 0;
    mkdirSync(join(top, 'app'));
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  test('links out of the folder are not followed, links inside are', async () => {
    put('secret.ts', 'export const secret = 1');
    put('secrets/index.ts', 'export const secret = 1');
    put('app/real.ts', '');
    put('node_modules/lodash/index.js', '');
    put('secrets/node_modules/qs/index.js', '');
    symlinkSync(join(top, 'secret.ts'), join(top, 'app/a.ts'));
    symlinkSync(join(top, 'secrets'), join(top, 'app/b'));
    symlinkSync(join(top, 'app/real.ts'), join(top, 'app/c.ts'));
    symlinkSync(join(top, 'secrets'), join(top, 'node_modules/zod'));
    symlinkSync(join(top, 'secrets/node_modules/qs'), join(top, 'node_modules/qs'));
    const text = "import './a'; import './b'; import './c'; import 'lodash'; import 'zod'; import 'qs'";
    const { links } = await read('main.ts', text);
    expect(links['main.ts']).toEqual({ './c': 'real.ts', lodash: 'node_modules/lodash/index.js' });
    expect(reads.filter((path) => path.includes('secret'))).toEqual([]);
  });

  test('packages are found where a package manager links to', async () => {
    put('node_modules/.pnpm/zod@1/node_modules/zod/index.js', "require('./a')");
    put('node_modules/.pnpm/zod@1/node_modules/zod/a.js', '');
    mkdirSync(join(top, 'app/node_modules'));
    symlinkSync(join(top, 'node_modules/.pnpm/zod@1/node_modules/zod'), join(top, 'app/node_modules/zod'));
    const { files } = await read('main.ts', "import 'zod'");
    expect(files.map(({ path }) => path)).toEqual([
      'main.ts',
      'node_modules/zod/index.js',
      'node_modules/zod/a.js',
    ]);
  });

  test('the real ones', async () => {
    const place = { root: process.cwd(), limit: process.cwd() };
    const reader = await createModuleReader({ source, maxBytes: 1_000_000, imports }, place);
    const text = `import { format } from 'date-fns'; import { z } from 'zod'; import _ from 'lodash'; import qs from 'qs';
      import { produce } from 'immer'`;
    const sources = await reader.closure({ path: 'new.ts', text, hash: '' });
    expect(Object.keys(sources.links['new.ts'])).toEqual(['date-fns', 'zod', 'lodash', 'qs', 'immer']);
    expect(sources.limits).toBeNull();
    expect(sources.files.length).toBeLessThan(250);
    const missing = sources.files.flatMap(({ path, text: own }) =>
      [...own.matchAll(/require\("(\.[^"]+)"\)/g)]
        .filter(([, name]) => sources.links[path][name] === undefined)
        .map(([, name]) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
