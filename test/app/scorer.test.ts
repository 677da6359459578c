import { describe, expect, test } from 'vitest';
import { createEmbeddings } from '../../server/src/app/embeddings.ts';
import type { PairRequest, SourceText } from '../../server/src/app/ports.ts';
import { createScorer, type Scorer } from '../../server/src/app/scorer.ts';
import type { BlobStore, EngineSettings, PairScore } from '../../server/src/engine/index.ts';
import { contentHash, fakeEmbedder, SETTINGS } from '../helpers/inline.ts';
import { countingAnalyst } from '../helpers/workbench.ts';

const source = (path: string, text: string): SourceText => ({ path, text, hash: contentHash(text) });
const pair = (golden: string, generated: string, path = 'a.ts', other = path): PairRequest => ({
  golden: source(path, golden),
  generated: [source(other, generated)],
  shared: false,
});

const REQUEST = pair(
  'export function f(rows: Row[]) { let n = 0; for (const row of rows) if (row.ok) n += row.size; return n; }',
  'export function f(rows: Row[]) { return rows.filter((row) => row.good).map((row) => row.length).reduce(add); }',
);

function openStore(): { store: BlobStore; map: Map<string, Uint8Array> } {
  const map = new Map<string, Uint8Array>();
  return { map, store: { get: (key) => map.get(key), set: (key, value) => void map.set(key, value) } };
}

function setUp(
  store: BlobStore = openStore().store,
  settings: EngineSettings = SETTINGS,
  embedderId = 'fake',
) {
  const { analyst, calls } = countingAnalyst();
  const embedder = fakeEmbedder();
  let embedded = 0;
  const embeddings = createEmbeddings(
    {
      id: embedderId,
      embed: (texts) => {
        embedded += texts.length;
        return embedder.embed(texts);
      },
    },
    store,
    contentHash,
  );
  const scorer: Scorer = createScorer({
    analyst,
    embeddings,
    behaviour: null,
    embedderId,
    store,
    settings,
    hash: contentHash,
  });
  return { scorer, calls, embedded: () => embedded };
}

test('the second time nothing is computed', async () => {
  const { scorer, calls, embedded } = setUp();
  const first = await scorer.score(REQUEST);
  expect(embedded()).toBeGreaterThan(0);
  const before = embedded();
  expect(await scorer.score(REQUEST)).toEqual(first);
  expect(calls.draft).toBe(1);
  expect(embedded()).toBe(before);
});

test('nor by another scorer with the same store', async () => {
  const { store } = openStore();
  const first = await setUp(store).scorer.score(REQUEST);
  const { scorer, calls, embedded } = setUp(store);
  expect(await scorer.score(REQUEST)).toEqual(first);
  expect([calls.draft, embedded()]).toEqual([0, 0]);
});

test('a score alone is that of the whole, and either is kept for the other', async () => {
  const { scorer, calls } = setUp();
  const only = await scorer.scoreOnly(REQUEST);
  const { findings, behaviour, ...score } = await scorer.score(REQUEST);
  expect(behaviour).toBeNull();
  expect(findings.length).toBeGreaterThan(0);
  const { findings: _, behaviour: __, ...told } = only as Partial<PairScore>;
  expect(told).toEqual(score);
  expect(await scorer.scoreOnly(REQUEST)).toEqual(score);
  expect(calls.draft).toBe(1);
});

describe('kept apart', () => {
  const text = 'export const a = <T>b;';
  test.each<readonly [string, PairRequest, PairRequest]>([
    ['by the golden', REQUEST, pair(`${REQUEST.golden.text}\nf();`, REQUEST.generated[0].text)],
    ['by the generated', REQUEST, pair(REQUEST.golden.text, `${REQUEST.generated[0].text}\nf();`)],
    ['by the ending of the golden', pair(text, text, 'a.ts'), pair(text, text, 'a.tsx', 'a.ts')],
    ['by the ending of the generated', pair(text, text, 'a.ts'), pair(text, text, 'a.ts', 'a.tsx')],
    ['by being shared', REQUEST, { ...REQUEST, shared: true }],
    ['by further parts', REQUEST, { ...REQUEST, generated: [...REQUEST.generated, source('b.ts', 'f()')] }],
    ['by the order of sides', REQUEST, pair(REQUEST.generated[0].text, REQUEST.golden.text)],
  ])('%s', async (_, one, two) => {
    const { scorer, calls } = setUp();
    await scorer.score(one);
    await scorer.score(two);
    expect(calls.draft).toBe(2);
  });

  test('but not by folder and name', async () => {
    const { scorer, calls } = setUp();
    const first = await scorer.score(REQUEST);
    const moved = pair(REQUEST.golden.text, REQUEST.generated[0].text, 'x/y.ts', 'z/w.ts');
    expect(await scorer.score(moved)).toEqual(first);
    expect(calls.draft).toBe(1);
  });

  test.each<readonly [string, EngineSettings, string]>([
    ['weights', { ...SETTINGS, weights: { ...SETTINGS.weights, style: 0.9 } }, 'fake'],
    ['windows', { ...SETTINGS, maxWindows: 2 }, 'fake'],
    ['findings', { ...SETTINGS, maxFindings: 3 }, 'fake'],
    ['the model', SETTINGS, 'another'],
  ])('by settings: %s', async (_, settings, embedderId) => {
    const { store } = openStore();
    await setUp(store).scorer.score(REQUEST);
    const { scorer, calls } = setUp(store, settings, embedderId);
    await scorer.score(REQUEST);
    expect(calls.draft).toBe(1);
  });
});

describe('damaged records are computed again', () => {
  const half = (bytes: Uint8Array): Uint8Array => bytes.slice(0, bytes.length >> 1);
  test.each<readonly [string, string, (bytes: Uint8Array) => Uint8Array | undefined]>([
    ['the score cut short', 'p:', half],
    ['the findings cut short', 'f:', half],
    ['the score emptied', 'p:', () => new Uint8Array(0)],
    ['the findings no text', 'f:', (bytes) => bytes.map(() => 255)],
    ['the score forgotten', 'p:', () => undefined],
    ['the findings forgotten', 'f:', () => undefined],
  ])('%s', async (_, prefix, damage) => {
    const { store, map } = openStore();
    const first = await setUp(store).scorer.score(REQUEST);
    const keys = [...map.keys()].filter((key) => key.startsWith(prefix));
    expect(keys).toHaveLength(1);
    const damaged = damage(map.get(keys[0]) as Uint8Array);
    if (damaged === undefined) map.delete(keys[0]);
    else map.set(keys[0], damaged);
    const { scorer, calls } = setUp(store);
    expect(await scorer.score(REQUEST)).toEqual(first);
    expect(calls.draft).toBe(1);
    expect(await scorer.score(REQUEST)).toEqual(first);
    expect(calls.draft).toBe(1);
  });

  test('a store that forgets everything', async () => {
    const { scorer, calls } = setUp({ get: () => undefined, set: () => {} });
    expect(await scorer.score(REQUEST)).toEqual(await scorer.score(REQUEST));
    expect(calls.draft).toBe(2);
  });
});

describe('another language', () => {
  test.each(['a.py', 'a.rs', 'Makefile', 'a.ts.txt', 'constructor'])('%s', async (path) => {
    const { scorer, calls } = setUp();
    const result = await scorer.score(pair('export const a = 1', 'export const a = 1', 'a.ts', path));
    expect(result).toMatchObject({ overall: 0, band: 'unrelated' });
    expect(result.findings).toHaveLength(1);
    expect(result.findings[0]).toMatchObject({ rule: 'overall/other-language', points: 1 });
    for (const dimension of Object.values(result.dimensions)) expect(dimension.value).toBeNull();
    expect(calls.draft).toBe(0);
  });

  test('also as one of several parts', async () => {
    const { scorer } = setUp();
    const request = { ...REQUEST, generated: [...REQUEST.generated, source('b.py', 'f()')] };
    expect(await scorer.score(request)).toMatchObject({ overall: 0 });
  });

  test('JavaScript is none to TypeScript', async () => {
    const { scorer } = setUp();
    const { overall } = await scorer.score(
      pair('export const a = f(1);', 'export const a = f(1);', 'a.ts', 'a.js'),
    );
    expect(overall).toBe(1);
  });
});

test('a failure is not kept', async () => {
  const { store, map } = openStore();
  const { analyst } = countingAnalyst();
  const failing = createScorer({
    analyst: { ...analyst, draft: () => Promise.reject(new Error('gone')) },
    embeddings: createEmbeddings(fakeEmbedder(), store, contentHash),
    behaviour: null,
    embedderId: 'fake',
    store,
    settings: SETTINGS,
    hash: contentHash,
  });
  await expect(failing.score(REQUEST)).rejects.toThrow('gone');
  expect(map.size).toBe(0);
  expect((await setUp(store).scorer.score(REQUEST)).overall).toBeGreaterThan(0);
});
