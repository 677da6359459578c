import { describe, expect, test } from 'vitest';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import type { DiffArguments, LiveUpdate } from '../../server/src/protocol/editor.ts';
import type { ChangesDocument, HistoryEntry } from '../../server/src/protocol/history.ts';
import { uriOf } from '../helpers/editor.ts';
import { edit, WAYS } from './ways.ts';
import { BAD_TEXT, GOLDEN_TEXT, makeFolder } from './workspace.ts';

/** What a leaderboard hears and asks. */
describe.each(WAYS)(
  '%s',
  (_way, start) => {
    test('scores are told as they come, all of them, before the answer', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const updates: LiveUpdate[] = [];
      editor.connection.onNotification('fern/live', (update: LiveUpdate) => void updates.push(update));
      const document = await editor.execute<ComparisonDocument>('fern.server.compare');
      const [first, ...rest] = updates;
      expect(first).toEqual({
        config: uriOf(folder.path('fern.config.json')),
        opened: { models: ['one', 'two'], golden: ['sum.ts', 'text.ts'] },
        scores: [],
      });
      const scores = rest.flatMap((update) => update.scores);
      const told = scores.map(([model, file, score]) => [
        ['one', 'two'][model],
        ['sum.ts', 'text.ts'][file],
        score,
      ]);
      const expected = document.files.flatMap(({ golden, scores: by }) =>
        Object.entries(by).flatMap(([model, score]) => (score === null ? [] : [[model, golden, score]])),
      );
      expect(told.sort()).toEqual(expected.sort());
    });

    test('a score leads to both sides, at the place that costs most', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const config = uriOf(folder.path('fern.config.json'));
      const place = (model: string, golden: string) =>
        editor.connection.sendRequest<DiffArguments>('fern/place', { config, model, golden });
      const found = await place('one', 'text.ts');
      expect(found).toMatchObject({
        golden: uriOf(folder.path('golden/text.ts')),
        generated: uriOf(folder.path('generated/one/text.ts')),
        title: 'text.ts ↔ one',
      });
      const lines = BAD_TEXT.split('\n');
      const { start: from, end: to } = found.range ?? { start: { line: 0 }, end: { line: 0 } };
      expect(lines.slice(from.line, to.line + 1).join('\n')).toContain('slugify');
      await expect(place('two', 'sum.ts')).rejects.toThrow(/two has no counterpart of sum\.ts/);
      await expect(place('three', 'sum.ts')).rejects.toThrow(/is not there any more; compare again/);
      await expect(place('one', '../../etc/passwd')).rejects.toThrow(/is not there any more/);
    });

    test('folders of samples count as they come', async () => {
      const folder = makeFolder({
        'fern.config.json': '{ "golden": "golden", "models": { "one": "generated/one" } }',
        'golden/text.ts': GOLDEN_TEXT,
        'generated/one/1/text.ts': BAD_TEXT,
      });
      const editor = await edit(start, folder.root);
      const first = await editor.execute<ComparisonDocument>('fern.server.compare');
      expect(first.rankings.map(([name]) => name)).toEqual(['one']);
      folder.write('generated/one/2/text.ts', GOLDEN_TEXT);
      await editor.watched(folder.path('generated/one/2/text.ts'));
      const second = await editor.execute<ComparisonDocument>('fern.server.compare');
      expect(second.leaderboard).toMatchObject([{ model: 'one', samples: { most: 2, best_of_n: 1 } }]);
    });

    test('earlier comparisons of the same golden code, and what has changed since', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const config = uriOf(folder.path('fern.config.json'));
      const before = await editor.execute<ComparisonDocument>('fern.server.compare');
      folder.write('generated/one/text.ts', GOLDEN_TEXT);
      await editor.watched(folder.path('generated/one/text.ts'));
      const after = await editor.execute<ComparisonDocument>('fern.server.compare');
      const history = await editor.connection.sendRequest<HistoryEntry[]>('fern/history', {
        config,
        run: after.run,
      });
      const [newest, older] = history.map(({ id }) => id);
      expect([newest, older]).toEqual([after.run, before.run]);
      expect(history[1]).toMatchObject({ rankings: before.rankings, not_comparable: null });
      const changes = await editor.connection.sendRequest<ChangesDocument>('fern/changes', {
        config,
        before: before.run,
        run: after.run,
      });
      expect(changes.files).toMatchObject([{ model: 'one', golden: 'text.ts', after: 1 }]);
      await expect(
        editor.connection.sendRequest('fern/changes', { config, before: 'ffff', run: after.run }),
      ).rejects.toThrow(/There is no run ffff/);
    });
  },
  180_000,
);
