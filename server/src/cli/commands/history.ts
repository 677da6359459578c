import { resolve } from 'node:path';
import { changesBetween } from '../../app/history/changes.ts';
import { findRun, historyOf, keepRun, listRuns, type RunFolder } from '../../app/history/history.ts';
import { type KeptRun, parseRun } from '../../app/history/run.ts';
import { configure } from '../configure.ts';
import { deliver, print, reportOptions, write } from '../deliver.ts';
import { EXIT, type Run, UsageError } from '../host.ts';
import { changesLines } from '../reporters/table/changes.ts';
import { historyLines } from '../reporters/table/history.ts';
import { penOf } from '../reporters/table/layout.ts';
import { plain } from '../reporters/text.ts';

/** `fern history list`: kept comparisons, newest first. */
export async function historyList(run: Run): Promise<number> {
  const { runs, configuration } = await open(run);
  const listed = runs().map(({ id, name, created, engine_version, models, files, verdict, statement }) => ({
    id,
    name,
    created,
    engine_version,
    models,
    files,
    verdict,
    statement,
  }));
  const text =
    run.flags.format === 'json'
      ? `${JSON.stringify({ schema_version: 1, runs: listed }, null, 2)}\n`
      : `${historyLines(listed, penOf(reportOptions(run, configuration))).join('\n')}\n`;
  print(run, text);
  return EXIT.done;
}

/** `fern history show RUN`: a kept comparison, in any format of `fern compare`. */
export async function historyShow(run: Run): Promise<number> {
  const { folder, find, configuration, warn } = await open(run);
  const found = find(run.positionals[0]);
  const history = historyOf(folder, found, warn);
  return deliver(run, configuration, { kind: 'comparison', document: found.document, history });
}

/** `fern history diff RUN RUN`: what changed from the first to the second. */
export async function historyDiff(run: Run): Promise<number> {
  const { find, configuration } = await open(run);
  const [before, after] = run.positionals.map(find);
  const changes = changesBetween(before.document, after.document);
  const text =
    run.flags.format === 'json'
      ? `${JSON.stringify({ schema_version: 1, before: before.id, after: after.id, ...changes }, null, 2)}\n`
      : `${changesLines(changes, penOf(reportOptions(run, configuration))).join('\n')}\n`;
  print(run, text);
  return EXIT.done;
}

export async function historyDelete(run: Run): Promise<number> {
  const { find, folder } = await open(run);
  const { id } = find(run.positionals[0]);
  folder.remove(id);
  if (!run.flags.quiet) run.host.err(`Deleted the run ${id}.\n`);
  return EXIT.done;
}

/** `fern history export RUN FILE`: a run as one file, for another machine. */
export async function historyExport(run: Run): Promise<number> {
  const { find } = await open(run);
  const found = find(run.positionals[0]);
  write(run, run.positionals[1], `${JSON.stringify(found)}\n`);
  return EXIT.done;
}

/** `fern history import FILE`: keeps a run that was exported. */
export async function historyImport(run: Run): Promise<number> {
  const { folder, warn } = await open(run);
  const imported = await runFile(run, run.positionals[0]);
  if (imported === null) throw new UsageError(`${run.positionals[0]} is not there.`);
  keepRun(folder, imported, Date.now(), warn);
  if (!run.flags.quiet)
    run.host.err(
      `Kept the run ${imported.id}${imported.name === null ? '' : ` (${plain(imported.name)})`}.\n`,
    );
  return EXIT.done;
}

/** An exported run; null when there is no such file. @throws InputError for a file that is no run */
export async function runFile({ host }: Run, given: string): Promise<KeptRun | null> {
  const path = resolve(host.cwd, given);
  if (host.files.kind(path) !== 'file') return null;
  return parseRun((await host.files.readText(path)) ?? '', given);
}

async function open(run: Run) {
  const { configuration } = await configure(run);
  const folder: RunFolder = run.host.openRuns(configuration);
  const warn = (message: string): void => run.host.err(`fern: ${plain(message)}\n`);
  return {
    configuration,
    folder,
    warn,
    runs: () => listRuns(folder, warn),
    find: (wanted: string) => findRun(folder, wanted, warn),
  };
}
