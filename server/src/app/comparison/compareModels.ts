import type { AbortSignalLike } from '../../engine/index.ts';
import type { AcceptedFinding, ComparisonDocument } from '../../protocol/documents.ts';
import { type AcceptanceLedger, createLedger } from '../accepted.ts';
import { applicationHash, compareText, readApplication } from '../application.ts';
import { acceptedFindings } from '../documents.ts';
import { scoreApplications } from '../evaluate.ts';
import { acceptedNowhere, type GoldenApplication, noGolden, readGolden } from '../goldenApplication.ts';
import type { OnProgress, PairRequest, Unreadable } from '../ports.ts';
import type { ScoreOnly } from '../scorer.ts';
import { InputError, type Workbench } from '../workbench.ts';
import { applicationsOf } from './applications.ts';
import { comparisonDocument } from './document.ts';
import { type Cell, cellOf, modelResult, type Sample, samplesOf } from './result.ts';

export interface Model {
  readonly name: string;
  readonly folder: string;
}

/** Hears of a comparison as it goes on. */
export interface Observer {
  /** The golden files are known; their paths. */
  opened?(golden: readonly string[]): void;
  /** Told of each pair as it is done, in no certain order. */
  scored?(told: {
    readonly model: string;
    /** Path of the golden file. */
    readonly golden: string;
    readonly request: PairRequest;
    readonly score: ScoreOnly;
  }): void;
}

/**
 * Scores several models against the same golden code and ranks them by mean. Models named `NAME/1`, `NAME/2` are
 * samples of one model, `NAME`.
 * @param now a clock in milliseconds, for `evaluation_time_seconds` only.
 * @throws InputError when there is no golden code, or a model is named twice.
 */
export async function compareModels(
  bench: Workbench,
  goldenRoot: string,
  goldenName: string,
  models: readonly Model[],
  now: () => number,
  onProgress: OnProgress,
  signal?: AbortSignalLike,
  observer: Observer = {},
): Promise<ComparisonDocument> {
  const names = new Set<string>();
  for (const { name } of models) {
    if (names.has(name))
      throw new InputError(`The model ${name} is named twice; give each model a name of its own.`);
    names.add(name);
  }
  if (models.length === 0)
    throw new InputError('No model to compare: name one with --model NAME=DIR or in fern.config.json.');
  const started = now();
  const golden = await readGolden(
    bench,
    goldenRoot,
    models.map(({ folder }) => folder),
    onProgress,
    signal,
  );
  if (golden.files.length === 0) throw new InputError(noGolden(goldenName, golden));
  observer.opened?.(golden.files.map(({ path }) => path));
  const unreadable: ComparisonDocument['unreadable'] = golden.unreadable.map((entry) => ({
    model: null,
    ...entry,
  }));
  const samples = new Map<string, Sample>();
  const ledger = createLedger();
  for (const model of models) {
    const told: OnProgress = (progress) => onProgress({ ...progress, model: model.name });
    const { sample, bad } = await scoreModel(bench, golden, model, ledger, told, observer, signal);
    samples.set(model.name, sample);
    unreadable.push(...bad.map((entry) => ({ model: model.name, ...entry })));
  }
  const results = [...samplesOf(models)].map(([name, group]) =>
    modelResult(
      name,
      group.map((model) => samples.get(model.name) as Sample),
    ),
  );
  return comparisonDocument({
    bench,
    golden,
    applications: await applicationsOf(bench.source, golden),
    results,
    unreadable,
    unused: [...ledger.unused(), ...acceptedNowhere(bench, golden)],
    seconds: () => (now() - started) / 1000,
    signal,
  });
}

async function scoreModel(
  bench: Workbench,
  golden: GoldenApplication,
  model: Model,
  ledger: AcceptanceLedger,
  onProgress: OnProgress,
  observer: Observer,
  signal?: AbortSignalLike,
): Promise<{ sample: Sample; bad: readonly Unreadable[] }> {
  const generated = await readApplication(bench, model.folder, onProgress, signal);
  const row = new Map(golden.files.map((file, index) => [file.path, index]));
  const cells: (Cell | null)[] = golden.files.map(() => null);
  const accepted: AcceptedFinding[] = [];
  const { extra, unreadable } = await scoreApplications(
    bench,
    golden,
    generated,
    onProgress,
    (request) => bench.scorer.scoreOnly(request, signal),
    (file, request, score) => {
      accepted.push(...acceptedFindings(request, score));
      ledger.note(request.golden.path, score);
      observer.scored?.({ model: model.name, golden: file.path, request, score });
      cells[row.get(file.path) as number] = cellOf(request.generated[0].path, score);
    },
    signal,
  );
  accepted.sort((a, b) => compareText(a.golden_file, b.golden_file));
  const hash = applicationHash(generated, bench.hash);
  return {
    sample: { name: model.name, cells, extra: extra.length, hash, accepted },
    bad: unreadable,
  };
}
