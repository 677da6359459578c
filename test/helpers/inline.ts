import { createHash } from 'node:crypto';
import { createAnalysis } from '../../server/src/app/analysis.ts';
import { createInlineAnalyst } from '../../server/src/app/analyst.ts';
import { fileDocument } from '../../server/src/app/documents.ts';
import { createEmbeddings } from '../../server/src/app/embeddings.ts';
import { evaluateFolders } from '../../server/src/app/evaluate.ts';
import { inlineJudging } from '../../server/src/app/judging.ts';
import { matchFolders } from '../../server/src/app/match.ts';
import type { FileSource, SourceText } from '../../server/src/app/ports.ts';
import { createScorer } from '../../server/src/app/scorer.ts';
import type { Workbench } from '../../server/src/app/workbench.ts';
import {
  type BlobStore,
  type Embedder,
  type EngineSettings,
  languageOf,
} from '../../server/src/engine/index.ts';
import { createOnnxEmbedder } from '../../server/src/platform/onnxEmbedder.ts';
import type { EvaluationDocument, FileDocument, MatchDocument } from '../../server/src/protocol/documents.ts';

/** Texts instead of folders: everything real but the file system. Needs a build (dist/embed.js). */

export interface Text {
  readonly path: string;
  readonly text: string;
}

export const SETTINGS: EngineSettings = {
  weights: {
    functional: 0.3,
    semantic: 0.3,
    structural: 0.15,
    style: 0.15,
    maintainability: 0.1,
    accessibility: 0,
    security: 0,
    performance: 0,
  },
  maxWindows: 4,
  maxFindings: 200,
  behaviourBounds: true,
};

const root = `${process.cwd()}/`;

export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The shipped model in child processes. */
export function realEmbedder(processes = 2): ReturnType<typeof createOnnxEmbedder> {
  return createOnnxEmbedder({
    modelFolder: `${root}models/all-MiniLM-L6-v2`,
    processes,
    workerScript: `${root}dist/embed.js`,
  });
}

/** Vectors of sub-words' hashes, for tests to which the model does not matter. */
export function fakeEmbedder(): Embedder {
  return {
    id: 'fake',
    embed: async (texts) =>
      texts.map((text) => {
        const vector = new Float32Array(64);
        for (const word of text.toLowerCase().match(/[a-z]+|\d+|\S/g) ?? [])
          vector[contentHash(word).charCodeAt(0) % 64]++;
        const length = Math.hypot(...vector) || 1;
        return vector.map((value) => value / length);
      }),
  };
}

export function mapStore(): BlobStore {
  const map = new Map<string, Uint8Array>();
  return { get: (key) => map.get(key), set: (key, value) => void map.set(key, value) };
}

export interface InlineScorer {
  scorePair(golden: Text, generated: Text | readonly Text[]): Promise<FileDocument>;
  close(): Promise<void>;
}

export function createInlineScorer(
  embedder: Embedder & { close?: () => Promise<void> } = realEmbedder(),
  settings: EngineSettings = SETTINGS,
): InlineScorer {
  const { scorer } = createParts(embedder, settings);
  const source = ({ path, text }: Text): SourceText => ({ path, text, hash: contentHash(text) });
  return {
    async scorePair(golden, generated) {
      const files = Array.isArray(generated) ? generated : [generated];
      const request = { golden: source(golden), generated: files.map(source), shared: false };
      return fileDocument(request, await scorer.score(request), 1);
    },
    close: async () => embedder.close?.(),
  };
}

function createParts(embedder: Embedder, settings: EngineSettings) {
  const analyst = createInlineAnalyst(createAnalysis());
  const store = mapStore();
  const embeddings = createEmbeddings(embedder, store, contentHash);
  const scorer = createScorer({
    analyst,
    embeddings,
    behaviour: null,
    embedderId: embedder.id,
    store,
    settings,
    hash: contentHash,
  });
  return { analyst, store, scorer };
}

/** Folders held in memory: the root's name is the key. */
function memorySource(folders: ReadonlyMap<string, readonly Text[]>): FileSource {
  const byPath = new Map(
    [...folders].flatMap(([name, files]) => files.map((file) => [`${name}/${file.path}`, file])),
  );
  return {
    list: async (name) => ({
      files: (folders.get(name) ?? [])
        .filter((file) => languageOf(file.path) !== null)
        .map((file) => ({ path: file.path, absolute: `${name}/${file.path}`, size: file.text.length }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
      unreadable: [],
    }),
    read: async (absolute) => {
      const file = byPath.get(absolute);
      return file ? { ok: true, text: file.text } : { ok: false, reason: 'there is no such file' };
    },
    locate: async (absolute) => (byPath.has(absolute) ? { real: absolute, kind: 'file' } : null),
    hash: contentHash,
  };
}

function bench(golden: readonly Text[], generated: readonly Text[], embedder: Embedder): Workbench {
  const { analyst, store, scorer } = createParts(embedder, SETTINGS);
  return {
    source: memorySource(
      new Map([
        ['golden', golden],
        ['generated', generated],
      ]),
    ),
    analyst,
    store,
    scorer,
    staticScorer: scorer,
    hash: contentHash,
    runs: false,
    concurrency: 4,
    maxBytes: 2_000_000,
    judging: inlineJudging,
    settingsHash: 'settings',
    margin: 0.02,
    weights: SETTINGS.weights,
    costs: new Map(),
    categoryOf: () => null,
    include: [],
    exclude: [],
    pinned: new Map(),
    accepted: new Map(),
    alternatives: new Map(),
  };
}

export function matchTexts(golden: readonly Text[], generated: readonly Text[]): Promise<MatchDocument> {
  return matchFolders(bench(golden, generated, fakeEmbedder()), 'golden', 'generated', 'golden', () => {});
}

export function evaluateTexts(
  golden: readonly Text[],
  generated: readonly Text[],
  embedder: Embedder = fakeEmbedder(),
): Promise<EvaluationDocument> {
  const names = { golden: 'golden', generated: 'generated' };
  return evaluateFolders(bench(golden, generated, embedder), 'golden', 'generated', names, () => {});
}
