import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { address, createWorkplace, type Running, type Workplace } from '../http/service.ts';
import { code, EXAMPLES, LONG, openCopy, window } from './workbench/suite.ts';

/** A real VS Code lets a real `fern serve` compare, which has a copy of the same files. */

const KEY = 'team-key-4711-0815';
const STATEMENT = /dogwood/;
const CONFIG = {
  golden: 'golden',
  models: { birch: 'generated/birch', dogwood: 'generated/dogwood' },
  include: ['utils/text.ts', 'lib/strings.ts'],
};

let place: Workplace;
let service: Running;
let url = '';
beforeEach(async () => {
  place = createWorkplace();
  for (const part of ['golden', 'generated'])
    cpSync(join(EXAMPLES, part), join(place.folder, part), { recursive: true });
  place.write('fern.config.json', JSON.stringify(CONFIG));
  service = place.start(['serve', '--port', '0'], { env: { API_KEY: KEY } });
  url = await address(service);
}, LONG);
afterEach(async () => {
  service.child.kill('SIGTERM');
  await service.done;
  place.remove();
  // Where VS Code writes settings of the machine.
  rmSync(join(code.base, 'data/Machine/settings.json'), { force: true });
});

const open = (config: object = CONFIG): Promise<void> =>
  openCopy(EXAMPLES, (copy) => {
    writeFileSync(join(copy, 'fern.config.json'), JSON.stringify(config));
    // What a folder says of it does not count: Fern asks for the address all the same.
    mkdirSync(join(copy, '.vscode'));
    writeFileSync(join(copy, '.vscode/settings.json'), '{ "fern.remote.url": "http://127.0.0.1:2" }');
  });

const shown = (text: string | RegExp) => window.webview().getByText(text).first().waitFor({ timeout: LONG });

async function giveAddress(): Promise<void> {
  await window.page.locator('.quick-input-titlebar', { hasText: 'Fern: Server' }).waitFor({ timeout: LONG });
  await window.answer(url);
}

const keyBox = () => window.page.locator('.quick-input-box input[type="password"]');

async function giveKey(key: string): Promise<void> {
  await keyBox().fill(key, { timeout: LONG });
  await window.page.keyboard.press('Enter');
  const told = window.page.locator('.statusbar-item', { hasText: `the key is kept for ${url}` });
  await told.waitFor({ timeout: LONG });
}

/** Of the person, in all windows. */
function setUser(settings: object): void {
  const path = join(code.base, 'data/User/settings.json');
  const before = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...before, ...settings }));
}

/** Texts of all files of this VS Code that name its log or its settings. */
function written(): string {
  const files = readdirSync(join(code.base, 'data'), { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && /\.(?:log|json)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

test(
  'a key is set, models are compared there, and the key is written nowhere',
  async () => {
    setUser({ 'fern.trace.server': 'verbose' });
    await open();
    await window.command('Developer: Set Log Level');
    await window.quickPick('Trace');
    await window.command('Fern: Set Server Key');
    await giveAddress();
    await keyBox().waitFor({ timeout: LONG });
    await window.shot('30-key');
    await giveKey(KEY);
    await window.command('Fern: Compare Models');
    await shown(`on ${new URL(url).host}`);
    await window.shot('31-comparing');
    await shown(`compared on ${new URL(url).host}`);
    await window.webview().locator('h1', { hasText: STATEMENT }).waitFor({ timeout: LONG });
    await window.shot('32-compared');
    const text = written();
    expect(text).toContain('fern/serverKey');
    expect(text).toContain('"key": "(secret)"');
    expect(text).not.toContain(KEY);
  },
  3 * LONG,
);

test(
  'what is wrong with a server is told with what mends it',
  async () => {
    await open({ ...CONFIG, margin: 0.5 });
    await window.command('Fern: Set Server Key');
    await giveAddress();
    await giveKey('wrong');
    await window.command('Fern: Compare Models');
    const wrong = window.notification(/does not know the key that is kept for it/);
    await wrong.waitFor({ timeout: LONG });
    await window.shot('33-wrong-key');
    await wrong.getByRole('button', { name: 'Set Server Key…' }).click();
    await giveKey(KEY);
    await shown(`compared on ${new URL(url).host}`);
    await window.notification(/The server has other settings, by which it goes: margin\./).waitFor();
    await window.shot('34-other-settings');

    service.child.kill('SIGTERM');
    await service.done;
    await window.webview().getByRole('button', { name: 'Compare Again' }).click();
    const gone = window.notification(/can't be reached \(ECONNREFUSED\)/);
    await gone.waitFor({ timeout: LONG });
    await window.shot('35-gone');
    await gone.getByRole('button', { name: 'Compare Here Instead' }).click();
    await window.webview().locator('h1', { hasText: STATEMENT }).waitFor({ timeout: LONG });
    expect(await window.webview().getByText('compared on').count()).toBe(0);

    await window.command('Fern: Compare Models');
    await gone.getByRole('button', { name: 'Open Settings' }).click({ timeout: LONG });
    await window.page
      .locator('.settings-editor', { hasText: 'The fern serve that compares models' })
      .waitFor();
    await window.shot('36-setting');
  },
  4 * LONG,
);
