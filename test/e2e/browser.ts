import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { html } from '../../server/src/cli/reporters/html.ts';
import type { Report } from '../../server/src/cli/reporters/reporter.ts';
import { type OpenPage, openAt } from './opened.ts';

const EXECUTABLES = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export async function launch(): Promise<Browser> {
  const executablePath = EXECUTABLES.find((path) => path !== '' && existsSync(path));
  if (executablePath === undefined)
    throw new Error('No Chromium: install the package chromium or set CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

let built: Promise<{ script: string; style: string }> | undefined;

/** The report page's bundle from its sources, so that a stale build is never tested. Tests run in the project's root. */
export function assets(): Promise<{ script: string; style: string }> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<{ script: string; style: string }> {
  const result = await build({
    entryPoints: [resolve('webview/src/report.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    outdir: 'out',
    logLevel: 'silent',
  });
  const text = (ending: string) => result.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

/** Writes a report to disk and opens it there as a person would. */
export async function openReport(
  browser: Browser,
  report: Report,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const folder = await mkdtemp(join(tmpdir(), 'fern-report-'));
  const file = join(folder, 'report.html');
  const reportOptions = { color: false, width: 80, verbose: false, failUnder: null, assets: await assets() };
  await writeFile(file, html.render(report, reportOptions));
  const url = pathToFileURL(file).href;
  const opened = await openAt(
    browser,
    url,
    { request: (asked) => (asked === url ? null : 'request') },
    options,
  );
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
