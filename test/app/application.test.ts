import { describe, expect, test } from 'vitest';
import { faultOfFile, matchApplications, readApplication } from '../../server/src/app/application.ts';
import type { BlobStore } from '../../server/src/engine/index.ts';
import { mapStore } from '../helpers/inline.ts';
import { countingAnalyst, memoryBench } from '../helpers/workbench.ts';

const FILES = {
  'a.ts': 'export const a = f(1);\n',
  'b/c.tsx': 'export const C = () => <p />;\nf();\ng();\n',
};

test('files in order of their paths, with weights by lines of code', async () => {
  const app = await readApplication(memoryBench({ g: FILES }), 'g', () => {});
  expect(app.root).toBe('g');
  expect(app.files.map(({ path, absolute }) => [path, absolute])).toEqual([
    ['a.ts', 'g/a.ts'],
    ['b/c.tsx', 'g/b/c.tsx'],
  ]);
  expect(app.files.map(({ weight }) => weight)).toEqual([Math.log2(2), Math.log2(4)]);
  expect(app.unreadable).toEqual([]);
});

describe('what cannot be used is named, with the reason', () => {
  test('unreadable files, files without code, other languages, what could not be listed', async () => {
    const bench = memoryBench(
      { g: { ...FILES, 'bad.ts': '', 'empty.ts': '', 'note.ts': '// later\n', 'x.py': 'f()' } },
      {
        unreadable: { 'g/bad.ts': 'it is binary' },
        unlisted: { g: [{ path: 'secret', reason: 'no permission' }] },
      },
    );
    const app = await readApplication(bench, 'g', () => {});
    expect(app.files.map(({ path }) => path)).toEqual(['a.ts', 'b/c.tsx']);
    expect(app.unreadable).toEqual([
      { path: 'bad.ts', reason: 'it is binary' },
      { path: 'empty.ts', reason: 'there is no code in it' },
      { path: 'note.ts', reason: 'there is no code in it' },
      { path: 'secret', reason: 'no permission' },
      { path: 'x.py', reason: 'Fern does not read this language' },
    ]);
  });

  test('code nested too deep', async () => {
    const deep = `const a = ${'['.repeat(60_000)}${']'.repeat(60_000)};`;
    const app = await readApplication(memoryBench({ g: { ...FILES, 'deep.ts': deep } }), 'g', () => {});
    expect(app.files).toHaveLength(2);
    expect(app.unreadable).toMatchObject([
      { path: 'deep.ts', reason: expect.stringMatching(/nested too deep/) },
    ]);
  });

  test('a file on which the analysis fails', async () => {
    const { analyst } = countingAnalyst();
    const bench = memoryBench(
      { g: FILES },
      {
        analyst: {
          ...analyst,
          summarize: (file) =>
            file.path === 'a.ts' ? Promise.reject(new Error('heap is full')) : analyst.summarize(file),
        },
      },
    );
    const app = await readApplication(bench, 'g', () => {});
    expect(app.files.map(({ path }) => path)).toEqual(['b/c.tsx']);
    expect(app.unreadable).toEqual([{ path: 'a.ts', reason: 'Fern could not analyse it: heap is full' }]);
  });

  test('syntax errors are no reason', async () => {
    const app = await readApplication(memoryBench({ g: { 'a.ts': 'const = (' } }), 'g', () => {});
    expect([app.files.length, app.unreadable.length]).toEqual([1, 0]);
  });
});

test('an empty folder is an empty application', async () => {
  expect(await readApplication(memoryBench({ g: {} }), 'g', () => {})).toEqual({
    root: 'g',
    files: [],
    unreadable: [],
  });
});

test('progress counts every file', async () => {
  const told: string[] = [];
  await readApplication(memoryBench({ g: { ...FILES, 'x.py': '' } }), 'g', ({ phase, done, total }) =>
    told.push(`${phase} ${done}/${total}`),
  );
  expect(told).toEqual(['reading 1/3', 'reading 2/3', 'reading 3/3']);
});

test('interrupting', async () => {
  await expect(
    readApplication(memoryBench({ g: FILES }), 'g', () => {}, { aborted: true }),
  ).rejects.toMatchObject({ name: 'AbortError' });
});

describe('whose fault', () => {
  const fault = (fields: object, aborted = false) =>
    faultOfFile(Object.assign(new Error('M'), fields), { aborted });
  test.each<readonly [string, object, boolean, string | null]>([
    ['the file', { code: 'FERN_SOURCE' }, false, 'M'],
    ['the file, unexpectedly', {}, false, 'Fern could not analyse it: M'],
    ['the model', { code: 'FERN_MODEL' }, false, null],
    ['a child process', { worker: 'child process' }, false, null],
    ['the user', { name: 'AbortError' }, false, null],
    ['whatever, once interrupted', { code: 'FERN_SOURCE' }, true, null],
  ])('%s', (_, fields, aborted, reason) => {
    expect(fault(fields, aborted)).toBe(reason);
  });
});

describe('nothing is computed twice', () => {
  async function run(store: BlobStore, folder: Readonly<Record<string, string>> = FILES) {
    const { analyst, calls } = countingAnalyst();
    const bench = memoryBench({ g: FILES, m: folder }, { store, analyst });
    const golden = await readApplication(bench, 'g', () => {});
    const generated = await readApplication(bench, 'm', () => {});
    const matching = await matchApplications(bench, golden, generated, []);
    return { golden, generated, matching, calls };
  }

  test('summaries and matchings are kept by content', async () => {
    const store = mapStore();
    const first = await run(store);
    expect(first.calls).toMatchObject({ summarize: 2, match: 1 });
    const second = await run(store);
    expect(second.calls).toMatchObject({ summarize: 0, match: 0 });
    expect(second.golden).toEqual(first.golden);
    expect(second.matching).toEqual(first.matching);
  });

  test('what changed is computed', async () => {
    const store = mapStore();
    await run(store);
    const { calls } = await run(store, { ...FILES, 'a.ts': 'export const a = f(2);\n' });
    expect(calls).toMatchObject({ summarize: 1, match: 1 });
  });

  test('another name is another matching', async () => {
    const store = mapStore();
    await run(store);
    const { calls } = await run(store, { 'z.ts': FILES['a.ts'], 'b/c.tsx': FILES['b/c.tsx'] });
    expect(calls).toMatchObject({ summarize: 0, match: 1 });
  });

  test.each<readonly [string, (bytes: Uint8Array) => Uint8Array]>([
    ['cut short', (bytes) => bytes.slice(0, bytes.length >> 1)],
    ['emptied', () => new Uint8Array(0)],
    ['overwritten', (bytes) => bytes.map(() => 255)],
    ['one byte long', () => new Uint8Array(1)],
  ])('records %s are computed again', async (_, damage) => {
    const map = new Map<string, Uint8Array>();
    const store: BlobStore = { get: (key) => map.get(key), set: (key, value) => void map.set(key, value) };
    const first = await run(store);
    for (const [key, value] of map) map.set(key, damage(value));
    const second = await run(store);
    expect(second.calls).toMatchObject({ summarize: 2, match: 1 });
    expect(second.golden).toEqual(first.golden);
    expect(second.matching).toEqual(first.matching);
  });
});
