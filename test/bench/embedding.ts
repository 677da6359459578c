import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { loadModel } from '../../server/src/platform/embeddingModel.ts';
import { listFiles } from '../../server/src/platform/files.ts';
import { createOnnxEmbedder } from '../../server/src/platform/onnxEmbedder.ts';
import { openWordPieces, SESSION_OPTIONS } from '../../server/src/platform/onnxSession.ts';

/** Packages whose sources the snippets are taken from. */
const PACKAGES = [
  'zod',
  '@tanstack/query-core',
  '@reduxjs/toolkit',
  'immer',
  'date-fns',
  'rxjs',
  'preact',
  'mobx',
];
const SNIPPETS = 200;
const SNIPPET_LINES = 12;
/** Rounds of each kind; they alternate, so that a busy machine slows both. */
const ROUNDS = 3;

export interface EmbeddingFigures {
  readonly snippets: number;
  readonly word_pieces: number;
  /** Word pieces a second, median over the rounds. */
  readonly bare_loop: number;
  readonly one_process: number;
  readonly two_processes: number;
  /** Bare loop over one process; at most 1.15 is wanted. */
  readonly ratio: number;
  /** Resident set of an embedding process after the work, MiB; absent where the system does not tell. */
  readonly process_rss_mb?: number;
}

/**
 * Measures the embedder against a bare loop over the same ONNX session: the ids are made before, nothing is
 * pooled, nothing crosses a process border.
 * @param out gets the lines of a table
 * @param workerScript the bundled worker/embed.ts
 */
export async function embedding(
  out: (line: string) => void,
  root = process.cwd(),
  workerScript = path.join(root, 'dist/embed.js'),
): Promise<EmbeddingFigures> {
  const modelFolder = path.join(root, 'models/all-MiniLM-L6-v2');
  const texts = snippets(root);
  const model = loadModel(modelFolder);
  const ids = texts.map(openWordPieces(model));
  const pieces = ids.reduce((sum, each) => sum + each.length, 0);
  const bare = await bareLoop(path.join(modelFolder, model.manifest.files.model.path));
  const one = createOnnxEmbedder({ modelFolder, workerScript, processes: 1 });
  const two = createOnnxEmbedder({ modelFolder, workerScript, processes: 2 });
  const runs = { bare: () => bare(ids), one: () => one.embed(texts), two: () => two.embed(texts) };
  const rates: Record<keyof typeof runs, number[]> = { bare: [], one: [], two: [] };
  try {
    // Models load here.
    await Promise.all([bare(ids.slice(0, 8)), one.embed(texts.slice(0, 8)), two.embed(texts.slice(0, 100))]);
    for (let round = 0; round < ROUNDS; round++) {
      for (const kind of ['bare', 'one', 'two'] as const) {
        const start = performance.now();
        await runs[kind]();
        rates[kind].push((pieces / (performance.now() - start)) * 1000);
      }
    }
    const figures: EmbeddingFigures = {
      snippets: texts.length,
      word_pieces: pieces,
      bare_loop: Math.round(median(rates.bare)),
      one_process: Math.round(median(rates.one)),
      two_processes: Math.round(median(rates.two)),
      ratio: Math.round((median(rates.bare) / median(rates.one)) * 1000) / 1000,
      ...residentSetOfChildren(),
    };
    print(figures, out);
    return figures;
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
}

function print(figures: EmbeddingFigures, out: (line: string) => void): void {
  out(`embedding: ${figures.snippets} snippets, ${figures.word_pieces} word pieces`);
  for (const kind of ['bare_loop', 'one_process', 'two_processes'] as const) {
    out(`  ${kind.replace('_', ' ').padEnd(14)} ${String(figures[kind]).padStart(7)} word pieces/s`);
  }
  out(`  bare loop / one process: ${figures.ratio.toFixed(3)} (wanted: at most 1.15)`);
  if (figures.process_rss_mb) out(`  resident set of a process: ${figures.process_rss_mb} MiB`);
}

async function bareLoop(model: string): Promise<(ids: readonly number[][]) => Promise<void>> {
  const ort = await import('onnxruntime-node');
  const session = await ort.InferenceSession.create(model, SESSION_OPTIONS);
  return async (all) => {
    for (const ids of all) {
      const tensor = (values: readonly number[]) =>
        new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
      await session.run({
        input_ids: tensor(ids),
        attention_mask: tensor(ids.map(() => 1)),
        token_type_ids: tensor(ids.map(() => 0)),
      });
    }
  };
}

/** Pieces of real sources, evenly spread over the packages; the same on every run. */
function snippets(root: string): string[] {
  const perPackage = Math.ceil(SNIPPETS / PACKAGES.length);
  const found = PACKAGES.flatMap((name) => {
    const folder = path.join(root, 'node_modules', name, 'src');
    if (!statSync(folder, { throwIfNoEntry: false })) return [];
    const { files } = listFiles(folder, {
      include: ['**/*.{ts,tsx,js}'],
      exclude: ['**/*.d.ts', '**/*test*/**'],
    });
    const pieces = files.flatMap((file) => {
      const lines = readFileSync(file.absolute, 'utf8').split('\n');
      return Array.from({ length: Math.floor(lines.length / SNIPPET_LINES) }, (_, index) =>
        lines.slice(index * SNIPPET_LINES, (index + 1) * SNIPPET_LINES).join('\n'),
      );
    });
    const step = Math.max(1, Math.floor(pieces.length / perPackage));
    return pieces.filter((_, index) => index % step === 0).slice(0, perPackage);
  });
  return [...new Set(found)].slice(0, SNIPPETS);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The largest of this process's children, from /proc. */
function residentSetOfChildren(): { process_rss_mb?: number } {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
    const sizes = children.filter(Boolean).map((pid) => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    });
    return sizes.length === 0 ? {} : { process_rss_mb: Math.round(Math.max(...sizes)) };
  } catch {
    return {};
  }
}
