import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { installWorkbench, workbench } from './install.mjs';

const ROOT = join(import.meta.dirname, '../../..');
/** Where screenshots go; git ignores it. */
export const SHOTS = join(ROOT, 'test-results/workbench');

/** The package for this platform, built by `npm run package`. */
export function packagePath(): string {
  const name = readdirSync(ROOT).find((entry) => entry.endsWith('.vsix'));
  if (name === undefined) throw new Error('There is no .vsix; run `npm run package` first.');
  return join(ROOT, name);
}

export interface VsCode {
  readonly url: string;
  /** Home, settings, extensions and logs; all of it temporary. */
  readonly base: string;
  /** Processes of this VS Code and its extensions whose command line holds a text. */
  pids(text: string): number[];
  end(): Promise<void>;
  clear(): void;
  /** Ends it and takes away its files. */
  stop(): Promise<void>;
}

export interface VsCodeOptions {
  readonly settings?: Record<string, unknown>;
  /** Ask for trust as a window does. */
  readonly trust?: boolean;
}

/** A VS Code with an empty profile and Fern's package installed. */
export async function startVsCode({ settings = {}, trust = false }: VsCodeOptions = {}): Promise<VsCode> {
  installWorkbench();
  const base = mkdtempSync(join(tmpdir(), 'fern-vscode-'));
  const [data, extensions, home] = ['data', 'extensions', 'home'].map((name) => join(base, name));
  for (const folder of [join(data, 'User'), extensions, home]) mkdirSync(folder, { recursive: true });
  const calm = {
    'workbench.startupEditor': 'none',
    'telemetry.telemetryLevel': 'off',
    'security.workspace.trust.enabled': trust,
    'security.workspace.trust.startupPrompt': 'never',
    'update.mode': 'none',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'workbench.tips.enabled': false,
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'git.enabled': false,
    'typescript.disableAutomaticTypeAcquisition': true,
    'typescript.validate.enable': false,
    'files.autoSave': 'off',
    'window.commandCenter': false,
    'editor.minimap.enabled': false,
    'workbench.colorTheme': 'Default Light Modern',
  };
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify({ ...calm, ...settings }));
  const env = environment(home, base);
  const common = ['--user-data-dir', data, '--extensions-dir', extensions];
  await ended(
    spawn(workbench.node, [workbench.entry, ...common, '--install-extension', packagePath()], { env }),
  );
  const port = await freePort();
  const args = ['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--config', join(base, 'config.yaml')];
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  const trusting = trust ? [] : ['--disable-workspace-trust'];
  const child = spawn(
    workbench.node,
    [workbench.entry, ...common, ...args, ...quiet, ...trusting, '--ignore-last-opened'],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log = createWriteStream(join(base, 'server.log'));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const url = `http://127.0.0.1:${port}`;
  await healthy(url, child);
  const end = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    // What it started gets a moment to end, too.
    for (let tries = 0; tries < 50 && pidsOf(base, '').length > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const clear = (): void => rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  return {
    url,
    base,
    pids: (text) => pidsOf(base, text),
    end,
    clear,
    async stop() {
      await end();
      clear();
    },
  };
}

/** By their command lines: what belongs to it names its temporary folder. */
function pidsOf(base: string, text: string): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const line = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.includes(base) && line.includes(text) ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}

/** Nothing of the machine's own settings, and nothing left in them. */
function environment(home: string, base: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:VSCODE_|npm_|VITEST|PASSWORD$|NODE_OPTIONS$|NODE_ENV$|CACHE_DIR$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    TMPDIR: base,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_CACHE_HOME: join(home, '.cache'),
  };
}

function ended(child: ChildProcess): Promise<void> {
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${code}: ${said}`))));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`VS Code ended with ${child.exitCode}`);
    try {
      if ((await fetch(`${url}/healthz`)).ok) return;
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('VS Code did not start.');
}

/** A copy of a folder that tests may change. */
export function copyOf(folder: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'fern-workspace-')), 'board');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** A window on a folder, driven as a person drives it. */
export class Window {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, { url }: VsCode, folder: string): Promise<Window> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await page.locator('.part.statusbar .statusbar-item').first().waitFor({ timeout: 60_000 });
    return new Window(page);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /**
   * Reloads the window. In a browser the workbench has no time to write down its state then; it does so when somebody
   * looks away, or a minute later.
   */
  async reload(): Promise<void> {
    await this.page.evaluate(`document.hasFocus = () => false; window.dispatchEvent(new Event('blur'));`);
    await this.page.waitForTimeout(2000);
    await this.page.reload();
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  }

  /** @param picture its name in docs/images, for what the README shows; UPDATE_PICTURES=1 renews them */
  async shot(name: string, picture?: string): Promise<void> {
    mkdirSync(SHOTS, { recursive: true });
    const path = join(SHOTS, `${name}.png`);
    await this.page.screenshot({ path });
    if (picture !== undefined && process.env.UPDATE_PICTURES === '1')
      cpSync(path, join(ROOT, 'docs/images', `${picture}.png`));
  }

  /**
   * Runs a command by its title. Those of extensions come some seconds after the window; and what takes the
   * focus meanwhile, as a panel that is shown, closes the palette.
   */
  async command(title: string): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      await this.page.keyboard.press('F1');
      const row = this.picks().filter({ hasText: title }).first();
      try {
        await this.#type(`>${title}`, 5000);
        await row.waitFor({ timeout: 2000 });
        await row.click();
        return;
      } catch {
        await this.page.keyboard.press('Escape');
      }
    }
    throw new Error(`There is no command ${title}.`);
  }

  async openFile(path: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.#type(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`).first().waitFor();
    await this.focusEditor();
  }

  /** Keys that come before the editor has the focus get lost. */
  async focusEditor(): Promise<void> {
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
  }

  async goTo(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.#type(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.focusEditor();
  }

  /** The entries of the quick pick that is shown. */
  picks(): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  async quickPick(text: string): Promise<void> {
    const row = this.picks().filter({ hasText: text }).first();
    await row.waitFor();
    await row.click();
  }

  /** Types an answer into the box that is shown. */
  async answer(text: string): Promise<void> {
    await this.#type(text);
    await this.page.keyboard.press('Enter');
  }

  /** Answers the box that asks for a file or a folder. */
  async openDialog(title: string, path: string): Promise<void> {
    await this.page.locator('.quick-input-titlebar', { hasText: title }).waitFor();
    const input = this.page.locator('.quick-input-widget input[type="text"]').first();
    // It fills in a folder of its own some time after it has opened.
    for (let tries = 0; tries < 20; tries++) {
      await input.fill(path);
      await this.page.waitForTimeout(400);
      if ((await input.inputValue()) === path) break;
    }
    await this.page.locator('.quick-input-action .monaco-button', { hasText: 'Choose' }).click();
  }

  /**
   * Clicks on a lens until something is there: a click on one that the editor is just drawing anew is lost.
   */
  async clickLens(text: RegExp, opened: Locator): Promise<void> {
    for (let tries = 0; tries < 6; tries++) {
      await this.lens(text).click();
      try {
        await opened.waitFor({ timeout: 20_000 });
        return;
      } catch {}
    }
    throw new Error(`Nothing opens behind the lens ${text}.`);
  }

  /**
   * Picks a quick fix at the cursor; what is known of a place may come some seconds after it is shown.
   * @param shown called when it is on the screen
   */
  async quickFix(title: string, shown: () => Promise<void> = async () => {}): Promise<void> {
    const fix = this.page.locator('.action-widget .monaco-list-row', { hasText: title });
    for (let tries = 0; tries < 10; tries++) {
      await this.page.keyboard.press('Control+.');
      try {
        await fix.waitFor({ timeout: 4000 });
        await shown();
        await fix.click({ timeout: 4000 });
        return;
      } catch {
        await this.page.keyboard.press('Escape');
      }
    }
    throw new Error(`There is no quick fix ${title}.`);
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  problem(name: RegExp): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item', { hasText: text });
  }

  statusItem(): Locator {
    return this.page.locator('.statusbar-item[id*="fern.status"]');
  }

  tab(name: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: name });
  }

  webview(n = 0): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').nth(n).frameLocator('iframe#active-frame');
  }

  async #type(text: string, timeout = 30_000): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]').first();
    await input.waitFor({ timeout });
    await input.fill(text, { timeout });
  }
}
