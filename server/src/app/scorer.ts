import {
  type AbortSignalLike,
  type BlobStore,
  DIMENSION_IDS,
  type EngineSettings,
  extensionOf,
  type FileBehaviour,
  finishPair,
  finishUnit,
  languageOf,
  type PairScore,
  type UnitScore,
} from '../engine/index.ts';
import type { Behaviour } from './behaviour.ts';
import type { Embeddings } from './embeddings.ts';
import type { Analyst, PairRequest } from './ports.ts';
import { ENGINE_VERSION } from './version.ts';

export interface Scorer {
  /** Scores a pair, from the store where it has been scored before. Same bytes in, same bytes out. */
  score(request: PairRequest, signal?: AbortSignalLike): Promise<PairScore>;
  /** What the store has of a pair; null where it has to be scored first. */
  known(request: PairRequest): PairScore | null;
  /** The same without what only explanations need. */
  scoreOnly(request: PairRequest, signal?: AbortSignalLike): Promise<ScoreOnly>;
  /**
   * Scores a pair's units, each with its counterpart as if they were files.
   * @param behaviour what the pair's score says of behaviour
   */
  units(
    request: PairRequest,
    behaviour: FileBehaviour | null,
    signal?: AbortSignalLike,
  ): Promise<UnitScore[]>;
}

export type ScoreOnly = Omit<PairScore, 'findings' | 'behaviour'>;

type Explanation = Pick<PairScore, 'findings' | 'behaviour'>;

export interface ScorerParts {
  readonly analyst: Analyst;
  readonly embeddings: Embeddings;
  /** Null when code is not run. */
  readonly behaviour: Behaviour | null;
  /** Changes whenever embeddings would. */
  readonly embedderId: string;
  readonly store: BlobStore;
  readonly settings: EngineSettings;
  readonly hash: (text: string) => string;
}

/**
 * Results are kept by engine version, settings and contents, in two records: the score, which comparisons
 * read, and findings and behaviour, which only explanations need.
 */
export function createScorer(parts: ScorerParts): Scorer {
  const { analyst, embeddings, behaviour, store, settings, hash } = parts;
  const fingerprint = JSON.stringify([ENGINE_VERSION, parts.embedderId, settings]);
  const key = (request: PairRequest): string =>
    hash(
      JSON.stringify([
        fingerprint,
        extensionOf(request.golden.path),
        request.golden.hash,
        request.shared,
        behaviour?.key(request) ?? null,
        request.accepted ?? [],
        ...request.generated.map((file) => [extensionOf(file.path), file.hash]),
      ]),
    );

  async function compute(request: PairRequest, signal?: AbortSignalLike): Promise<PairScore> {
    const foreign = request.generated.find((file) => languageOf(file.path) === null);
    if (foreign !== undefined) return otherLanguage(extensionOf(foreign.path));
    const ran = behaviour?.compare(request, signal) ?? Promise.resolve(null);
    // Read later: a failure of what comes before must not leave this one unheard.
    ran.catch(() => {});
    const draft = await analyst.draft(request, { maxWindows: settings.maxWindows }, signal);
    const vectors = await embeddings.vectors(draft.semantic.texts, signal);
    return finishPair(draft, vectors, settings, await ran, request.accepted);
  }

  async function computeAndKeep(
    request: PairRequest,
    name: string,
    signal?: AbortSignalLike,
  ): Promise<PairScore> {
    const result = await compute(request, signal);
    const { findings, behaviour: ran, ...score } = result;
    const explanation: Explanation = { findings, behaviour: ran };
    store.set(`p:${name}`, encode(score));
    store.set(`f:${name}`, encode(explanation));
    return result;
  }

  function kept(name: string): PairScore | null {
    const score = decode<ScoreOnly>(store.get(`p:${name}`));
    const explanation = score === null ? null : decode<Explanation>(store.get(`f:${name}`));
    return score !== null && explanation !== null ? { ...score, ...explanation } : null;
  }

  return {
    known: (request) => kept(key(request)),
    async score(request, signal) {
      const name = key(request);
      await store.near?.([`p:${name}`, `f:${name}`]);
      return kept(name) ?? computeAndKeep(request, name, signal);
    },
    async scoreOnly(request, signal) {
      const name = key(request);
      await store.near?.([`p:${name}`]);
      return decode<ScoreOnly>(store.get(`p:${name}`)) ?? computeAndKeep(request, name, signal);
    },
    async units(request, ran, signal) {
      if (request.generated.some((file) => languageOf(file.path) === null)) return [];
      const name = `u:${hash(JSON.stringify([key(request), ran]))}`;
      await store.near?.([name]);
      const found = decode<UnitScore[]>(store.get(name));
      if (found !== null) return found;
      const drafts = await analyst.unitDrafts(request, { maxWindows: settings.maxWindows }, signal);
      const vectors = await embeddings.vectors(
        drafts.flatMap(({ draft }) => draft.semantic.texts),
        signal,
      );
      let used = 0;
      const scores = drafts.map((unit) => {
        const own = vectors.slice(used, used + unit.draft.semantic.texts.length);
        used += own.length;
        return finishUnit(unit, own, settings, ran, request.accepted);
      });
      store.set(name, encode(scores));
      return scores;
    },
  };
}

/** Another language is not a counterpart, whatever it does. */
function otherLanguage(extension: string): PairScore {
  const reason = `the generated file is in another language (${extension || 'no file extension'})`;
  const message = `Nothing can be compared: ${reason}.`;
  return {
    overall: 0,
    staticOverall: 0,
    band: 'unrelated',
    dimensions: Object.fromEntries(
      DIMENSION_IDS.map((id) => [id, { value: null, weight: 0, reason }]),
    ) as unknown as PairScore['dimensions'],
    findings: [
      {
        rule: 'overall/other-language',
        dimension: 'overall',
        severity: 'error',
        message,
        points: 1,
        generated: null,
        golden: null,
      },
    ],
    behaviour: null,
    bounds: { least: 0, most: 1 },
    dearest: { rule: 'overall/other-language', message },
    accepted: [],
    unusedAcceptances: [],
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function encode(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value));
}

/** What the store holds may be cut short or altered; then it is computed again. */
function decode<T>(bytes: Uint8Array | undefined): T | null {
  if (bytes === undefined) return null;
  try {
    return JSON.parse(decoder.decode(bytes)) as T;
  } catch {
    return null;
  }
}
