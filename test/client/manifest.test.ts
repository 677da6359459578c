import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { editorProperties, restrictedSettings } from '../../server/src/app/configuration/manifest.ts';

const PATH = fileURLToPath(new URL('../../package.json', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = () => JSON.parse(readFileSync(PATH, 'utf8'));

test('the manifest has the settings of the tables (UPDATE_DOCS=1 renews it)', () => {
  const manifest = read();
  if (process.env.UPDATE_DOCS === '1') {
    manifest.contributes.configuration.properties = editorProperties();
    manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = restrictedSettings();
    writeFileSync(PATH, `${JSON.stringify(manifest, null, 2)}\n`);
  }
  const { contributes, capabilities } = read();
  // As JSON, in which what is undefined is not there.
  expect(contributes.configuration.properties).toEqual(JSON.parse(JSON.stringify(editorProperties())));
  expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(restrictedSettings());
});

test('every command that a menu, a view or the walkthrough names is there, with a handler', () => {
  const { contributes } = read();
  const declared: string[] = contributes.commands.map(({ command }: { command: string }) => command);
  const text = JSON.stringify([contributes.menus, contributes.viewsWelcome, contributes.walkthroughs]);
  const named = [...text.matchAll(/(?:"command":"|command:)(fern\.[a-zA-Z]+)(?!\.focus)[")]/g)].map(
    ([, id]) => id,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((id) => !declared.includes(id))).toEqual([]);
  const sources = ['client/src/extension.ts', 'client/src/commands/index.ts'].map((path) =>
    readFileSync(`${ROOT}${path}`, 'utf8'),
  );
  expect(declared.filter((id) => !sources.some((source) => source.includes(`'${id}'`)))).toEqual([]);
});

test('pictures and pages that the manifest names are there', () => {
  const text = readFileSync(PATH, 'utf8');
  const paths = [...text.matchAll(/"(client\/[^"]+)"/g)].map(([, path]) => path);
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !existsSync(`${ROOT}${path}`))).toEqual([]);
});
