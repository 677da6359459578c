import { basename, dirname } from 'node:path';
import { compareModels } from '../../app/comparison/compareModels.ts';
import { keepRun } from '../../app/history/history.ts';
import { createRun } from '../../app/history/run.ts';
import type { Progress } from '../../app/ports.ts';
import type { ComparisonDocument } from '../../protocol/documents.ts';
import { count } from '../../protocol/figures.ts';
import type { Host } from '../host.ts';
import { createLiveFeed } from '../liveFeed.ts';
import type { Project } from '../projects/project.ts';
import { CommandError, type Handler, pathArgument, usable } from './command.ts';

/** Ranks a configuration's models; results are in the overview as they come. */
export const compare: Handler = async (session, [config], reporter) => {
  const { host, projects, scores, client, documents, views } = session;
  const opened = await projects.all();
  const wanted = config === undefined ? null : pathArgument(config, 'The configuration');
  const chosen =
    wanted === null
      ? opened
      : opened.filter((each) => ('fault' in each ? each.fault.key : each.project.key) === wanted);
  if (chosen.length === 0) {
    throw new CommandError(
      'There is no fern.config.json that says where golden and generated code are; the command Set Up Fern writes one.',
    );
  }
  if (chosen.length > 1)
    throw new CommandError('There are several configurations; name the one whose models are compared.');
  const project = usable(chosen[0]);
  const { golden, bench, configuration, configPath, key } = project;
  const started = performance.now();
  const models = configuration.models.map(({ name }) => name);
  reporter.begin(
    `Fern: comparing the models of ${basename(configPath === null ? key : dirname(configPath))}`,
  );
  const progress = createProgress(models, started);
  const live = createLiveFeed(configPath === null ? null : documents.uriOf(configPath), (update) => {
    if (views()) client.live(update);
  });
  try {
    const document = await compareModels(
      bench,
      golden,
      basename(golden),
      configuration.models,
      () => performance.now(),
      (step) => {
        const { message, percentage } = progress(step);
        reporter.report(message, percentage);
      },
      reporter.signal,
      {
        opened: (paths) => live.opened(models, paths),
        scored: ({ model, golden: path, request, score }) => {
          scores.note(project, model, path, request, score);
          live.scored(model, path, score.overall);
          client.changed();
        },
      },
    );
    return keep(host, project, document, (message) => client.log('warn', message));
  } finally {
    live.end();
    reporter.done();
  }
};

/** A comparison that can't be kept is shown all the same. */
function keep(
  host: Host,
  { bench, configuration, golden }: Project,
  document: ComparisonDocument,
  warn: (message: string) => void,
): ComparisonDocument {
  const created = new Date();
  const run = createRun({ document, name: null, created, golden, hash: bench.hash });
  try {
    if (configuration.cache.enabled) keepRun(host.openRuns(configuration), run, created.getTime(), warn);
  } catch (error) {
    warn(`The comparison could not be kept: ${(error as Error).message}`);
  }
  return run.document;
}

const PHASES = { reading: 'reading', matching: 'matching', scoring: 'scoring' } as const;

/** Says how far a comparison is: files per second, and the time left when that can be told. */
export function createProgress(
  models: readonly string[],
  started: number,
  now: () => number = () => performance.now(),
): (step: Progress) => { message: string; percentage: number } {
  let before = 0;
  let model: string | undefined;
  let inModel = 0;
  return (step) => {
    if (step.model !== model) {
      before += inModel;
      inModel = 0;
      model = step.model;
    }
    if (step.phase === 'scoring') inModel = step.done;
    const index = Math.max(0, models.indexOf(step.model ?? ''));
    const share = step.phase === 'scoring' && step.total > 0 ? step.done / step.total : 0;
    const percentage = Math.floor((100 * (index + share)) / Math.max(1, models.length));
    const seconds = (now() - started) / 1000;
    const done = before + inModel;
    const rate =
      done === 0 || seconds < 1 ? '' : `, ${(done / seconds).toFixed(done / seconds < 10 ? 1 : 0)} files/s`;
    const left =
      percentage >= 5 && seconds >= 2
        ? `, about ${duration((seconds * (100 - percentage)) / percentage)} left`
        : '';
    const what = step.model === undefined ? 'golden code' : step.model;
    const files = step.phase === 'matching' ? '' : ` ${step.done} of ${count(step.total, 'file')}`;
    return { message: `${what}: ${PHASES[step.phase]}${files}${rate}${left}`, percentage };
  };
}

function duration(seconds: number): string {
  return seconds < 60 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}
