import path from 'node:path';
import { compareModels, type Model } from '../app/comparison/compareModels.ts';
import { scoreShare } from '../app/comparison/share.ts';
import type { Configuration } from '../app/configuration/configuration.ts';
import { checkLabelled } from '../app/configuration/text.ts';
import { fromPlain } from '../app/configuration/tree.ts';
import { evaluateFiles, evaluateFolders } from '../app/evaluate.ts';
import { createRun, type KeptRun } from '../app/history/run.ts';
import type { FileSource, OnProgress, Progress } from '../app/ports.ts';
import type { Workbench } from '../app/workbench.ts';
import type { EvaluationDocument } from '../protocol/documents.ts';
import type { Weights } from '../protocol/settings/weights.ts';
import { SETTINGS } from '../protocol/settings.ts';
import { Problem, pointerPart } from './problems.ts';
import type { CompareRequest, EvaluateRequest } from './requests.ts';
import type { Roots } from './roots.ts';
import { type ModelShare, sharesOf } from './shares.ts';
import { sentFiles, singleFiles } from './sources.ts';

/** How far something is, in files. */
export type OnDone = (done: number, total: number) => void;

/** What is scored for whoever asks over HTTP. */
export interface Scoring {
  /** Whether what a request names is there and may be read. @throws Problem */
  check(request: EvaluateRequest | CompareRequest): Promise<void>;
  /** @throws Problem, InputError */
  evaluate(request: EvaluateRequest, signal: AbortSignal, onDone?: OnDone): Promise<EvaluationDocument>;
  /** @throws Problem, InputError */
  compare(request: CompareRequest, signal: AbortSignal, onDone?: OnDone): Promise<KeptRun>;
  /** Shares of a comparison that can be scored apart, each by any process. @throws Problem */
  shares(request: CompareRequest): Promise<readonly ModelShare[]>;
  /** @throws Problem, InputError */
  score(request: CompareRequest, share: ModelShare, signal: AbortSignal, onDone?: OnDone): Promise<void>;
}

export interface ScoringParts {
  readonly files: FileSource;
  readonly now: () => number;
  /** As it is at the moment. */
  readonly configuration: () => Configuration;
  readonly roots: Roots;
  workbench(configuration: Configuration, source: FileSource): Workbench;
}

export function createScoring({ files, now, configuration, roots, workbench }: ScoringParts): Scoring {
  const benchFor = (weights: EvaluateRequest['weights'], source: FileSource = files): Workbench =>
    workbench(
      weights === undefined ? configuration() : { ...configuration(), weights: readWeights(weights) },
      source,
    );

  async function findFiles(request: EvaluateRequest) {
    const { golden_path, generated_path, evaluation_type: type = 'file' } = request;
    const { golden_content: golden, generated_content: generated } = request;
    const [sent, named] = [golden ?? generated, golden_path ?? generated_path];
    if (golden_path === undefined || generated_path === undefined || sent !== undefined) {
      const pointer =
        sent === undefined && named !== undefined ? missing(golden_path, 'path') : missing(golden, 'content');
      throw new Problem(
        400,
        'Send golden_path and generated_path, or golden_content and generated_content.',
        { pointer },
      );
    }
    const kind = type === 'file' ? 'file' : 'folder';
    const [left, right] = await Promise.all([
      roots.find(golden_path, kind, '/golden_path'),
      roots.find(generated_path, kind, '/generated_path'),
    ]);
    return { kind, left, right } as const;
  }

  async function findModels({ golden_standard, models, evaluation_type: type = 'app' }: CompareRequest) {
    const kind = type === 'file' ? 'file' : 'folder';
    const golden = await roots.find(golden_standard, kind, '/golden_standard');
    const found = await Promise.all(
      Object.entries(models).map(
        async ([name, place]): Promise<Model> => ({
          name,
          folder: await roots.find(place, kind, `/models/${pointerPart(name)}`),
        }),
      ),
    );
    return { kind, golden, models: found } as const;
  }

  const benchOf = ({ weights, evaluation_type: type }: CompareRequest): Workbench =>
    benchFor(weights, type === 'file' ? singleFiles(files) : files);

  return {
    async check(request) {
      if (request.weights !== undefined) readWeights(request.weights);
      if ('models' in request) await findModels(request);
      else if (!isSent(request)) await findFiles(request);
    },

    async evaluate(request, signal, onDone) {
      const { weights } = request;
      if (isSent(request)) return evaluateSent(benchFor, files, request, signal);
      const { kind, left, right } = await findFiles(request);
      const names = { golden: path.basename(left), generated: path.basename(right) };
      const bench = benchFor(weights);
      return kind === 'file'
        ? evaluateFiles(
            bench,
            { absolute: left, path: names.golden },
            { absolute: right, path: names.generated },
            signal,
          )
        : evaluateFolders(bench, left, right, names, inFiles(onDone), signal);
    },

    async compare(request, signal, onDone) {
      const { golden, models } = await findModels(request);
      const bench = benchOf(request);
      const document = await compareModels(
        bench,
        golden,
        path.basename(golden),
        models,
        now,
        inFiles(onDone, models),
        signal,
      );
      const run = createRun({ document, name: null, created: new Date(), golden, hash: bench.hash });
      return { ...run, golden: request.golden_standard };
    },

    async shares(request) {
      const { golden, models } = await findModels(request);
      const bench = benchOf(request);
      const { files: listed } = await bench.source.list(golden, bench);
      return sharesOf(
        models.map(({ name }) => name),
        listed.length,
      );
    },

    async score(request, { model, from, count }, signal, onDone) {
      const { golden, models } = await findModels(request);
      const folders = models.map(({ folder }) => folder);
      const folder = models.find(({ name }) => name === model)?.folder;
      if (folder === undefined) throw new Problem(422, `There is no model ${model} in the request.`);
      await scoreShare(benchOf(request), { golden, folders, folder, from, count }, inFiles(onDone), signal);
    },
  };
}

/** Code that came along, as two files that are nowhere. */
function evaluateSent(
  benchFor: (weights: EvaluateRequest['weights'], source: FileSource) => Workbench,
  files: FileSource,
  { golden_content: golden, generated_content: generated, language = 'ts', weights }: SentRequest,
  signal: AbortSignal,
): Promise<EvaluationDocument> {
  const [left, right] = [`/sent/golden/code.${language}`, `/sent/generated/code.${language}`];
  const source = sentFiles(
    files,
    new Map([
      [left, golden],
      [right, generated],
    ]),
  );
  return evaluateFiles(
    benchFor(weights, source),
    { absolute: left, path: `golden.${language}` },
    { absolute: right, path: `generated.${language}` },
    signal,
  );
}

type SentRequest = EvaluateRequest & {
  readonly golden_content: string;
  readonly generated_content: string;
};

const isSent = (request: EvaluateRequest): request is SentRequest =>
  request.golden_content !== undefined &&
  request.generated_content !== undefined &&
  request.golden_path === undefined &&
  request.generated_path === undefined;

/** Files that are scored, of all models where there are several; reading and matching take little. */
function inFiles(onDone: OnDone = () => {}, models: readonly Model[] = []): OnProgress {
  const places = new Map(models.map(({ name }, index) => [name, index]));
  return ({ phase, model, done, total }: Progress) => {
    if (phase !== 'scoring') return;
    const before = (places.get(model ?? '') ?? 0) * total;
    onDone(before + done, Math.max(1, models.length) * total);
  };
}

/** Which of both sides a request lacks. */
const missing = (golden: string | undefined, what: string): string =>
  golden === undefined ? `/golden_${what}` : `/generated_${what}`;

const WEIGHTS = SETTINGS.find(({ key }) => key === 'weights');

/** @throws Problem naming what is wrong with them */
function readWeights(weights: Exclude<EvaluateRequest['weights'], undefined>): Weights {
  if (WEIGHTS === undefined) throw new Error('There is no setting for weights.');
  const read = checkLabelled(WEIGHTS, fromPlain(weights), '/weights');
  if (!read.ok) throw new Problem(400, read.messages.join(' '), { pointer: '/weights' });
  return read.value as Weights;
}
