import path from 'node:path';
import type { AbortSignalLike, FileExplanation, FilePair } from '../engine/index.ts';
import { languageOf } from '../engine/index.ts';
import type {
  AcceptedFinding,
  EvaluationDocument,
  FileDocument,
  UnusedAcceptance,
} from '../protocol/documents.ts';
import { type Accepted, acceptedElsewhere, createLedger } from './accepted.ts';
import {
  type Application,
  type ApplicationFile,
  type ApplicationParts,
  byPlace,
  compareText,
  faultOfFile,
  matchApplications,
  readApplication,
  sizeWeight,
} from './application.ts';
import { besideFile, type Callers, inApplication, NO_CALLERS } from './callers.ts';
import { acceptedFindings, evaluationDocument, fileDocument } from './documents.ts';
import { forEachLimited } from './limited.ts';
import type { OnProgress, PairRequest, SourceText, Unreadable } from './ports.ts';
import { callersAt, commonRoots, createPrograms } from './programs.ts';
import type { Scorer } from './scorer.ts';

/** Everything that evaluating needs; made once per run by the host. */
export interface Workbench extends ApplicationParts {
  readonly scorer: Scorer;
  readonly hash: (text: string) => string;
  /** Code is run, so what it imports is needed. */
  readonly runs: boolean;
  /** Runs both sides of a pair and tells every input; only where code is run. */
  readonly explain?: (request: PairRequest, signal?: AbortSignalLike) => Promise<FileExplanation>;
  /** Pairs that the configuration sets, as absolute paths: generated → golden. */
  readonly pinned: ReadonlyMap<string, string>;
  readonly accepted: Accepted;
  /** Where the configuration says that generated code is, absolute. */
  readonly generatedFolders?: readonly string[];
  /** Further versions of golden files, absolute: file → versions. */
  readonly alternatives: ReadonlyMap<string, readonly string[]>;
}

/** Input that can't be used; the message says what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/**
 * Scores one generated file against one golden file.
 * @throws InputError when one of them can't be read or the golden one holds no code.
 */
export async function evaluateFiles(
  bench: Workbench,
  golden: { readonly absolute: string; readonly path: string },
  generated: { readonly absolute: string; readonly path: string },
  signal?: AbortSignalLike,
): Promise<EvaluationDocument> {
  const generatedText = await readOrThrow(bench, generated);
  const versions = versionsOf(bench, golden, path.dirname(golden.absolute));
  const scored = await Promise.all(
    versions.map(async (version) => {
      const { request, complete } = await pairOfFiles(bench, version, generated, generatedText);
      const summary = await asInput(() => bench.analyst.summarize(request.golden, signal));
      if (!summary.hasCode)
        throw new InputError(`${version.path}: there is no code in the golden file to compare with.`);
      const score = await asInput(() => bench.scorer.score(complete, signal));
      return { request, score, weight: sizeWeight(summary.codeLines) };
    }),
  );
  const { request, score } = best(scored);
  const ledger = createLedger();
  ledger.note(request.golden.path, score);
  return evaluationDocument({
    golden: golden.path,
    generated: generated.path,
    files: [fileDocument(request, score, scored[0].weight, golden.path)],
    missing: [],
    extra: [],
    unreadable: [],
    accepted: acceptedFindings(request, score),
    unusedAccepted: ledger.unused(),
  });
}

/** The version of a golden file that the generated one comes nearest to; of equals the first. */
export function best<T extends { readonly score: { readonly overall: number } }>(scored: readonly T[]): T {
  return scored.reduce((most, each) => (each.score.overall > most.score.overall ? each : most));
}

/** A golden file and its further versions. */
export function versionsOf(
  { alternatives }: Workbench,
  golden: { readonly absolute: string; readonly path: string },
  root: string,
): { absolute: string; path: string }[] {
  const others = (alternatives.get(golden.absolute) ?? []).map((absolute) => ({
    absolute,
    path: path.relative(root, absolute).replaceAll('\\', '/'),
  }));
  return [golden, ...others];
}

function acceptedOf({ accepted }: Workbench, golden: string): Pick<PairRequest, 'accepted'> {
  const own = accepted.get(golden);
  return own === undefined ? {} : { accepted: own };
}

/**
 * Two files as a pair, by itself and, where code is run, with what they import.
 * @param known the generated file, where it has been read
 * @throws InputError when one of them can't be read or the golden one is in no language that Fern reads.
 */
export async function pairOfFiles(
  bench: Workbench,
  golden: { readonly absolute: string; readonly path: string },
  generated: { readonly absolute: string; readonly path: string },
  known?: SourceText,
): Promise<{ readonly request: PairRequest; readonly complete: PairRequest }> {
  if (languageOf(golden.path) === null) {
    throw new InputError(
      `${golden.path}: Fern does not read this language; it reads TypeScript and JavaScript.`,
    );
  }
  const request: PairRequest = {
    golden: await readOrThrow(bench, golden),
    generated: [known ?? (await readOrThrow(bench, generated))],
    shared: false,
    ...acceptedOf(bench, golden.absolute),
  };
  const complete = bench.runs
    ? await withImports(bench, request, golden.absolute, generated.absolute)
    : request;
  return { request, complete };
}

/** A pair of single files with what they import. */
async function withImports(
  bench: Workbench,
  request: PairRequest,
  golden: string,
  generated: string,
): Promise<PairRequest> {
  const roots = commonRoots(golden, generated);
  const callers = callersBeside(bench, roots.golden, golden, generated);
  const programs = await createPrograms(bench, roots, callers);
  const located = (text: SourceText, root: string, absolute: string): SourceText => ({
    ...text,
    path: path.relative(root, absolute).replaceAll('\\', '/'),
  });
  const { programs: found } = await programs.complete({
    ...request,
    golden: located(request.golden, roots.golden, golden),
    generated: [located(request.generated[0], roots.generated, generated)],
  });
  return found === undefined ? request : { ...request, programs: found };
}

/** Nothing where both are in one folder: whose the other files there are can't be told. */
function callersBeside(bench: Workbench, root: string, golden: string, generated: string): Callers {
  const [folder, other] = [path.dirname(golden), path.dirname(generated)];
  return folder === other ? NO_CALLERS : callersAt(bench, besideFile(root, folder, other));
}

async function asInput<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isSourceFault(error)) throw new InputError((error as Error).message);
    throw error;
  }
}

function isSourceFault(error: unknown): boolean {
  return (error as { code?: string }).code === 'FERN_SOURCE';
}

async function readOrThrow(bench: Workbench, file: { absolute: string; path: string }): Promise<SourceText> {
  const content = await bench.source.read(file.absolute, bench.maxBytes);
  if (!content.ok) throw new InputError(`${file.path}: ${content.reason}`);
  return { path: file.path, text: content.text, hash: bench.source.hash(content.text) };
}

/** How one application came out, told file by file. */
export interface Scored {
  readonly missing: readonly ApplicationFile[];
  readonly extra: readonly string[];
  /** Of the generated application, and pairs that could not be scored. */
  readonly unreadable: readonly Unreadable[];
}

/**
 * Scores all pairs of two applications and hands each to `onPair` as it is done, in no certain order. A pair that
 * can't be scored is told and its golden file missing; when none can, it is the fault of something else.
 * @throws Error the first pair's, when no pair can be scored
 */
export async function scoreApplications<T extends { readonly overall: number }>(
  bench: Workbench,
  golden: GoldenApplication,
  generated: Application,
  onProgress: OnProgress,
  score: (request: PairRequest) => Promise<T>,
  onPair: (golden: ApplicationFile, request: PairRequest, result: T) => void,
  signal?: AbortSignalLike,
): Promise<Scored> {
  onProgress({ phase: 'matching', done: 0, total: 1 });
  const matching = await matchApplications(
    bench,
    golden,
    generated,
    pinnedIndices(bench, golden, generated),
    signal,
  );
  const programs = bench.runs
    ? await createPrograms(bench, { golden: golden.root, generated: generated.root }, golden.callers)
    : null;
  const unreadable: Unreadable[] = [...generated.unreadable];
  const missing = matching.missing.map((index) => golden.files[index]);
  const failures: unknown[] = [];
  let done = 0;
  const step = (): void => onProgress({ phase: 'scoring', done: ++done, total: matching.pairs.length });
  onProgress({ phase: 'scoring', done, total: matching.pairs.length });
  await forEachLimited(matching.pairs, bench.concurrency, signal, async (pair) => {
    const file = golden.files[pair.golden];
    const requests = await readPair(bench, golden, generated, pair);
    if ('reason' in requests) {
      unreadable.push(requests);
      missing.push(file);
    } else {
      try {
        const scored: { request: PairRequest; score: T }[] = [];
        for (const request of requests) {
          const complete = (await programs?.complete(request)) ?? request;
          scored.push({ request, score: await score(complete) });
        }
        const nearest = best(scored);
        onPair(file, nearest.request, nearest.score);
      } catch (error) {
        const reason = faultOfFile(error, signal);
        if (reason === null) throw error;
        if (!isSourceFault(error)) failures.push(error);
        unreadable.push({ path: requests[0].generated[0].path, reason });
        missing.push(file);
      }
    }
    step();
  });
  if (failures.length > 0 && failures.length === matching.pairs.length) throw failures[0];
  return {
    missing: missing.sort((a, b) => compareText(a.path, b.path)),
    extra: matching.extra.map((index) => generated.files[index].path),
    unreadable: unreadable.sort(byPlace),
  };
}

export async function evaluateFolders(
  bench: Workbench,
  goldenRoot: string,
  generatedRoot: string,
  names: { readonly golden: string; readonly generated: string },
  onProgress: OnProgress,
  signal?: AbortSignalLike,
): Promise<EvaluationDocument> {
  const golden = await readGolden(bench, goldenRoot, [generatedRoot], onProgress, signal);
  if (golden.files.length === 0) throw new InputError(noGolden(names.golden, golden));
  const generated = await readApplication(bench, generatedRoot, onProgress, signal);
  const files: FileDocument[] = [];
  const accepted: AcceptedFinding[] = [];
  const ledger = createLedger();
  const { missing, extra, unreadable } = await scoreApplications(
    bench,
    golden,
    generated,
    onProgress,
    (request) => bench.scorer.score(request, signal),
    (file, request, score) => {
      files.push(fileDocument(request, score, file.weight, file.path));
      accepted.push(...acceptedFindings(request, score));
      ledger.note(request.golden.path, score);
    },
    signal,
  );
  files.sort((a, b) => compareText(a.golden, b.golden));
  return evaluationDocument({
    ...names,
    files,
    missing: missing.map((file) => ({ path: file.path, weight: file.weight })),
    extra,
    unreadable: [...golden.unreadable, ...unreadable].sort(byPlace),
    accepted: accepted.sort((a, b) => compareText(a.golden_file, b.golden_file)),
    unusedAccepted: [...ledger.unused(), ...acceptedNowhere(bench, golden)],
  });
}

export function noGolden(name: string, golden: Application): string {
  const bad = golden.unreadable.length;
  const why =
    bad > 0
      ? ` (${bad} files could not be used, the first: ${golden.unreadable[0].path}: ${golden.unreadable[0].reason})`
      : '';
  return `${name}: there is no golden code in this folder${why}. Check the folder and the include and exclude patterns.`;
}

/** The configuration's pairs as indices: golden → generated. */
export function pinnedIndices(
  bench: Workbench,
  golden: Application,
  generated: Application,
): [number, number][] {
  const rows = new Map(golden.files.map((file, index) => [file.absolute, index]));
  const pinned: [number, number][] = [];
  const taken = new Set<number>();
  generated.files.forEach((file, column) => {
    const target = bench.pinned.get(file.absolute);
    const row = target === undefined ? undefined : rows.get(target);
    if (row === undefined || taken.has(row)) return;
    taken.add(row);
    pinned.push([row, column]);
  });
  return pinned;
}

/** One request for each version of the golden file. */
async function readPair(
  bench: Workbench,
  golden: Application,
  generated: Application,
  pair: FilePair,
): Promise<PairRequest[] | Unreadable> {
  const versions = versionsOf(bench, golden.files[pair.golden], golden.root);
  const texts: SourceText[] = [];
  for (const file of [...versions, ...pair.generated.map((index) => generated.files[index])]) {
    const content = await bench.source.read(file.absolute, bench.maxBytes);
    if (!content.ok) return { path: file.path, reason: content.reason };
    texts.push({ path: file.path, text: content.text, hash: bench.source.hash(content.text) });
  }
  const rest = texts.slice(versions.length);
  return versions.map(({ absolute }, index) => ({
    golden: texts[index],
    generated: rest,
    shared: pair.shared,
    ...acceptedOf(bench, absolute),
  }));
}

export interface GoldenApplication extends Application {
  /** What else of it calls one of its files; read when first asked for. */
  readonly callers: Callers;
}

/**
 * The golden application without further versions of its files.
 * @param generated folders of generated code, absolute; none of it is taken for golden code that calls other
 */
export async function readGolden(
  bench: Workbench,
  root: string,
  generated: readonly string[],
  onProgress: OnProgress,
  signal?: AbortSignalLike,
): Promise<GoldenApplication> {
  const leftOut = new Set([...bench.alternatives.values()].flat());
  const application = await readApplication({ ...bench, leftOut }, root, onProgress, signal);
  const apart = [...generated, ...(bench.generatedFolders ?? [])];
  return { ...application, callers: callersAt(bench, inApplication(bench, root, apart)) };
}

/** What the configuration accepts of files that are not there. */
export function acceptedNowhere(bench: Workbench, golden: Application): UnusedAcceptance[] {
  const known = new Set([
    ...golden.files.map(({ absolute }) => absolute),
    ...[...bench.alternatives.values()].flat(),
  ]);
  return acceptedElsewhere(bench.accepted, golden.root, known);
}
