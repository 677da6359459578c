import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createOnnxEmbedder, type OnnxEmbedder } from '../../server/src/platform/onnxEmbedder.ts';
import { createProcessPool } from '../../server/src/platform/workerPools.ts';
import { buildScript, MODEL_FOLDER, ROOT } from './support/build.ts';
import { childrenOf, isAlive, until } from './support/processes.ts';

interface Reference {
  text: string;
  ids: number[];
  fp32: number[];
  int8CosineToFp32: number;
}

// Processes that load a model, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const references: Reference[] = Object.values(
  JSON.parse(readFileSync(path.join(ROOT, 'test/fixtures/reference-embeddings.json'), 'utf8')),
);
const long = (index: number): string => `// ${index}\n${'let total = first + second; '.repeat(30)}`;

let script: string;
const temporary: string[] = [];
const open: OnnxEmbedder[] = [];

function embedder(processes: number, more: { idleMs?: number; modelFolder?: string } = {}): OnnxEmbedder {
  const made = createOnnxEmbedder({ modelFolder: MODEL_FOLDER, workerScript: script, processes, ...more });
  open.push(made);
  return made;
}

function copyOfModel(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'fern-model-'));
  temporary.push(folder);
  cpSync(MODEL_FOLDER, folder, { recursive: true });
  return folder;
}

const children = (): number[] => childrenOf(process.pid, script);

function cosine(a: Float32Array, b: readonly number[]): number {
  const norm = Math.hypot(...b);
  return a.reduce((sum, value, index) => sum + (value * b[index]!) / norm, 0);
}

beforeAll(async () => {
  script = await buildScript('server/src/worker/embed.ts');
});
afterAll(async () => {
  await Promise.all(open.map((each) => each.close()));
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

describe('against the reference', () => {
  it('gives identical word-piece ids, also truncated', async () => {
    const pool = createProcessPool({ script, workers: 1, args: [MODEL_FOLDER] });
    const ids = await pool.exec<number[][]>('tokenize', [references.map(({ text }) => text)]);
    await pool.close();
    expect(references).toHaveLength(24);
    for (const [index, reference] of references.entries()) expect(ids[index]).toEqual(reference.ids);
  });

  it('gives unit vectors whose cosine to fp32 is not below the given one by more than .005', async () => {
    const vectors = await embedder(1).embed(references.map(({ text }) => text));
    for (const [index, { fp32, int8CosineToFp32 }] of references.entries()) {
      const vector = vectors[index]!;
      expect(vector).toHaveLength(384);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      expect(cosine(vector, fp32)).toBeGreaterThan(int8CosineToFp32 - 0.005);
    }
  });
});

describe('batches', () => {
  it('keeps order and bits for any number of processes and any company', async () => {
    const texts = Array.from({ length: 40 }, (_, index) =>
      index % 3 === 0 ? long(index) : `text ${index % 7}`,
    );
    const one = await embedder(1).embed(texts);
    const three = await embedder(3).embed(texts);
    const alone = embedder(1);
    expect(three).toEqual(one);
    for (const index of [0, 1, 14, 39]) expect((await alone.embed([texts[index]!]))[0]).toEqual(one[index]);
    expect(one[0]).not.toEqual(one[3]);
  });

  it('embeds hostile and extreme texts', async () => {
    const texts = [
      '',
      '\0',
      '\ud800',
      '__proto__',
      'x'.repeat(2_000_000),
      ' '.repeat(300_000),
      '[MASK][SEP]',
      '😀',
    ];
    const vectors = await embedder(1).embed(texts);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });
});

describe('processes', () => {
  it('start with the first text, only as many as there is work for, and end when idle', async () => {
    const before = children().length;
    const made = embedder(2, { idleMs: 300 });
    expect(await made.embed([])).toEqual([]);
    expect(children()).toHaveLength(before);
    await made.embed(['one', 'two']);
    expect(children()).toHaveLength(before + 1);
    await made.embed(Array.from({ length: 24 }, (_, index) => long(index)));
    expect(children()).toHaveLength(before + 2);
    await until(() => children().length === before, 10_000);
    expect(await made.embed(['again'])).toHaveLength(1);
    await made.close();
    expect(children()).toHaveLength(before);
  });

  it('are replaced when they are killed, at work and idle', async () => {
    const made = embedder(2);
    const texts = Array.from({ length: 60 }, (_, index) => long(index));
    const expected = await embedder(1).embed(texts);
    const known = new Set(children());
    const mine = (): number[] => children().filter((pid) => !known.has(pid));
    const work = made.embed(texts);
    await until(() => mine().length === 2, 20_000);
    await new Promise((resolve) => setTimeout(resolve, 700));
    process.kill(mine()[0]!, 'SIGKILL');
    expect(await work).toEqual(expected);
    for (const pid of mine()) process.kill(pid, 'SIGKILL');
    await until(() => mine().length === 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await made.embed([texts[5]!])).toEqual([expected[5]]);
  }, 20_000);

  it('that die again and again are a clear error', async () => {
    const dying = path.join(path.dirname(script), 'dying.js');
    writeFileSync(
      dying,
      `require('workerpool').worker({ embed() { console.error('Error: no luck'); process.exit(7) } });`,
    );
    const made = createOnnxEmbedder({ modelFolder: MODEL_FOLDER, workerScript: dying, processes: 1 });
    open.push(made);
    await expect(made.embed(['x'])).rejects.toMatchObject({
      code: 'FERN_WORKER',
      message: expect.stringMatching(/child process ended twice.*exit code 7/),
    });
  });

  it('end by themselves in the middle of a batch when the host is killed', async () => {
    const host = spawn(process.execPath, [
      await buildScript('test/platform/support/embedHost.ts'),
      script,
      MODEL_FOLDER,
    ]);
    await once(host.stdout, 'data');
    await until(() => childrenOf(host.pid!, script).length === 2, 20_000);
    const pids = childrenOf(host.pid!, script);
    await new Promise((resolve) => setTimeout(resolve, 600));
    host.kill('SIGKILL');
    await until(() => pids.every((pid) => !isAlive(pid)), 3000);
  });

  it('are killed at once by close', async () => {
    const made = embedder(1);
    const work = made.embed(Array.from({ length: 200 }, (_, index) => long(index)));
    const failed = expect(work).rejects.toThrow(/closed/);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const start = Date.now();
    await made.close();
    expect(Date.now() - start).toBeLessThan(2000);
    await failed;
    await expect(made.embed(['x'])).rejects.toThrow(/closed/);
  });
});

describe('cancelling', () => {
  it('rejects at once and hands out nothing more', async () => {
    const made = embedder(1);
    await made.embed(['warm']);
    const controller = new AbortController();
    const work = made.embed(
      Array.from({ length: 400 }, (_, index) => long(index)),
      controller.signal,
    );
    setTimeout(() => controller.abort(), 100);
    const start = Date.now();
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(Date.now() - start).toBeLessThan(2000);
    // The process is only busy with the batch it had.
    expect(await made.embed(['next'])).toHaveLength(1);
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  it('works with a plain object that turns aborted', async () => {
    const signal = { aborted: false };
    const work = embedder(1).embed(
      Array.from({ length: 400 }, (_, index) => long(index)),
      signal,
    );
    signal.aborted = true;
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a damaged model', () => {
  it('with another byte is an error that names the file, and mending it helps', async () => {
    const folder = copyOfModel();
    const file = path.join(folder, 'model_int8.onnx');
    const bytes = readFileSync(file);
    bytes[1_000_000]! ^= 1;
    writeFileSync(file, bytes);
    const made = embedder(1, { modelFolder: folder });
    await expect(made.embed(['x'])).rejects.toMatchObject({
      code: 'FERN_MODEL',
      message: expect.stringContaining(file),
    });
    cpSync(path.join(MODEL_FOLDER, 'model_int8.onnx'), file);
    expect(await made.embed(['x'])).toHaveLength(1);
  });

  it('that is truncated is told without starting a process', () => {
    const folder = copyOfModel();
    truncateSync(path.join(folder, 'tokenizer.json'), 1000);
    expect(() => embedder(1, { modelFolder: folder })).toThrow(
      /tokenizer\.json has 1000 bytes instead of 466247/,
    );
  });
});
