import path from 'node:path';
import type { AbortSignalLike, FileMatching } from '../engine/index.ts';
import { languageOf } from '../engine/index.ts';
import type { AcceptedFinding, EvaluationDocument, FileDocument } from '../protocol/documents.ts';
import { createLedger } from './accepted.ts';
import {
  type Application,
  type ApplicationFile,
  byPlace,
  compareText,
  faultOfFile,
  matchApplications,
  readApplication,
  sizeWeight,
} from './application.ts';
import { besideFile, type Callers, NO_CALLERS } from './callers.ts';
import { acceptedFindings, evaluationDocument, fileDocument } from './documents.ts';
import {
  acceptedNowhere,
  type GoldenApplication,
  noGolden,
  pinnedIndices,
  readGolden,
} from './goldenApplication.ts';
import { forEachLimited } from './limited.ts';
import { acceptedOf, best, isSourceFault, readPair, versionsOf } from './pairs.ts';
import type { OnProgress, PairRequest, SourceText, Unreadable } from './ports.ts';
import { callersAt, commonRoots, createPrograms } from './programs.ts';
import { InputError, type Workbench } from './workbench.ts';

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
  const matching = await pairUp(bench, golden, generated, onProgress, signal);
  const { missing, unreadable, failures } = await scorePairs(
    { bench, golden, generated, onProgress, signal },
    matching.pairs,
    score,
    onPair,
  );
  if (failures.length > 0 && failures.length === matching.pairs.length) throw failures[0];
  return {
    missing: [...matching.missing.map((index) => golden.files[index]), ...missing].sort((a, b) =>
      compareText(a.path, b.path),
    ),
    extra: matching.extra.map((index) => generated.files[index].path),
    unreadable: [...generated.unreadable, ...unreadable].sort(byPlace),
  };
}

/** Who goes with whom in two applications. */
export async function pairUp(
  bench: Workbench,
  golden: GoldenApplication,
  generated: Application,
  onProgress: OnProgress,
  signal?: AbortSignalLike,
): Promise<FileMatching> {
  onProgress({ phase: 'matching', done: 0, total: 1 });
  return matchApplications(bench, golden, generated, pinnedIndices(bench, golden, generated), signal);
}

export interface PairedApplications {
  readonly bench: Workbench;
  readonly golden: GoldenApplication;
  readonly generated: Application;
  readonly onProgress: OnProgress;
  readonly signal?: AbortSignalLike | undefined;
}

/** Scores some pairs of two applications. @returns golden files that got no score, why, and what was not their fault */
export async function scorePairs<T extends { readonly overall: number }>(
  { bench, golden, generated, onProgress, signal }: PairedApplications,
  pairs: FileMatching['pairs'],
  score: (request: PairRequest) => Promise<T>,
  onPair: (golden: ApplicationFile, request: PairRequest, result: T) => void,
): Promise<Pick<Scored, 'missing' | 'unreadable'> & { readonly failures: readonly unknown[] }> {
  const programs = bench.runs
    ? await createPrograms(bench, { golden: golden.root, generated: generated.root }, golden.callers)
    : null;
  const unreadable: Unreadable[] = [];
  const missing: ApplicationFile[] = [];
  const failures: unknown[] = [];
  let done = 0;
  const step = (): void => onProgress({ phase: 'scoring', done: ++done, total: pairs.length });
  onProgress({ phase: 'scoring', done, total: pairs.length });
  await forEachLimited(pairs, bench.concurrency, signal, async (pair) => {
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
  return { missing, unreadable, failures };
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
