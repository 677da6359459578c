import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_COMMANDS } from '../../server/src/protocol/editor.ts';
import { table } from '../corpus/figures.ts';
import { type Editor, editOverStdio, uriOf } from '../helpers/editor.ts';
import { makeApplication } from './applications.ts';
import { family, temporaryFolder, weigh, writeFiles } from './program.ts';

/**
 * The language server as an editor meets it, on the example and on a workspace of many files: how long until it
 * answers, until lenses stand, until a pause in typing shows; the longest block of its event loop while all models are
 * compared; memory and processor time at rest. Arguments: files of the large workspace (default 1000).
 */
export async function editor(out: (line: string) => void, args: readonly string[]): Promise<object> {
  const size = Number(args[0] ?? 1000);
  const example = await measure(
    'example',
    join(process.cwd(), 'examples'),
    'generated/birch/utils/tasks.ts',
    true,
  );
  const folder = temporaryFolder();
  let large: Figures;
  try {
    const { golden, generated } = makeApplication(size);
    writeFiles(join(folder.path, 'golden'), golden);
    writeFiles(join(folder.path, 'generated'), generated);
    const config = { golden: 'golden', models: { model: 'generated' } };
    writeFileSync(join(folder.path, 'fern.config.json'), JSON.stringify(config));
    const longest =
      generated.find(({ text }) => Math.abs(text.split('\n').length - 300) < 30) ?? generated[0];
    large = await measure(`${size} files`, folder.path, `generated/${longest.path}`, false);
  } finally {
    folder.remove();
  }
  const rows = [example, large].map((figures) => [figures.name, ...cells(figures)]);
  const head = [
    'workspace',
    'lines',
    'initialize ms',
    'open → lenses ms',
    'warm ms',
    'pause → problems ms, median',
    'p95',
    'longest block ms',
    'MB at rest',
    'MB at work',
    'idle CPU ms in 10 s',
  ];
  for (const line of table([head, ...rows])) out(line);
  return { example, large };
}

interface Figures {
  readonly name: string;
  readonly lines: number;
  readonly initialize: number;
  readonly lensesCold: number;
  readonly lensesWarm: number;
  readonly typing: { readonly median: number; readonly p95: number };
  readonly longestBlock: number;
  readonly rest: number;
  readonly work: number;
  readonly idle: number;
}

function cells(figures: Figures): string[] {
  const { lines, initialize, lensesCold, lensesWarm, typing, longestBlock, rest, work, idle } = figures;
  return [
    lines,
    initialize,
    lensesCold,
    lensesWarm,
    typing.median,
    typing.p95,
    longestBlock,
    rest,
    work,
    idle,
  ].map((value) => value.toFixed(0));
}

const EDITS = 40;
/** V8 tidies up heaps twice in the half minute after their work. */
const SETTLE_MS = 40_000;
const IDLE_MS = 10_000;
/**
 * Loaded before the server: measures the blocks of its event loop from one signal to the next, and writes the longest
 * to standard error. Not all the time, as measuring wakes the process a thousand times a second.
 */
const PROBE = `
const { monitorEventLoopDelay } = require('node:perf_hooks');
let delay;
process.on('SIGUSR2', () => {
  if (delay === undefined) {
    delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    process.stderr.write('block 0\\n');
  } else {
    delay.disable();
    process.stderr.write('block ' + delay.max / 1e6 + '\\n');
    delay = undefined;
  }
});
`;

async function measure(name: string, root: string, file: string, runs: boolean): Promise<Figures> {
  const cache = temporaryFolder();
  const probe = join(cache.path, 'probe.cjs');
  writeFileSync(probe, PROBE);
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  const env = { CACHE_DIR: join(cache.path, 'cache') };
  const options = { folders: [root], initialization: { trusted: runs, views: true } };
  try {
    const starts: number[] = [];
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      const one = await editOverStdio(options, env);
      starts.push(performance.now() - started);
      await one.exit();
    }
    const server = await editOverStdio(options, env, ['--require', probe]);
    const pid = server.child?.pid as number;
    const blocks = blocksOf(server);
    const lensesCold = await timed(async () => {
      await server.open(path, text);
      await server.lenses(path);
    });
    await server.status(path);
    await server.close(path);
    const lensesWarm = await timed(async () => {
      await server.open(path, text);
      await server.lenses(path);
    });
    await server.status(path);
    const typing = await typed(server, path, text);
    await server.status(path);
    await pause(SETTLE_MS);
    const idleBefore = processorTime(pid);
    await pause(IDLE_MS);
    const idle = processorTime(pid) - idleBefore;
    const rest = weigh(pid).proportional;
    await blocks.signal();
    await server.execute(SERVER_COMMANDS.compare);
    const longestBlock = await blocks.signal();
    await server.exit();
    const work = await weighed(await editOverStdio(options, { CACHE_DIR: join(cache.path, 'second') }));
    return {
      name,
      lines: text.split('\n').length,
      initialize: quantile(starts, 0.5),
      lensesCold,
      lensesWarm,
      typing,
      longestBlock,
      rest,
      work,
      idle,
    };
  } finally {
    cache.remove();
  }
}

/** From the last key to problems of what the sources say, as they are published: the server's own pause included. */
async function typed(server: Editor, path: string, text: string): Promise<{ median: number; p95: number }> {
  const times: number[] = [];
  const uri = uriOf(path);
  for (let i = 0; i < EDITS; i++) {
    const line = `\nexport const typed${i} = ${i};\n`;
    times.push(
      await timed(async () => {
        await server.type(path, text + line);
        const { version } = await server.status(path, ({ overall }) => overall !== undefined);
        if (version === 0) throw new Error(`nothing was told of ${uri}`);
      }),
    );
  }
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

/**
 * Most memory while all models are compared, in MB. In a run of its own: asking the kernel for it stops the process
 * for tens of milliseconds.
 */
async function weighed(server: Editor): Promise<number> {
  let most = 0;
  const weighing = setInterval(() => {
    most = Math.max(most, weigh(server.child?.pid as number).proportional);
  }, 500);
  await server.execute(SERVER_COMMANDS.compare);
  clearInterval(weighing);
  await server.exit();
  return most;
}

/** Starts measuring, or ends it with the longest block in milliseconds. */
function blocksOf({ child }: Editor): { signal(): Promise<number> } {
  let heard: ((value: number) => void) | undefined;
  child?.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    const value = /block ([\d.]+)/.exec(chunk)?.[1];
    if (value !== undefined) heard?.(Number(value));
  });
  return {
    signal: () =>
      new Promise((resolve) => {
        heard = resolve;
        child?.kill('SIGUSR2');
      }),
  };
}

/** Of a process and all that it started, in milliseconds (Linux, 100 ticks a second). */
function processorTime(pid: number): number {
  return family(pid).reduce((sum, one) => {
    try {
      const stat = readFileSync(`/proc/${one}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return sum + 10 * (Number(fields[11]) + Number(fields[12]));
    } catch {
      return sum;
    }
  }, 0);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
