import { describe, expect, test } from 'vitest';
import { changesBetween, regressionsIn } from '../../server/src/app/history/changes.ts';
import { findRun, keepRun, listRuns, type RunFolder } from '../../server/src/app/history/history.ts';
import { createRun, type KeptRun, parseRun } from '../../server/src/app/history/run.ts';
import { contentHash } from '../../server/src/platform/files.ts';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import { boardComparison } from '../fixtures/documents/comparison.ts';

function memoryFolder(): RunFolder & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    // As a folder would have it where each is written when it was made.
    entries: () =>
      [...texts].map(([id, text]) => ({
        id,
        bytes: text.length,
        written: Date.parse(/"created":"([^"]+)/.exec(text)?.[1] ?? '') || 0,
      })),
    read: (id) => texts.get(id) ?? null,
    firstLine: (id) => texts.get(id)?.split('\n')[0] ?? null,
    write: (id, text) => void texts.set(id, text),
    remove: (id) => void texts.delete(id),
  };
}

const silent = (): void => {};
const board = boardComparison();

/** A comparison that differs in one score. */
function other(score: number, change: Partial<ComparisonDocument> = {}): ComparisonDocument {
  const document = structuredClone(board);
  document.files[0].scores.aspen = score;
  return { ...document, ...change };
}

function run(document: ComparisonDocument, day: number, name: string | null = null): KeptRun {
  const created = new Date(Date.UTC(2026, 0, day));
  return createRun({ document, name, created, golden: '/golden', hash: contentHash });
}

describe('a run', () => {
  test('is the same whenever it was made and however long it took', () => {
    const first = run(board, 1);
    expect(run({ ...board, evaluation_time_seconds: 99 }, 7, 'x').id).toBe(first.id);
    expect(run(other(0.123), 1).id).not.toBe(first.id);
  });

  test('survives being written and read', () => {
    const first = run(board, 1, 'spring');
    expect(parseRun(JSON.stringify(first), 'f')).toEqual(first);
  });

  test('of an earlier version has nothing where there is nothing', () => {
    const kept = JSON.parse(JSON.stringify(run(board, 1)));
    for (const key of [
      'run',
      'slices',
      'dimensions',
      'weights',
      'weightings',
      'most_different',
      'failed_by_all',
    ])
      delete kept.document[key];
    for (const file of kept.document.files) delete file.cells;
    const { document, id } = parseRun(JSON.stringify(kept), 'f');
    expect(document).toMatchObject({ run: id, slices: [], failed_by_all: [], weightings: { draws: 0 } });
    expect(document.files[0].cells).toEqual({});
  });

  test.each([
    [JSON.stringify(run(board, 1)).slice(0, 900), /^f can't be read as a run: it is cut off or no JSON\.$/],
    ['', /cut off/],
    ['null', /f is no run of Fern/],
    ['{}', /f is no run of Fern/],
    ['{"schema_version":1}', /no whole run/],
    ['{"schema_version":99}', /comes from a newer Fern \(format 99\); update Fern/],
    [JSON.stringify({ ...run(board, 1), id: '../x' }), /no whole run/],
  ])('%j is told', (text, expected) => {
    expect(() => parseRun(text, 'f')).toThrow(expected);
  });
});

describe('keeping', () => {
  test('lists the newest first and finds by name, id and last', () => {
    const folder = memoryFolder();
    const runs = [run(other(0.1), 1, 'spring'), run(other(0.2), 2), run(other(0.3), 3, 'spring')];
    for (const each of runs) keepRun(folder, each, Date.UTC(2026, 0, 4), silent);
    const listed = listRuns(folder, silent);
    expect(listed.map(({ id }) => id)).toEqual([runs[2].id, runs[1].id, runs[0].id]);
    expect(findRun(folder, 'spring', silent).id).toBe(runs[2].id);
    expect(findRun(folder, 'last', silent).id).toBe(runs[2].id);
    expect(findRun(folder, runs[1].id.slice(0, 6), silent).id).toBe(runs[1].id);
    expect(() => findRun(folder, 'autumn', silent)).toThrow(/There is no run autumn; `fern history list`/);
    expect(() => findRun(memoryFolder(), 'autumn', silent)).toThrow(/none is kept yet/);
  });

  test('a run that is made again keeps its name', () => {
    const folder = memoryFolder();
    keepRun(folder, run(board, 1, 'spring'), Date.UTC(2026, 0, 2), silent);
    keepRun(folder, run(board, 2), Date.UTC(2026, 0, 2), silent);
    expect(listRuns(folder, silent)).toMatchObject([{ name: 'spring', created: '2026-01-02T00:00:00.000Z' }]);
  });

  test('deletes what is too old or too many, but nothing that has a name', () => {
    const folder = memoryFolder();
    const keeping = { most: 2, days: 10, bytes: 1e9 };
    keepRun(folder, run(other(0.1), 1, 'spring'), Date.UTC(2026, 0, 1), silent, keeping);
    for (const day of [2, 12, 13, 14])
      keepRun(folder, run(other(day / 100), day), Date.UTC(2026, 0, day), silent, keeping);
    expect(listRuns(folder, silent).map(({ created, name }) => [created.slice(8, 10), name])).toEqual([
      ['14', null],
      ['13', null],
      ['01', 'spring'],
    ]);
  });

  test('deletes the oldest where all together are too large, but never the one that was just made', () => {
    const folder = memoryFolder();
    const [size] = [JSON.stringify(run(board, 1)).length];
    for (const day of [1, 2, 3])
      keepRun(folder, run(other(day / 100), day), Date.UTC(2026, 0, day), silent, {
        most: 9,
        days: 99,
        bytes: 2.5 * size,
      });
    expect(listRuns(folder, silent).map(({ created }) => created.slice(8, 10))).toEqual(['03', '02']);
    keepRun(folder, run(other(0.5), 4), Date.UTC(2026, 0, 4), silent, { most: 9, days: 99, bytes: 1 });
    expect(listRuns(folder, silent).map(({ created }) => created.slice(8, 10))).toEqual(['04']);
  });

  test('a file that is cut is left out and told', () => {
    const folder = memoryFolder();
    keepRun(folder, run(board, 1), Date.UTC(2026, 0, 2), silent);
    folder.texts.set('abc', '{"schema_version":1,');
    const told: string[] = [];
    expect(listRuns(folder, (message) => told.push(message))).toHaveLength(1);
    expect(told).toEqual([expect.stringMatching(/^The run abc can't be read/)]);
  });
});

describe('what changed', () => {
  test('nothing', () => {
    const changes = changesBetween(board, structuredClone(board));
    expect(changes).toMatchObject({ not_comparable: null, files: [], added: [], removed: [] });
    expect(changes.models.every(({ difference }) => difference === 0)).toBe(true);
    expect(regressionsIn(changes, 0.02)).toEqual({ files: [], models: [] });
  });

  test('a file that fell by more than the margin is a regression, within it noise', () => {
    const was = board.files[0].scores.aspen as number;
    const golden = board.files[0].golden;
    const far = regressionsIn(changesBetween(board, other(was - 0.3)), 0.02);
    expect(far.files).toEqual([{ model: 'aspen', golden, before: was, after: was - 0.3, difference: -0.3 }]);
    expect(regressionsIn(changesBetween(board, other(was - 0.019)), 0.02).files).toEqual([]);
    expect(regressionsIn(changesBetween(board, other(1)), 0.02).files).toEqual([]);
  });

  test('a file that is missing now fell to 0', () => {
    const gone = structuredClone(board);
    gone.files[0].scores.aspen = null;
    expect(changesBetween(board, gone).files[0]).toMatchObject({ model: 'aspen', after: 0 });
  });

  test('models that came and went', () => {
    const renamed = structuredClone(board);
    renamed.rankings = renamed.rankings.map(([name, mean]) => [name === 'aspen' ? 'oak' : name, mean]);
    expect(changesBetween(board, renamed)).toMatchObject({ added: ['oak'], removed: ['aspen'] });
  });

  test.each<readonly [Partial<ComparisonDocument>, RegExp]>([
    [{ engine_version: '9' }, /made by engine [\d.]+, this is 9/],
    [{ inputs: { ...board.inputs, golden: 'x' } }, /golden code has changed/],
    [{ inputs: { ...board.inputs, settings: 'x' } }, /settings have changed/],
  ])('%j can not be held against it', (change, reason) => {
    expect(changesBetween(board, { ...board, ...change }).not_comparable).toMatch(reason);
  });
});
