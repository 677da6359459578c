import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { loadModel } from '../../server/src/platform/embeddingModel.ts';
import { listFiles } from '../../server/src/platform/files.ts';
import { createOnnxEmbedder } from '../../server/src/platform/onnxEmbedder.ts';
import { openWordPieces, SESSION_OPTIONS } from '../../server/src/platform/onnxSession.ts';

/** Packages whose sources the snippets are taken from. */
const PACKAGES = ['zod', '@tanstack/query-core', '@reduxjs/toolkit', 'immer', 'rxjs', 'preact', 'mobx'];
const SNIPPETS = 200;
const SNIPPET_LINES = 12;
const ROUNDS = 3;
/** Texts of one turn; the kinds take turns, so that a busy machine slows all of them alike. */
const CHUNK = 50;

export interface EmbeddingFigures {
  readonly snippets: number;
  readonly word_pieces: number;
  /** Word pieces a second. */
  readonly bare_loop: number;
  readonly one_process: number;
  readonly two_processes: number;
  /** Time of one process over time of the bare loop; at most 1.15 is wanted. */
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
  const kinds = ['bare', 'one', 'two'] as const;
  const run = {
    bare: (from: number, to: number) => bare(ids.slice(from, to)),
    one: (from: number, to: number) => one.embed(texts.slice(from, to)),
    two: (from: number, to: number) => two.embed(texts.slice(from, to)),
  };
  const spent = { bare: 0, one: 0, two: 0 };
  try {
    // Models load here.
    await Promise.all([run.bare(0, 8), run.one(0, 8), run.two(0, 100)]);
    for (let round = 0; round < ROUNDS; round++) {
      for (let from = 0; from < texts.length; from += CHUNK) {
        for (const kind of kinds) {
          const start = performance.now();
          await run[kind](from, from + CHUNK);
          spent[kind] += performance.now() - start;
        }
      }
    }
    const rate = (kind: (typeof kinds)[number]): number => Math.round((pieces * ROUNDS * 1000) / spent[kind]);
    const figures: EmbeddingFigures = {
      snippets: texts.length,
      word_pieces: pieces,
      bare_loop: rate('bare'),
      one_process: rate('one'),
      two_processes: rate('two'),
      ratio: Math.round((spent.one / spent.bare) * 1000) / 1000,
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
  out(
    `  one process takes ${figures.ratio.toFixed(3)} times as long as the bare loop (wanted: at most 1.15)`,
  );
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
