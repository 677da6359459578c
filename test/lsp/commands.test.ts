import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRun } from '../../server/src/app/history/run.ts';
import type { ComparisonDocument, EvaluationDocument } from '../../server/src/protocol/documents.ts';
import type { CounterpartAnswer, Overview } from '../../server/src/protocol/editor.ts';
import { editOverStdio, uriOf } from '../helpers/editor.ts';
import { edit, openFile, WAYS } from './ways.ts';
import { BAD_TEXT, FILES, GOOD_SUM, makeFolder } from './workspace.ts';

describe.each(WAYS)(
  '%s',
  (_way, start) => {
    test('compares models, shows how far it is, and fills the overview as results come', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const before: Overview = await editor.connection.sendRequest('fern/overview');
      expect(before.projects[0].models.map(({ name, overall }) => [name, overall])).toEqual([
        ['one', null],
        ['two', null],
      ]);
      expect(before.projects[0].models[1].files).toMatchObject([
        { golden: 'sum.ts', uri: null, overall: 0 },
        { golden: 'text.ts', overall: null },
      ]);
      expect(before.projects[0].gate).toBe(0.6);
      const document = await editor.execute<ComparisonDocument>('fern.server.compare');
      expect(document.rankings.map(([name]) => name)).toEqual(
        document.rankings.toSorted((a, b) => b[1] - a[1]).map(([name]) => name),
      );
      expect(editor.progress.map(({ value }) => value.kind)).toEqual(
        expect.arrayContaining(['begin', 'report', 'end']),
      );
      const { projects }: Overview = await editor.connection.sendRequest('fern/overview');
      expect(Object.fromEntries(projects[0].models.map(({ name, overall }) => [name, overall]))).toEqual(
        Object.fromEntries(document.rankings),
      );
      expect(editor.counts.changed).toBeGreaterThan(0);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      const { overall } = await editor.status(path);
      expect(document.files.find(({ golden }) => golden === 'text.ts')?.scores.one).toBe(overall);
    });

    test('evaluates two files, two folders and a selection', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const golden = uriOf(folder.path('golden/text.ts'));
      const generated = uriOf(folder.path('generated/one/text.ts'));
      const files = await editor.execute<EvaluationDocument>('fern.server.evaluate', golden, generated);
      expect(files.files.length).toBe(1);
      const folders = await editor.execute<EvaluationDocument>(
        'fern.server.evaluate',
        uriOf(folder.path('golden')),
        uriOf(folder.path('generated/one')),
      );
      expect(folders.files.map((file) => file.golden)).toEqual(['sum.ts', 'text.ts']);
      expect(folders.files[1].overall).toBe(files.overall);
      const line = BAD_TEXT.split('\n').findIndex((text) => text.includes('initials'));
      const range = { start: { line, character: 0 }, end: { line: line + 6, character: 1 } };
      const selection = { generated, golden, range, unit: 'initials' };
      const part = await editor.execute<EvaluationDocument>('fern.server.evaluateSelection', selection);
      expect(part.overall).toBe(1);
    });

    test('finds counterparts', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const expected: CounterpartAnswer = {
        golden: uriOf(folder.path('golden/text.ts')),
        generated: [
          { model: 'one', uri: uriOf(folder.path('generated/one/text.ts')) },
          { model: 'two', uri: uriOf(folder.path('generated/two/text.ts')) },
        ],
      };
      for (const name of ['golden/text.ts', 'generated/one/text.ts'])
        expect(await editor.execute('fern.server.counterpart', uriOf(folder.path(name)))).toEqual(expected);
    });

    test('explains, and accepts a difference', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      const before = await editor.status(path);
      const { title, markdown } = await editor.execute<{ title: string; markdown: string }>(
        'fern.server.explain',
        uriOf(path),
      );
      expect(title).toContain('text.ts');
      expect(markdown).toContain('## Where the points went');
      const rule = editor.diagnostics(path)[0].code as string;
      const accepted = { uri: uriOf(path), rule, reason: 'wording' };
      await expect(editor.execute('fern.server.accept', { ...accepted, reason: ' ' })).rejects.toThrow(
        /Say why/,
      );
      await editor.execute('fern.server.accept', accepted);
      expect(folder.read('fern.config.json')).toContain('// Two models.');
      expect(folder.read('fern.config.json')).toContain(`"rule": "${rule}"`);
      const after = await editor.status(
        path,
        ({ state, overall }) => state === 'done' && overall !== before.overall,
      );
      expect(after.overall).toBeGreaterThan(before.overall ?? 1);
    });

    test('sets up what has no configuration', async () => {
      const { 'fern.config.json': _, ...files } = FILES;
      const folder = makeFolder(files);
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      await editor.status(path, ({ state }) => state === 'outside');
      await expect(editor.execute('fern.server.compare')).rejects.toThrow(/Set Up Fern/);
      const proposal = await editor.execute('fern.server.proposeSetUp', uriOf(folder.root));
      expect(proposal).toMatchObject({ golden: 'golden', config: null });
      await editor.execute('fern.server.setUp', uriOf(folder.root));
      expect(folder.read('fern.config.json')).toContain('"one": "generated/one"');
      await editor.status(path, ({ state }) => state === 'done');
      await expect(editor.execute('fern.server.setUp', uriOf(folder.root))).rejects.toThrow(
        /is there already/,
      );
    });

    test('paths out of the workspace are refused', async () => {
      const [folder, other] = [makeFolder(), makeFolder()];
      const editor = await edit(start, folder.root);
      const [inside, outside] = [folder, other].map((each) => uriOf(each.path('golden/text.ts')));
      for (const args of [[outside, inside], [inside, outside], ['http://example.org/a.ts', inside], [3], []])
        await expect(editor.execute('fern.server.evaluate', ...args)).rejects.toThrow(
          /not in the workspace|must be the uri/,
        );
      await expect(editor.execute('fern.server.setUp', uriOf(other.root))).rejects.toThrow(
        /not in the workspace/,
      );
      await expect(editor.execute('fern.unheardOf')).rejects.toThrow(/no command/);
      folder.write(
        'fern.config.json',
        `{ "golden": ${JSON.stringify(other.path('golden'))}, "models": { "a": "generated/one" } }`,
      );
      await editor.watched(folder.path('fern.config.json'));
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      expect((await editor.status(path)).reason).toMatch(/not in the workspace/);
    });

    test('a cancelled comparison ends at once', async () => {
      const many = Object.fromEntries(
        Array.from({ length: 60 }, (_, i) => [
          [`golden/f${i}.ts`, `${GOOD_SUM.replace('total', `total${i}`)}\nexport const n${i} = ${i};\n`],
          [`generated/one/f${i}.ts`, GOOD_SUM.replace('total', `total${i}`)],
        ]).flat(),
      );
      const folder = makeFolder({ ...FILES, ...many });
      const editor = await edit(start, folder.root);
      const source = new AbortController();
      const { CancellationTokenSource } = await import('vscode-languageserver/node');
      const token = new CancellationTokenSource();
      source.signal.addEventListener('abort', () => token.cancel());
      const comparing = editor.connection.sendRequest(
        'workspace/executeCommand',
        { command: 'fern.server.compare', arguments: [] },
        token.token,
      );
      setTimeout(() => source.abort(), 30);
      await expect(comparing).rejects.toThrow(/cancel/i);
    });

    test('the cache is cleared under open files', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      const { overall } = await editor.status(path);
      await editor.execute('fern.server.clearCache');
      const told = editor.statuses.length;
      await expect
        .poll(() => editor.statuses.slice(told).some(({ state }) => state === 'done'), { timeout: 20_000 })
        .toBe(true);
      expect((await editor.status(path)).overall).toBe(overall);
    });
  },
  120_000,
);

test('a comparison is kept where the command line keeps them', async () => {
  const folder = makeFolder();
  const editor = await editOverStdio({ folders: [folder.root] }, { CACHE_DIR: folder.path('cache') });
  const document = await editor.execute<ComparisonDocument>('fern.server.compare');
  await editor.exit();
  const [name, ...others] = readdirSync(folder.path('cache/runs'));
  expect(others).toEqual([]);
  const run = parseRun(folder.read(`cache/runs/${name}`), name);
  expect(run).toMatchObject({ name: null, document });
}, 120_000);
