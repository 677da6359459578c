import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { html } from '../../server/src/cli/reporters/html.ts';
import { launch } from '../e2e/browser.ts';
import { largeComparison } from '../fixtures/documents/madeComparison.ts';

/** So many times is each size opened; medians are told. */
const TIMES = 5;

interface Figures {
  readonly files: number;
  readonly models: number;
  readonly megabytes: number;
  /** From the start of loading to the end of the page's own script, when all of the first tab is there: ms. */
  readonly interactive: number;
  readonly firstPaint: number;
  /** From the click to the next frame: ms. */
  readonly openFiles: number;
  /** Frames while the grid is scrolled by 300 pixels each, down and sideways: ms. */
  readonly medianFrame: number;
  readonly longestFrame: number;
  readonly framesOver50: number;
  readonly frames: number;
  /** From a slider's event to the next frame, median and longest: ms. */
  readonly slider: number;
  readonly longestSlider: number;
  readonly nodes: number;
}

/**
 * The leaderboard's page in a real Chromium, software-rendered: how soon it can be used, and whether it stays smooth.
 * @param args sizes as FILESxMODELS; 4000x10 and 200x50 where none is given
 */
export async function board(out: (line: string) => void, args: readonly string[]): Promise<object> {
  const sizes = (args.length === 0 ? ['4000x10', '200x50'] : args).map((size) => size.split('x').map(Number));
  const folder = mkdtempSync(join(tmpdir(), 'fern-board-'));
  const browser = await launch();
  const results: Figures[] = [];
  try {
    for (const [files, models] of sizes) {
      const file = join(folder, `${files}x${models}.html`);
      const assets = {
        script: readFileSync('dist/webview/report.js', 'utf8'),
        style: readFileSync('dist/webview/report.css', 'utf8'),
      };
      const options = { color: false, width: 80, verbose: false, failUnder: null, assets };
      writeFileSync(
        file,
        html.render({ kind: 'comparison', document: await largeComparison(files, models) }, options),
      );
      const runs = [];
      for (let time = 0; time < TIMES; time++) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
        runs.push(await measure(await context.newPage(), pathToFileURL(file).href));
        await context.close();
      }
      const figures = { files, models, megabytes: statSync(file).size / 1e6, ...middle(runs) };
      results.push(figures);
      out(`${files} files x ${models} models, ${figures.megabytes.toFixed(1)} MB, ${TIMES} times`);
      out(`  first paint ${ms(figures.firstPaint)}, interactive ${ms(figures.interactive)}`);
      out(
        `  the grid of files after a click ${ms(figures.openFiles)}, ${figures.nodes} elements in the page`,
      );
      out(
        `  scrolling: frames of ${ms(figures.medianFrame)}, longest ${ms(figures.longestFrame)}, ${figures.framesOver50} of ${figures.frames} over 50 ms`,
      );
      out(`  weights slider ${ms(figures.slider)}, longest ${ms(figures.longestSlider)}`);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { results };
}

type Run = Omit<Figures, 'files' | 'models' | 'megabytes'>;

async function measure(page: Page, url: string): Promise<Run> {
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  // Paints are on record some time after them.
  const [interactive, firstPaint] = await page.evaluate<[number, number]>(`new Promise((resolve) => {
    const look = () => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      if (paint === undefined) return requestAnimationFrame(look);
      resolve([performance.getEntriesByType('navigation')[0].domContentLoadedEventStart, paint.startTime]);
    };
    look();
  })`);
  const openFiles = await page.evaluate<number>(
    timed("document.querySelector('#tab-files').click()", "document.querySelector('.grid-line')"),
  );
  const frames = await page.evaluate<number[]>(SCROLL);
  const nodes = await page.evaluate<number>("document.getElementsByTagName('*').length");
  await page.evaluate("document.querySelector('#tab-weights').click()");
  await page.waitForTimeout(300);
  const sliders: number[] = [];
  for (let step = 0; step < 20; step++) {
    const move = `{
      const slider = document.querySelectorAll('.slider input:enabled')[${step % 4}];
      slider.value = ${(step * 37) % 100};
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    }`;
    sliders.push(await page.evaluate<number>(timed(move)));
  }
  return {
    interactive,
    firstPaint,
    openFiles,
    medianFrame: median(frames),
    longestFrame: Math.max(...frames),
    framesOver50: frames.filter((frame) => frame > 50).length,
    frames: frames.length,
    slider: median(sliders),
    longestSlider: Math.max(...sliders),
    nodes,
  };
}

/** Milliseconds from an act to the frame after the one that it was drawn in. */
function timed(act: string, there = 'true'): string {
  return `new Promise((resolve) => {
    const started = performance.now();
    ${act};
    const look = () => (${there}) ? requestAnimationFrame(() => resolve(performance.now() - started)) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  })`;
}

/** Scrolls the grid down and sideways; times between frames. */
const SCROLL = `new Promise((resolve) => {
  const grid = document.querySelector('.grid');
  const frames = [];
  let before = performance.now();
  let count = 0;
  const step = (now) => {
    if (count > 0) frames.push(now - before);
    before = now;
    if (++count > 300) return resolve(frames);
    grid.scrollTop = (grid.scrollTop + 300) % Math.max(1, grid.scrollHeight - grid.clientHeight);
    grid.scrollLeft = (grid.scrollLeft + 40) % Math.max(1, grid.scrollWidth - grid.clientWidth);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Medians of all runs, but of what must never be long the longest. */
function middle(runs: readonly Run[]): Run {
  const of = (key: keyof Run): number => median(runs.map((run) => run[key]));
  const worst = (key: keyof Run): number => Math.max(...runs.map((run) => run[key]));
  return {
    interactive: of('interactive'),
    firstPaint: of('firstPaint'),
    openFiles: of('openFiles'),
    medianFrame: of('medianFrame'),
    longestFrame: worst('longestFrame'),
    framesOver50: runs.reduce((sum, run) => sum + run.framesOver50, 0),
    frames: runs.reduce((sum, run) => sum + run.frames, 0),
    slider: of('slider'),
    longestSlider: worst('longestSlider'),
    nodes: of('nodes'),
  };
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
