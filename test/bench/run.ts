import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A benchmark prints a table through `out` and answers its figures, which are written as JSON. */
export type Benchmark = (out: (line: string) => void, args: readonly string[]) => Promise<object>;

const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  agreement: async () => (await import('./agreement.ts')).agreement,
  board: async () => (await import('./board.ts')).board,
  calibration: async () => (await import('./calibration.ts')).calibration,
  editor: async () => (await import('./editor.ts')).editor,
  embedding: async () => {
    const { embedding } = await import('./embedding.ts');
    return (out) => embedding(out);
  },
  kill: async () => (await import('./kill.ts')).kill,
  matching: async () => (await import('./matching.ts')).matching,
  memory: async () => (await import('./memory.ts')).memory,
  mutants: async () => (await import('./mutants.ts')).mutants,
  metamorphic: async () => (await import('./metamorphic.ts')).metamorphic,
  repro: async () => (await import('./repro.ts')).repro,
  scaling: async () => (await import('./scaling.ts')).scaling,
  service: async () => (await import('./service.ts')).service,
  speed: async () => (await import('./speed.ts')).speed,
};

async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const load = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
  if (load === undefined) {
    console.error(`usage: npm run bench -- NAME\nbenchmarks: ${Object.keys(BENCHMARKS).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const figures = await (await load())((line) => console.log(line), args);
  mkdirSync('bench-results', { recursive: true });
  const file = join('bench-results', `${name}.json`);
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
  console.error(`Figures: ${file}`);
}

void main();
