import { basename, dirname } from 'node:path';
import { keepRun } from '../../app/history/history.ts';
import { createRun } from '../../app/history/run.ts';
import { hostOf } from '../../protocol/addresses.ts';
import type { ComparisonDocument } from '../../protocol/documents.ts';
import type { Host } from '../host.ts';
import type { Project } from '../projects/project.ts';
import type { Session } from '../session.ts';
import { CommandError, type Handler, objectArgument, pathArgument, usable } from './command.ts';
import { compareHere } from './compareHere.ts';
import { compareThere } from './compareThere.ts';

/** Ranks a configuration's models, by the service that is set for it or by this machine. */
export const compare: Handler = async (session, [config, how], reporter) => {
  const project = await projectFor(session, config);
  const isHere = how !== undefined && how !== null && objectArgument(how).here === true;
  const service = isHere ? null : project.service;
  const { configPath, key } = project;
  const name = basename(configPath === null ? key : dirname(configPath));
  const by = service === null ? '' : ` on ${hostOf(service.url)}`;
  reporter.begin(`Fern: comparing the models of ${name}${by}`);
  try {
    const document =
      service === null
        ? await compareHere(session, project, reporter)
        : await compareThere(session, project, service, reporter);
    return keep(session.host, project, document, (message) => session.client.log('warn', message));
  } finally {
    reporter.done();
  }
};

async function projectFor({ projects }: Session, config: unknown): Promise<Project> {
  const opened = await projects.all();
  const wanted = config === undefined || config === null ? null : pathArgument(config, 'The configuration');
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
  return usable(chosen[0]);
}

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
