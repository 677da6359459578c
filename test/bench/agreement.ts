import { createReadStream, writeFileSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { resolveConfiguration } from '../../server/src/app/configuration/resolve.ts';
import { forEachLimited } from '../../server/src/app/limited.ts';
import { openWorkbench } from '../../server/src/wiring/workbench.ts';

interface Task {
  readonly id: string;
  readonly language: string;
  readonly golden: string;
  readonly candidates: readonly { readonly code: string }[];
}

interface Line {
  readonly id: string;
  readonly index: number;
  readonly score: number | null;
  readonly functional: number | null;
  readonly static: number | null;
  readonly equivalent: boolean | null;
  readonly error?: string;
}

/**
 * Scores every candidate of every task against the task's golden code: `--data DATA.jsonl --out SCORES.jsonl`.
 * Whether a candidate passes its tests is never read.
 */
export async function agreement(out: (line: string) => void, args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, out: { type: 'string' } },
  });
  if (values.data === undefined || values.out === undefined) {
    throw new Error('usage: npm run bench -- agreement --data DATA.jsonl --out SCORES.jsonl');
  }
  const tasks = await readTasks(values.data);
  const total = tasks.reduce((sum, task) => sum + task.candidates.length, 0);
  const resolved = resolveConfiguration({
    flags: {},
    env: process.env,
    cwd: process.cwd(),
    machine: { platform: process.platform, cores: availableParallelism(), home: homedir() },
  });
  if (!resolved.ok) throw new Error(resolved.problems.map((problem) => problem.message).join('\n'));
  const configuration = {
    ...resolved.configuration,
    behaviour: { ...resolved.configuration.behaviour, enabled: true },
  };
  const root = process.cwd();
  const { bench, close } = openWorkbench(
    configuration,
    { dist: join(root, 'dist'), models: join(root, 'models') },
    (message) => console.error(message),
  );
  const source = (path: string, text: string) => ({ path, text, hash: bench.hash(text) });
  const lines: Line[][] = tasks.map(() => []);
  let done = 0;
  const started = performance.now();
  try {
    const jobs = tasks.flatMap((task, row) => task.candidates.map((_, index) => ({ task, row, index })));
    await forEachLimited(jobs, bench.concurrency, undefined, async ({ task, row, index }) => {
      const ending = task.language.startsWith('t') ? 'ts' : 'js';
      let line: Line;
      try {
        const { overall, staticOverall, dimensions, behaviour } = await bench.scorer.score({
          golden: source(`golden.${ending}`, task.golden),
          generated: [source(`candidate.${ending}`, task.candidates[index].code)],
          shared: false,
        });
        const functional = dimensions.functional.value;
        const verdict = behaviour?.verdict;
        const equivalent = verdict === 'equivalent' ? true : verdict === 'differs' ? false : null;
        line = { id: task.id, index, score: overall, functional, static: staticOverall, equivalent };
      } catch (error) {
        const message = (error as Error).message;
        line = {
          id: task.id,
          index,
          score: null,
          functional: null,
          static: null,
          equivalent: null,
          error: message,
        };
      }
      lines[row][index] = line;
      if (++done % 50 === 0 || done === total) progress(done, total, started);
    });
  } finally {
    await close();
  }
  writeFileSync(
    resolve(values.out),
    lines
      .flat()
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  );
  const scored = lines.flat().filter((line) => line.score !== null).length;
  out(
    `${tasks.length} tasks, ${total} candidates, ${scored} scored, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return { tasks: tasks.length, candidates: total, scored };
}

async function readTasks(path: string): Promise<Task[]> {
  const tasks: Task[] = [];
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line.trim() === '') continue;
    const { id, language, golden, candidates } = JSON.parse(line);
    tasks.push({
      id,
      language,
      golden,
      candidates: candidates.map(({ code }: { code: string }) => ({ code })),
    });
  }
  return tasks;
}

function progress(done: number, total: number, started: number): void {
  const rate = done / ((performance.now() - started) / 1000);
  const text = `${done}/${total} candidates, ${rate.toFixed(0)}/s`;
  process.stderr.write(process.stderr.isTTY ? `\r${text}\u001b[K${done === total ? '\n' : ''}` : `${text}\n`);
}
