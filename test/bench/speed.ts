import { join } from 'node:path';
import { ts } from 'ts-morph';
import { draftPair, parseSource } from '../../server/src/engine/index.ts';
import { table } from '../corpus/figures.ts';
import { type CorpusFile, corpusFiles } from '../corpus/files.ts';
import { mutate } from '../corpus/transforms/mutate.ts';
import { makeApplication } from './applications.ts';
import { runProgram, temporaryFolder, writeFiles } from './program.ts';

/**
 * Static scoring of a pair against parsing it, growth with size, and whole applications cold and from the disk
 * cache. Arguments: sizes of applications (default 100 1000), or `static` for the first two alone.
 */
export async function speed(out: (line: string) => void, args: readonly string[]): Promise<object> {
  const pair = staticCost(out);
  const growth = growthWithSize(out);
  if (args.includes('static')) return { pair, growth };
  const sizes = args.length > 0 ? args.map(Number) : [100, 1000];
  const applications = [await example(out)];
  for (const size of sizes) applications.push(await application(out, size));
  out('');
  const head = ['application', 'workers', 'cold s', 'disk cache s', 'times faster'];
  const rows = applications
    .flat()
    .map((one) => [
      one.name,
      String(one.workers),
      one.cold.toFixed(1),
      one.warm.toFixed(2),
      (one.cold / one.warm).toFixed(1),
    ]);
  for (const line of table([head, ...rows])) out(line);
  return { pair, growth, applications: applications.flat() };
}

interface Cost {
  readonly what: string;
  readonly medianRatio: number;
  readonly p90Ratio: number;
  readonly milliseconds: number;
}

const ROUNDS = 4;

function parse(file: { path: string; text: string }): void {
  ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest);
}

/** Everything but embeddings for a pair, as a multiple of what parsing the two files alone costs; warm, one thread. */
function staticCost(out: (line: string) => void): Cost[] {
  const files = corpusFiles({ perPackage: 30 }).filter(({ text }) => {
    const lines = text.split('\n').length;
    return lines >= 100 && lines <= 1000;
  });
  const other = new Map(files.map((file, i) => [file, files[(i + 7) % files.length]]));
  const mutated = new Map(
    files.map((file) => [file, { path: file.path, text: mutate(file.text, file.path, 6, 'speed').text }]),
  );
  const kinds: [string, (file: CorpusFile) => { path: string; text: string }][] = [
    ['identical', (file) => file],
    ['six changes', (file) => mutated.get(file) ?? file],
    ['unrelated', (file) => other.get(file) ?? file],
  ];
  const costs = kinds.map(([what, generatedOf]) => {
    const ratios: number[] = [];
    let spent = 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (const file of files) {
        const generated = generatedOf(file);
        const start = performance.now();
        parse(file);
        parse(generated);
        const middle = performance.now();
        draftPair(parseSource(file.path, file.text), parseSource(generated.path, generated.text), 4, false);
        const end = performance.now();
        if (round === 0) continue;
        ratios.push((end - middle) / (middle - start));
        spent += end - middle;
      }
    }
    ratios.sort((a, b) => a - b);
    return {
      what,
      medianRatio: ratios[ratios.length >> 1],
      p90Ratio: ratios[Math.floor(ratios.length * 0.9)],
      milliseconds: spent / ratios.length,
    };
  });
  out(
    `static scoring of a pair, ${files.length} files of 100 to 1,000 lines, against ts.createSourceFile of both`,
  );
  const rows = costs.map((cost) => [
    cost.what,
    cost.medianRatio.toFixed(2),
    cost.p90Ratio.toFixed(2),
    cost.milliseconds.toFixed(2),
  ]);
  for (const line of table([['pair', 'median ratio', '90 %', 'ms'], ...rows])) out(line);
  return costs;
}

/** Time by length, and the exponent of n·log n that fits it (1 is n·log n, 2 is quadratic). */
function growthWithSize(out: (line: string) => void): { lines: number; milliseconds: number }[] {
  const blocks = corpusFiles({ perPackage: 30 })
    .filter(({ path, text }) => path.endsWith('.ts') && text.length < 20_000)
    .map(({ text }) => text);
  const points = [500, 1000, 2500, 5000, 10_000].map((lines) => {
    const text = grow(blocks, lines);
    const changed = mutate(text, 'big.ts', Math.round(lines / 50), 'growth').text;
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 4; i++) {
      const start = performance.now();
      draftPair(parseSource('big.ts', text), parseSource('big.ts', changed), 4, false);
      best = Math.min(best, performance.now() - start);
    }
    return { lines, milliseconds: best };
  });
  out('');
  out('growth: one file of n lines against itself with n / 50 changes');
  const first = points[0];
  const rows = points.map(({ lines, milliseconds }) => {
    const ideal = (lines * Math.log(lines)) / (first.lines * Math.log(first.lines));
    return [String(lines), milliseconds.toFixed(1), (milliseconds / first.milliseconds / ideal).toFixed(2)];
  });
  for (const line of table([['lines', 'ms', 'against n·log n'], ...rows])) out(line);
  return points;
}

function grow(blocks: readonly string[], lines: number): string {
  let text = '';
  let count = 0;
  for (let i = 0; count < lines; i++) {
    const block = blocks[i % blocks.length].replace(/^(import|export \*|export \{).*$/gm, '');
    text += `export namespace part${i} {\n${block}\n}\n`;
    count += block.split('\n').length + 2;
  }
  return text;
}

interface Timing {
  readonly name: string;
  readonly workers: number;
  readonly cold: number;
  readonly warm: number;
}

async function coldAndWarm(name: string, workers: number, args: readonly string[]): Promise<Timing> {
  const cache = temporaryFolder();
  try {
    const full = [...args, '--json', '--quiet', '--workers', String(workers), '--cache-dir', cache.path];
    const cold = await runProgram(full);
    const warm: number[] = [];
    for (let i = 0; i < 3; i++) warm.push((await runProgram(full)).seconds);
    if (cold.code !== 0) throw new Error(cold.stderr);
    return { name, workers, cold: cold.seconds, warm: warm.sort((a, b) => a - b)[1] };
  } finally {
    cache.remove();
  }
}

async function example(out: (line: string) => void): Promise<Timing[]> {
  out('');
  out('the example, five models …');
  const compare = ['compare', '--config', join('examples', 'fern.config.json')];
  return [
    await coldAndWarm('example, read only', 2, [...compare, '--no-behaviour']),
    await coldAndWarm('example', 2, compare),
  ];
}

async function application(out: (line: string) => void, size: number): Promise<Timing[]> {
  out(`application of ${size} files …`);
  const folder = temporaryFolder();
  try {
    const { golden, generated } = makeApplication(size);
    writeFiles(join(folder.path, 'golden'), golden);
    writeFiles(join(folder.path, 'model'), generated);
    const args = [
      'compare',
      '--golden',
      join(folder.path, 'golden'),
      '--model',
      `model=${join(folder.path, 'model')}`,
      '--no-behaviour',
    ];
    const timings: Timing[] = [];
    for (const workers of size > 100 ? [2] : [0, 1, 2])
      timings.push(await coldAndWarm(`${size} files`, workers, args));
    return timings;
  } finally {
    folder.remove();
  }
}
