import path from 'node:path';
import { compareModels } from '../app/comparison/compareModels.ts';
import type { Configuration } from '../app/configuration/configuration.ts';
import { checkLabelled } from '../app/configuration/text.ts';
import { fromPlain } from '../app/configuration/tree.ts';
import { evaluateFiles, evaluateFolders } from '../app/evaluate.ts';
import { keepRun, listRuns } from '../app/history/history.ts';
import { createRun, parseRun, type RunSummary } from '../app/history/run.ts';
import type { FileSource } from '../app/ports.ts';
import type { Workbench } from '../app/workbench.ts';
import type { ComparisonDocument, EvaluationDocument } from '../protocol/documents.ts';
import type { Weights } from '../protocol/settings/weights.ts';
import { SETTINGS } from '../protocol/settings.ts';
import type { Host } from './host.ts';
import { Problem, pointerPart } from './problems.ts';
import type { Roots } from './roots.ts';
import type { CompareRequest, EvaluateRequest } from './schemas.ts';
import { sentFiles, singleFiles } from './sources.ts';

/** What the service does, without HTTP. */
export interface Service {
  /** @throws Problem, InputError */
  evaluate(request: EvaluateRequest, signal: AbortSignal): Promise<EvaluationDocument>;
  /** @throws Problem, InputError */
  compare(request: CompareRequest, signal: AbortSignal): Promise<ComparisonDocument>;
  /** Kept comparisons, newest first. */
  runs(): readonly RunSummary[];
  /** @throws Problem 404 */
  run(id: string): ComparisonDocument;
}

const RUN_ID = /^[0-9a-f]{12}$/;

const silent = (): void => {};

export function createService(host: Host, configuration: Configuration, roots: Roots): Service {
  const benchFor = (weights: EvaluateRequest['weights'], source: FileSource = host.files): Workbench =>
    host.workbench(
      weights === undefined ? configuration : { ...configuration, weights: readWeights(weights) },
      source,
    );

  return {
    async evaluate(request, signal) {
      const { golden_content: golden, generated_content: generated, language = 'ts', weights } = request;
      if (
        golden !== undefined &&
        generated !== undefined &&
        request.golden_path === undefined &&
        request.generated_path === undefined
      ) {
        const [left, right] = [`/sent/golden/code.${language}`, `/sent/generated/code.${language}`];
        const source = sentFiles(
          host.files,
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
      const { golden_path, generated_path, evaluation_type: type = 'file' } = request;
      const [sent, named] = [golden ?? generated, golden_path ?? generated_path];
      if (golden_path === undefined || generated_path === undefined || sent !== undefined) {
        const pointer =
          sent === undefined && named !== undefined
            ? missing(golden_path, 'path')
            : missing(golden, 'content');
        throw new Problem(
          400,
          'Send golden_path and generated_path, or golden_content and generated_content.',
          {
            pointer,
          },
        );
      }
      const kind = type === 'file' ? 'file' : 'folder';
      const [left, right] = await Promise.all([
        roots.find(golden_path, kind, '/golden_path'),
        roots.find(generated_path, kind, '/generated_path'),
      ]);
      const names = { golden: path.basename(left), generated: path.basename(right) };
      const bench = benchFor(weights);
      return kind === 'file'
        ? evaluateFiles(
            bench,
            { absolute: left, path: names.golden },
            { absolute: right, path: names.generated },
            signal,
          )
        : evaluateFolders(bench, left, right, names, silent, signal);
    },

    async compare({ golden_standard, models, evaluation_type: type = 'app', weights }, signal) {
      const kind = type === 'file' ? 'file' : 'folder';
      const golden = await roots.find(golden_standard, kind, '/golden_standard');
      const found = await Promise.all(
        Object.entries(models).map(async ([name, place]) => ({
          name,
          folder: await roots.find(place, kind, `/models/${pointerPart(name)}`),
        })),
      );
      const bench = benchFor(weights, kind === 'file' ? singleFiles(host.files) : host.files);
      const document = await compareModels(
        bench,
        golden,
        path.basename(golden),
        found,
        host.now,
        silent,
        signal,
      );
      const created = new Date();
      const run = createRun({ document, name: null, created, golden, hash: bench.hash });
      if (host.runs !== null) keepRun(host.runs, run, created.getTime(), silent);
      return run.document;
    },

    runs: () => (host.runs === null ? [] : listRuns(host.runs, silent)),

    run(id) {
      const text = host.runs === null || !RUN_ID.test(id) ? null : host.runs.read(id);
      if (text === null)
        throw new Problem(404, 'There is no such run; GET /runs lists those that there are.');
      return parseRun(text, 'The run').document;
    },
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
