import { changesBetween } from '../app/history/changes.ts';
import { findRun, historyOf } from '../app/history/history.ts';
import { ownerOf } from '../app/samples.ts';
import type { Place } from '../protocol/documents.ts';
import type { CellParams, ChangesParams, DiffArguments, RunParams } from '../protocol/editor.ts';
import type { ChangesDocument, HistoryEntry } from '../protocol/history.ts';
import { scoreClosed } from './closed.ts';
import { CommandError, pathArgument, usable } from './commands/command.ts';
import type { Project } from './projects/project.ts';
import type { Session } from './session.ts';

/** What a leaderboard asks of a comparison that was made. */

/** Earlier runs of the same project. @throws CommandError, InputError with one sentence for the user */
export async function history(session: Session, { config, run }: RunParams): Promise<HistoryEntry[]> {
  const { configuration } = await projectFor(session, config);
  const runs = session.host.openRuns(configuration);
  const warn = warner(session);
  return historyOf(runs, findRun(runs, run, warn), warn);
}

/** What has changed from one kept run to another. @throws CommandError, InputError with one sentence for the user */
export async function changes(
  session: Session,
  { config, before, run }: ChangesParams,
): Promise<ChangesDocument> {
  const { configuration } = await projectFor(session, config);
  const runs = session.host.openRuns(configuration);
  const [earlier, later] = [before, run].map((id) => findRun(runs, id, warner(session)));
  return changesBetween(earlier.document, later.document);
}

/**
 * Where golden and generated code are of a score, and the place that costs most.
 * @throws CommandError where there is no counterpart any more
 */
export async function placeOf(
  session: Session,
  { config, model, golden }: CellParams,
  signal?: AbortSignal,
): Promise<DiffArguments> {
  const project = await projectFor(session, config);
  const snapshot = project.snapshot();
  const { files } = await snapshot.golden();
  const row = files.findIndex(({ path }) => path === golden);
  const folders = project.configuration.models.filter(
    ({ name }) => name === model || ownerOf(name) === model,
  );
  if (row < 0 || folders.length === 0)
    throw new CommandError(`${golden} of ${model} is not there any more; compare again.`);
  for (const { name } of folders) {
    const { application, matching } = await snapshot.model(name);
    const pair = matching.pairs.find((each) => each.golden === row);
    if (pair === undefined) continue;
    const { documents } = session;
    const generated = documents.uriOf(application.files[pair.generated[0]].absolute);
    const found = await dearestPlace(session, generated, golden, signal);
    return {
      golden: documents.uriOf(files[row].absolute),
      generated,
      title: `${golden} ↔ ${name}`,
      ...(found?.generated ? { range: found.generated.range } : {}),
      ...(found?.golden ? { goldenRange: found.golden.range } : {}),
    };
  }
  throw new CommandError(`${model} has no counterpart of ${golden}.`);
}

/** Of the findings that have a place, that of the one that costs most. */
async function dearestPlace(
  session: Session,
  generated: string,
  golden: string,
  signal?: AbortSignal,
): Promise<{ generated: Place | null; golden: Place | null } | null> {
  const known = await session.idle.during(() => scoreClosed(generated, session, signal));
  if (known.result.kind !== 'generated') return null;
  const file = known.result.files.find(({ path }) => path === golden);
  const located = file?.document.findings.filter((finding) => finding.generated ?? finding.golden) ?? [];
  return located.toSorted((a, b) => b.points - a.points)[0] ?? null;
}

async function projectFor({ projects }: Session, config: string | null): Promise<Project> {
  const opened = await projects.all();
  const wanted = config === null ? null : pathArgument(config, 'The configuration');
  const found = opened.find((each) => {
    const { key, configPath } = 'fault' in each ? each.fault : each.project;
    return wanted === null ? configPath === null : key === wanted;
  });
  if (found === undefined)
    throw new CommandError('The configuration of this comparison is not there any more.');
  return usable(found);
}

function warner({ client }: Session): (message: string) => void {
  return (message) => client.log('warn', message);
}
