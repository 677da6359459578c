import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Overview, UnitDocument } from '../../server/src/protocol/editor.ts';
import { editOverStdio, uriOf } from '../helpers/editor.ts';
import { cache, EXAMPLES, edit, openFile, titles, WAYS } from './ways.ts';
import { BAD_TEXT, CONFIG, FILES, GOLDEN_TEXT, GOOD_SUM, makeFolder } from './workspace.ts';

test('the command line serves an editor too', async () => {
  const folder = makeFolder();
  const editor = await editOverStdio(
    { folders: [folder.root] },
    { CACHE_DIR: cache },
    [],
    ['fern.js', 'lsp', '--stdio'],
  );
  const path = folder.path('generated/one/text.ts');
  await editor.open(path, folder.read('generated/one/text.ts'));
  expect((await editor.status(path)).model).toBe('one');
  expect(await editor.exit()).toBe(0);
});

describe.each(WAYS)(
  '%s',
  (_way, start) => {
    test('says what it can', async () => {
      const { initialized } = await edit(start, makeFolder().root);
      expect(initialized.capabilities).toMatchObject({
        codeLensProvider: { resolveProvider: true },
        hoverProvider: true,
        executeCommandProvider: {
          commands: expect.arrayContaining(['fern.server.compare', 'fern.server.evaluate']),
        },
      });
      expect(initialized.capabilities.diagnosticProvider).toBeUndefined();
      expect(initialized.serverInfo?.name).toBe('fern');
    });

    test('a generated file: lenses, problems, hover, symbols', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      const { overall, band, model, golden } = await editor.status(path);
      expect({ band, model, golden }).toMatchObject({
        model: 'one',
        golden: uriOf(folder.path('golden/text.ts')),
      });
      expect(overall).toBeLessThan(0.95);

      const lenses = await editor.lenses(path);
      expect(lenses.map(({ range }) => range.start.line)).toEqual([0, 1, 8]);
      expect(lenses[0].command.title).toBe(`Fern ${overall?.toFixed(2)} ${band} · text.ts`);
      expect(lenses[1].command).toMatchObject({
        command: 'fern.server.openDiff',
        arguments: [{ generated: uriOf(path), golden }],
      });

      const found = editor.diagnostics(path).filter(({ data }) => data !== undefined);
      expect(found.length).toBeGreaterThan(0);
      expect(found.every(({ source }) => source === 'fern')).toBe(true);
      const related = found.flatMap(({ relatedInformation = [] }) => relatedInformation);
      expect(related[0]).toMatchObject({ location: { uri: golden } });

      const hover = await editor.connection.sendRequest('textDocument/hover', {
        textDocument: { uri: uriOf(path) },
        position: { line: 1, character: 20 },
      });
      expect(hover).toMatchObject({
        contents: { kind: 'markdown', value: expect.stringContaining('slugify') },
      });

      const units: UnitDocument[] = await editor.connection.sendRequest('fern/units', { uri: uriOf(path) });
      expect(units.map(({ name, golden: other }) => [name, other])).toEqual([
        ['slugify', 'slugify'],
        ['initials', 'initials'],
      ]);
      expect(units[0].overall).toBeLessThan(1);
    });

    test('a generated file that stands for two golden files', async () => {
      const editor = await edit(start, EXAMPLES, { initialization: {} });
      const path = join(EXAMPLES, 'generated/aspen/hooks/input.ts');
      await editor.open(path, readFileSync(path, 'utf8'));
      const { overall, documents = [] } = await editor.status(path);
      expect(documents.map(({ golden }) => golden)).toEqual(['hooks/useDebounce.ts', 'hooks/useHotkey.ts']);
      const scores = documents.map((document) => document.overall);
      expect(overall).toBeGreaterThan(Math.min(...scores));
      expect(overall).toBeLessThan(Math.max(...scores));
      expect((await titles(editor, path))[0]).toMatch(/ · hooks\/useDebounce\.ts, hooks\/useHotkey\.ts$/);
      const units: UnitDocument[] = await editor.connection.sendRequest('fern/units', { uri: uriOf(path) });
      expect(new Set(units.map((unit) => unit.golden_file)).size).toBe(2);
      expect(new Set(units.map((unit) => unit.name)).size).toBe(units.length);
    });

    test('what can be done about a finding', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      await editor.status(path);
      const actions: { title: string; edit?: { changes: Record<string, { newText: string }[]> } }[] =
        await editor.connection.sendRequest('textDocument/codeAction', {
          textDocument: { uri: uriOf(path) },
          range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
          context: { diagnostics: editor.diagnostics(path) },
        });
      const titles = actions.map(({ title }) => title);
      expect(titles[0]).toBe('Compare with golden slugify');
      expect(titles[1]).toBe("Take the golden's slugify");
      expect(titles.some((title) => /^Accept this difference/.test(title))).toBe(true);
      const [{ newText }] = Object.values(actions[1].edit?.changes ?? {})[0];
      expect(newText).toBe(GOLDEN_TEXT.slice(GOLDEN_TEXT.indexOf('export'), GOLDEN_TEXT.indexOf('}\n') + 1));
    });

    test('a golden file: how each model stands, best first', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'golden/text.ts');
      const { role, models } = await editor.status(path);
      expect(role).toBe('golden');
      expect(models?.map(({ model }) => model)).toEqual(['two', 'one']);
      expect(models?.[0].overall).toBe(1);
      expect((await titles(editor, path))[0]).toMatch(/^Fern: two 1\.00 · one 0\.\d\d$/);
      const sum = await openFile(editor, folder, 'golden/sum.ts');
      await editor.status(sum);
      expect((await titles(editor, sum))[0]).toMatch(/two missing$/);
    });

    test('unsaved text counts, of the golden file too', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      const before = await editor.status(path);
      await editor.type(path, GOLDEN_TEXT);
      const after = await editor.status(path);
      expect(after.overall).toBe(1);
      expect(after.overall).toBeGreaterThan(before.overall ?? 1);
      expect(editor.diagnostics(path)).toEqual([]);
      const golden = await openFile(editor, folder, 'golden/text.ts');
      await editor.type(golden, BAD_TEXT);
      await editor.status(path, ({ state, overall }) => state === 'done' && (overall ?? 1) < 1);
    });

    test('what is closed leaves nothing behind', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      await editor.status(path);
      expect(editor.diagnostics(path).length).toBeGreaterThan(0);
      await editor.close(path);
      const file = await editor.connection.sendRequest('fern/file', { uri: uriOf(path) });
      expect(file).toBeNull();
      expect(editor.diagnostics(path)).toEqual([]);
      expect(await editor.lenses(path)).toEqual([]);
    });

    test('what is known from before is shown at once, with no first look that says something else', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      await editor.status(path);
      await editor.close(path);
      const told = editor.statuses.length;
      await openFile(editor, folder, 'generated/one/text.ts');
      const isDone = (): boolean => editor.statuses.slice(told).some(({ state }) => state === 'done');
      await expect.poll(isDone, { timeout: 20_000 }).toBe(true);
      expect(editor.statuses.slice(told).some(({ preliminary }) => preliminary === true)).toBe(false);
    });

    test('typing in one file says nothing of another that it does not change', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const still = await openFile(editor, folder, 'generated/one/text.ts');
      const typed = await openFile(editor, folder, 'generated/one/sum.ts');
      await Promise.all([editor.status(still), editor.status(typed)]);
      await editor.connection.sendRequest('fern/units', { uri: uriOf(still) });
      const told = editor.statuses.length;
      const said = editor.published.length;
      await editor.type(typed, `${GOOD_SUM}\n// more\n`);
      await editor.status(typed);
      await editor.connection.sendRequest('fern/units', { uri: uriOf(still) });
      expect(editor.statuses.slice(told).filter(({ uri }) => uri === uriOf(still))).toEqual([]);
      expect(editor.published.slice(said).filter(({ uri }) => uri === uriOf(still))).toEqual([]);
    });

    test('without trust nothing is run', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root, { initialization: { views: true } });
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      const { documents = [] } = await editor.status(path);
      expect(documents[0].behaviour).toMatchObject({ verdict: 'not_executable', reason: 'code was not run' });
      await editor.connection.sendNotification('fern/trust', { trusted: true });
      const { documents: trusted } = await editor.status(
        path,
        ({ state, documents: told }) => state === 'done' && told?.[0].behaviour.reason !== 'code was not run',
      );
      expect(trusted?.[0].behaviour.verdict).toBe('differs');
    });

    test('settings are in force as soon as they change', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      await editor.status(path);
      const rules = () => editor.diagnostics(path).flatMap(({ code }) => code ?? []);
      const [rule] = rules();
      const set = async (settings: Record<string, unknown>): Promise<void> => {
        editor.settings = settings;
        const told = editor.statuses.length;
        await editor.configured();
        const isDone = () => editor.statuses.slice(told).some(({ state }) => state === 'done');
        await expect.poll(isDone, { timeout: 20_000 }).toBe(true);
        await editor.connection.sendRequest('fern/file', { uri: uriOf(path) });
      };
      await set({ lens: { units: false } });
      expect((await editor.lenses(path)).length).toBe(1);
      await set({ lens: { enabled: false } });
      expect(await editor.lenses(path)).toEqual([]);
      await set({ problems: { severity: { [rule]: 'off' } } });
      expect(rules()).not.toContain(rule);
      await set({ problems: { severity: { [String(rule).split('/')[0]]: 'hint' } } });
      expect(editor.diagnostics(path).find(({ code }) => code === rule)?.severity).toBe(
        DiagnosticSeverity.Hint,
      );
      await set({ problems: { most: 1 } });
      expect(rules().length).toBe(1);
      expect(editor.diagnostics(path).at(-1)?.message).toMatch(/more findings? costs? /);
      await set({ problems: { enabled: false } });
      expect(editor.diagnostics(path)).toEqual([]);
      const { overall } = await editor.status(path);
      await set({ behaviour: { enabled: false } });
      expect((await editor.status(path)).overall).toBeGreaterThan(overall ?? 1);
    });

    test('a configuration that is broken, mended and deleted', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      const config = folder.path('fern.config.json');
      await editor.status(path);
      await editor.open(config, '{ "golden": 3 }', 'jsonc');
      const failed = await editor.status(path, ({ state }) => state === 'failed');
      expect(failed.reason).toMatch(/golden/);
      await expect.poll(() => editor.diagnostics(config).length).toBeGreaterThan(0);
      expect(editor.diagnostics(path)).toEqual([]);
      await editor.type(config, FILES['fern.config.json']);
      await editor.status(path, ({ state }) => state === 'done');
      await expect.poll(() => editor.diagnostics(config)).toEqual([]);
      await editor.close(config);
      folder.remove('fern.config.json');
      await editor.watched(config);
      await editor.status(path, ({ state }) => state === 'outside');
      expect(await editor.lenses(path)).toEqual([]);
      expect(editor.diagnostics(path)).toEqual([]);
    });

    test('a golden file that is renamed or deleted takes its marks along', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      await editor.status(path);
      folder.remove('golden/text.ts');
      await editor.watched(folder.path('golden/text.ts'));
      const { reason } = await editor.status(path, ({ state }) => state === 'skipped');
      expect(reason).toBe('no golden file goes with it');
      expect((await titles(editor, path))[0]).toBe('Fern: not scored, no golden file goes with it');
      expect(editor.diagnostics(path)).toEqual([]);
    });

    test.each(['generated/one', 'generated', 'golden'])(
      'the folder %s that is deleted does, too',
      async (gone) => {
        const folder = makeFolder();
        const editor = await edit(start, folder.root);
        const path = await openFile(editor, folder, 'generated/one/text.ts');
        await editor.status(path);
        folder.remove(gone);
        await editor.watched(folder.path(gone));
        await editor.status(
          path,
          ({ state }) => state === 'skipped' || state === 'failed' || state === 'outside',
        );
        expect(editor.diagnostics(path)).toEqual([]);
      },
    );

    test('what watching has missed is found when it is asked for', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root);
      const missing = async (): Promise<(string | null)[]> => {
        const { projects }: Overview = await editor.connection.sendRequest('fern/overview');
        return projects[0].models[0].files.map(({ uri }) => uri);
      };
      expect((await missing()).some((uri) => uri !== null)).toBe(true);
      folder.remove('generated/one');
      expect((await missing()).some((uri) => uri !== null)).toBe(true);
      await editor.connection.sendNotification('fern/refresh');
      await expect.poll(async () => (await missing()).every((uri) => uri === null)).toBe(true);
    });

    test('what is not worth a look is skipped, with a reason', async () => {
      const minified = `export const a=${JSON.stringify('x'.repeat(9000))};`.repeat(2);
      const folder = makeFolder({
        ...FILES,
        'generated/one/min.ts': minified,
        'generated/one/made.ts': '// @generated by a tool\nexport const a = 1;\n',
        'generated/one/alone.ts': 'export const weather = { cold: 3, warm: 20 };\n',
      });
      const editor = await edit(start, folder.root);
      const reasonOf = async (name: string): Promise<string | undefined> =>
        (await editor.status(await openFile(editor, folder, name), ({ state }) => state === 'skipped'))
          .reason;
      expect(await reasonOf('generated/one/min.ts')).toBe('it looks minified');
      expect(await reasonOf('generated/one/made.ts')).toMatch(/a tool made it/);
      expect(await reasonOf('generated/one/alone.ts')).toBe('no golden file goes with it');
      const fresh = folder.path('generated/one/unsaved.ts');
      await editor.open(fresh, 'export const a = 1;');
      expect((await editor.status(fresh, ({ state }) => state === 'skipped')).reason).toMatch(
        /not saved yet/,
      );
      const outside = folder.path('other.ts');
      await editor.open(outside, 'export const a = 1;');
      await editor.status(outside, ({ state }) => state === 'outside');
      expect(await editor.lenses(outside)).toEqual([]);
    });

    test('every folder has its own configuration, and folders come and go', async () => {
      const [first, second] = [makeFolder(), makeFolder({ ...FILES })];
      second.write(
        'fern.config.json',
        CONFIG.replace('"models"', '"behaviour": { "enabled": false }, "models"'),
      );
      const editor = await edit(start, first.root);
      const inFirst = await openFile(editor, first, 'generated/one/text.ts');
      const inSecond = await openFile(editor, second, 'generated/one/text.ts');
      const { overall } = await editor.status(inFirst);
      await editor.status(inSecond, ({ state }) => state === 'outside');
      const folder = { uri: uriOf(second.root), name: 'second' };
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [folder], removed: [] },
      });
      const other = await editor.status(inSecond, ({ state }) => state === 'done');
      expect(other.overall).not.toBe(overall);
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [], removed: [folder] },
      });
      await editor.status(inSecond, ({ state }) => state === 'outside');
    });

    test('diagnostics can be asked for', async () => {
      const folder = makeFolder();
      const editor = await edit(start, folder.root, {
        initialization: { trusted: true, diagnostics: 'pull' },
      });
      expect(editor.initialized.capabilities.diagnosticProvider).toBeDefined();
      const path = await openFile(editor, folder, 'generated/one/text.ts');
      const answer = await editor.connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri: uriOf(path) },
      });
      expect(answer).toMatchObject({ kind: 'full', items: expect.arrayContaining([expect.anything()]) });
      expect(editor.published).toEqual([]);
    });
  },
  120_000,
);
