import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Job } from '../../server/src/client/documents.ts';
import { FernError } from '../../server/src/client/fernError.ts';
import { momentText } from '../../webview/src/figures.ts';
import { addressOf, runIn } from '../../webview/src/service/address.ts';
import { createKeys } from '../../webview/src/service/keys.ts';
import { gone, isNews, NONE, type Run, withNewest, withOlder } from '../../webview/src/service/known.ts';
import { type Sight, watch } from '../../webview/src/service/watch.ts';
import {
  bestOf,
  errorText,
  firstCalls,
  isUnknown,
  modelsText,
  needsKey,
  progressText,
} from '../../webview/src/service/words.ts';

/** What of the service's page needs no page. */

test.each([
  ['#run=0123456789ab', '0123456789ab'],
  ['#run=a%2Fb', 'a/b'],
  ['#run=%E0%A4%A', '\ufffd%A'],
  ['#run=', null],
  ['#other=1', null],
  ['', null],
])('the address %j is of run %j', (hash, run) => {
  expect(runIn(hash)).toBe(run);
});

test('a run is found again by its address', () => {
  for (const run of ['0123456789ab', 'a&run=b', '#%']) expect(runIn(addressOf(run))).toBe(run);
});

const run = (id: string, created = '2026-01-01T00:00:00.000Z'): Run => ({
  id,
  name: null,
  created,
  golden: null,
  engine_version: '1',
  models: 2,
  files: 3,
  verdict: 'winner',
  statement: '',
  rankings: [['a', 0.5]],
});
const ids = ({ runs }: { runs: readonly Run[] }): string => runs.map(({ id }) => id).join('');

describe('the list of runs', () => {
  const listed = (names: string) => [...names].map((id) => run(id));
  const two = withNewest(NONE, listed('dc'), 2);
  const four = withOlder(two, listed('ba'), 2);

  test('grows at its end, until there are no older ones', () => {
    expect([ids(two), two.hasOlder]).toEqual(['dc', true]);
    expect([ids(four), four.hasOlder]).toEqual(['dcba', true]);
    const all = withOlder(four, [], 2);
    expect([ids(all), all.hasOlder]).toEqual(['dcba', false]);
    expect(ids(withOlder(four, listed('a'), 2))).toBe('dcba');
  });

  test.each<[string, string, boolean]>([
    ['ed', 'edcba', true],
    ['dc', 'dcba', true],
    // More came than a page holds.
    ['gf', 'gf', true],
    // Older ones were deleted.
    ['e', 'e', false],
    ['', '', false],
  ])('begins with the newest: %s', (page, whole, hasOlder) => {
    const known = withNewest(four, listed(page), 2);
    expect([ids(known), known.hasOlder]).toEqual([whole, hasOlder]);
  });

  test('has a comparison that was made again once, where it is now', () => {
    const again = run('b', '2026-01-02T00:00:00.000Z');
    expect(ids(withNewest(four, [again, run('d')], 2))).toBe('bdca');
    expect(isNews(four, again)).toBe(true);
  });

  test('is news where it begins otherwise', () => {
    expect(isNews(NONE, undefined)).toBe(false);
    expect(isNews(NONE, run('a'))).toBe(true);
    expect(isNews(two, run('d'))).toBe(false);
    expect(isNews(two, run('e'))).toBe(true);
    expect(isNews(two, undefined)).toBe(true);
  });
});

const job = (more: Partial<Job>): Job => ({
  schema_version: 1,
  id: 'j',
  kind: 'compare',
  state: 'running',
  created: '',
  started: null,
  finished: null,
  progress: { done: 12, total: 1040 },
  problem: null,
  ...more,
});

describe('words', () => {
  test.each<[Partial<Job>, string]>([
    [{}, '12 of 1,040 files'],
    [{ kind: 'evaluate', progress: { done: 0, total: 1 } }, '0 of 1 file'],
    [{ kind: 'batch' }, '12 of 1,040 evaluations'],
    [{ progress: { done: 0, total: 0 } }, 'begun'],
    [{ state: 'queued' }, 'waiting'],
  ])('of the progress of %j', (more, text) => {
    expect(progressText(job(more))).toBe(text);
  });

  test('of models', () => {
    const of = (...names: string[]) => ({
      models: names.length,
      rankings: names.map((name): [string, number] => [name, 0.59996]),
    });
    expect(modelsText(of('a'))).toBe('a');
    expect(modelsText(of('a', 'b'))).toBe('a and b');
    expect(modelsText(of('a', 'b', 'c'))).toBe('a, b and c');
    expect(modelsText(of('a', 'b', 'c', 'd', 'e'))).toBe('a, b, c and 2 more');
    expect(modelsText(of())).toBe('');
    // Not rounded up into a better band.
    expect(bestOf(of('a', 'b'))).toEqual({ name: 'a', mean: '0.599' });
    expect(bestOf(of())).toBeNull();
  });

  test('of what went wrong', () => {
    const refused = new FernError('Send a key', { status: 401 });
    expect([needsKey(refused), isUnknown(refused), errorText(refused)]).toEqual([true, false, 'Send a key']);
    expect(isUnknown(new FernError('gone', { status: 404 }))).toBe(true);
    const silent = new FernError('x can’t be reached', { cause: new TypeError('Failed to fetch') });
    expect(errorText(silent)).toMatch(/does not answer/);
    expect(errorText(new FernError('The key holds spaces'))).toBe('The key holds spaces');
    expect(errorText(new TypeError('x is undefined'))).toMatch(/in this page.*x is undefined/);
    expect(needsKey(new Error())).toBe(false);
  });

  test('of how to begin: calls that can be made as they are', () => {
    const { curl, fern } = firstCalls('https://fern.example.org/team/', true);
    expect(curl).toMatch(/^curl -X POST https:\/\/fern\.example\.org\/team\/compare-models /);
    expect(curl).toContain("-H 'Authorization: Bearer KEY'");
    expect(JSON.parse(/-d '([^']*)'$/.exec(curl)?.[1] ?? '')).toHaveProperty('golden_standard');
    expect(fern).toBe('FERN_SERVER_KEY=KEY fern compare --server https://fern.example.org/team');
    const open = firstCalls('http://127.0.0.1:8000/', false);
    expect(open.curl + open.fern).not.toContain('KEY');
  });

  test('of moments', () => {
    expect(momentText(new Date(2026, 2, 9, 4, 5).toISOString())).toBe('2026-03-09 04:05');
    expect(momentText('never')).toBe('never');
  });
});

test('jobs that are gone are those that went on before', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => job({ id }));
  expect(gone([a!, b!], [b!, c!])).toEqual([a]);
});

describe('a key', () => {
  test('is in the storage until it is forgotten', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    };
    createKeys(storage).keep('k');
    expect(createKeys(storage).read()).toBe('k');
    createKeys(storage).forget();
    expect([kept.size, createKeys(storage).read()]).toEqual([0, undefined]);
  });

  test('is in the page alone where there is no storage', () => {
    const keys = createKeys(null);
    keys.keep('k');
    expect([keys.read(), createKeys(null).read()]).toEqual(['k', undefined]);
  });
});

describe('looking again and again', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start(look: () => Promise<number>) {
    const controller = new AbortController();
    let hidden = false;
    let show = (): void => {};
    const sight: Sight = {
      isHidden: () => hidden,
      seen: (signal) =>
        new Promise((resolve, reject) => {
          show = resolve;
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    };
    const looks = vi.fn(look);
    const ended = watch(looks, sight, controller.signal);
    return {
      looks,
      ended,
      stop: () => controller.abort(),
      hide: () => {
        hidden = true;
      },
      show: async () => {
        hidden = false;
        show();
        await vi.advanceTimersByTimeAsync(0);
      },
      looksAfter: async (ms: number) => {
        await vi.advanceTimersByTimeAsync(ms);
        return looks.mock.calls.length;
      },
    };
  }

  test('waits as long as it is told, and not while nobody sees it', async () => {
    const { looksAfter, hide, show, looks, stop, ended } = start(async () => 4000);
    expect([
      await looksAfter(0),
      await looksAfter(3999),
      await looksAfter(1),
      await looksAfter(8000),
    ]).toEqual([1, 1, 2, 4]);
    hide();
    expect(await looksAfter(600_000)).toBe(4);
    await show();
    expect(looks).toHaveBeenCalledTimes(5);
    expect(await looksAfter(4000)).toBe(6);
    stop();
    await ended;
    expect(await looksAfter(60_000)).toBe(6);
  });

  test('looks later and later where it fails, and as before when it does not', async () => {
    let works = false;
    const { looksAfter, stop, ended } = start(async () => {
      if (!works) throw new Error('gone');
      return 1000;
    });
    const at: number[] = [];
    for (const ms of [0, 4000, 8000, 16_000, 32_000, 60_000, 60_000]) at.push(await looksAfter(ms));
    expect(at).toEqual([1, 2, 3, 4, 5, 6, 7]);
    works = true;
    expect([await looksAfter(60_000), await looksAfter(1000)]).toEqual([8, 9]);
    stop();
    await ended;
  });

  test('ends while nobody sees it too', async () => {
    const { hide, looksAfter, stop, ended } = start(async () => 10);
    hide();
    await looksAfter(20);
    stop();
    await expect(ended).resolves.toBeUndefined();
  });
});
