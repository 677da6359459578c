import { spawn } from 'node:child_process';
import { createReadStream, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Explained, explainFolders } from '../../server/src/app/explain.ts';
import { forEachLimited } from '../../server/src/app/limited.ts';
import { type ExplainedFile, writeRepro } from '../../server/src/engine/index.ts';
import { withRunningBench } from './behaving.ts';
import { temporaryFolder } from './program.ts';

interface Candidate {
  readonly id: string;
  readonly index: number;
  readonly ending: 'ts' | 'js';
  readonly golden: string;
  readonly code: string;
}

interface Shown {
  readonly name: string;
  /** It failed on the generated code, and it passed on the golden. */
  readonly fails: boolean;
  readonly passes: boolean;
}

const LIMIT_MS = 60_000;
const EXAMPLE_MODELS = ['aspen', 'birch', 'cedar', 'dogwood', 'elder'];

/**
 * Do witnesses really differ in plain Node? Writes a repro for differing candidates, spread over the tasks, and for
 * every witness of the bundled example, and runs each on both sides: `--data DATA.jsonl [--count 300]`. Whether a
 * candidate passes its tests is never read.
 */
export async function repro(out: (line: string) => void, args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      count: { type: 'string', default: '300' },
      keep: { type: 'string' },
    },
  });
  const wanted = Number(values.count);
  const folder = temporaryFolder();
  const keep = values.keep === undefined ? folder.path : resolve(values.keep);
  try {
    const example = await shownIn(keep, await exampleFiles());
    report(out, 'bundled example', example.shown, example.left);
    if (values.data === undefined) return { example: figures(example.shown) };
    const found = await differing(await readCandidates(values.data), wanted, (text) => console.error(text));
    const data = await shownIn(keep, found.files);
    report(out, values.data, data.shown, data.left);
    return { example: figures(example.shown), data: figures(data.shown), tried: found.tried };
  } finally {
    folder.remove();
  }
}

function report(
  out: (line: string) => void,
  name: string,
  shown: readonly Shown[],
  left: readonly string[],
): void {
  const { files, right } = figures(shown);
  out(`${name}: ${right} of ${files} fail on the generated code and pass on the golden`);
  for (const { name: one, fails, passes } of shown)
    if (!fails || !passes)
      out(`  ${one}: ${fails ? '' : 'passes on the generated code'} ${passes ? '' : 'fails on the golden'}`);
  if (left.length > 0) out(`  not written: ${left.join('; ')}`);
}

function figures(shown: readonly Shown[]): { files: number; right: number; share: number } {
  const right = shown.filter(({ fails, passes }) => fails && passes).length;
  return { files: shown.length, right, share: shown.length === 0 ? 0 : right / shown.length };
}

interface Named {
  readonly name: string;
  readonly file: ExplainedFile;
  readonly unit: string;
}

/** One file a witness, as a witness that shows nothing could hide behind another. */
async function shownIn(folder: string, files: readonly Named[]): Promise<{ shown: Shown[]; left: string[] }> {
  const shown: Shown[] = [];
  const left: string[] = [];
  await forEachLimited(
    [...files.entries()],
    availableParallelism(),
    undefined,
    async ([at, { name, file, unit }]) => {
      const written = writeRepro([file], unit);
      for (const { reason } of written.left) left.push(`${name}: ${reason}`);
      if (written.tests === 0) return;
      const path = join(folder, `${at}-${name.replace(/[^\w.]+/g, '_')}.cjs`);
      writeFileSync(path, written.text);
      shown.push({
        name,
        fails: (await runNode(path, 'generated')) === 1,
        passes: (await runNode(path, 'golden')) === 0,
      });
    },
  );
  shown.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { shown, left };
}

/** The exit code; null when it had to be stopped. */
function runNode(path: string, side: string): Promise<number | null> {
  const env = { PATH: process.env.PATH, FERN_SIDE: side };
  const child = spawn(process.execPath, [path], { env, stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      clearTimeout(timer);
      done(code);
    });
  });
}

function witnessed(prefix: string, files: readonly ExplainedFile[]): Named[] {
  return files.flatMap((file) =>
    file.explanation.units
      .filter(({ found }) => found !== null)
      .map(({ golden }) => ({ name: `${prefix} ${file.golden} ${golden}`, file, unit: golden })),
  );
}

async function exampleFiles(): Promise<Named[]> {
  const named: Named[] = [];
  await withRunningBench(async (bench) => {
    for (const model of EXAMPLE_MODELS) {
      const roots = { golden: resolve('examples/golden'), generated: resolve('examples/generated', model) };
      const { files }: Explained = await explainFolders(bench, roots, 'golden', () => {});
      named.push(...witnessed(model, files));
    }
  });
  return named;
}

/** Differing candidates: the first of each task that differs, then the second of each, until there are enough. */
async function differing(
  tasks: readonly (readonly Candidate[])[],
  wanted: number,
  progress: (text: string) => void,
): Promise<{ files: Named[]; tried: number }> {
  const found: Named[] = [];
  let tried = 0;
  await withRunningBench(async (bench) => {
    const rounds = Math.max(...tasks.map(({ length }) => length));
    for (let round = 0; round < rounds && found.length < wanted; round++) {
      progress(`${found.length} differing of ${tried} candidates`);
      const turn = tasks.flatMap((candidates) => (round < candidates.length ? [candidates[round]] : []));
      await forEachLimited(
        turn,
        bench.concurrency,
        undefined,
        async ({ id, index, ending, golden, code }) => {
          if (found.length >= wanted) return;
          tried++;
          const source = (path: string, text: string) => ({ path, text, hash: bench.hash(text) });
          const request = {
            golden: source(`golden.${ending}`, golden),
            generated: [source(`candidate.${ending}`, code)],
            shared: false,
          };
          const explanation = await bench.explain?.(request);
          if (explanation?.behaviour.verdict !== 'differs') return;
          const file = { golden: `golden.${ending}`, generated: `candidate.${ending}`, explanation };
          found.push(...witnessed(`${id}#${index}`, [file]).slice(0, 1));
        },
      );
    }
  });
  return { files: found.slice(0, wanted), tried };
}

/** By task, spread over the languages as the data is; each task starts with another model. */
async function readCandidates(path: string): Promise<Candidate[][]> {
  const tasks: Candidate[][] = [];
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line.trim() === '') continue;
    const { id, language, golden, candidates } = JSON.parse(line);
    const ending = language.startsWith('t') ? 'ts' : 'js';
    const all = candidates.map(({ code }: { code: string }, index: number) => ({
      id,
      index,
      ending,
      golden,
      code,
    }));
    const first = tasks.length % Math.max(1, all.length);
    tasks.push([...all.slice(first), ...all.slice(0, first)]);
  }
  return tasks;
}
