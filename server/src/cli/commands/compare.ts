import { relative } from 'node:path';
import { compareModels } from '../../app/comparison/compareModels.ts';
import type { Configuration } from '../../app/configuration/configuration.ts';
import { configurationDocument } from '../../app/configuration/show.ts';
import { changesBetween, regressionsIn } from '../../app/history/changes.ts';
import { findRun, historyOf, keepRun } from '../../app/history/history.ts';
import { createRun, type KeptRun } from '../../app/history/run.ts';
import type { ComparisonDocument } from '../../protocol/documents.ts';
import { count, score } from '../../protocol/figures.ts';
import { compareOnServer } from '../../remote/compareOnServer.ts';
import { differs } from '../../remote/differs.ts';
import type { Words } from '../../remote/remoteError.ts';
import { configure } from '../configure.ts';
import { deliver, reportOptions } from '../deliver.ts';
import { EXIT, type Run, UsageError } from '../host.ts';
import { changesLines } from '../reporters/table/changes.ts';
import { penOf } from '../reporters/table/layout.ts';
import { plain } from '../reporters/text.ts';
import { requireFolder } from './evaluate.ts';
import { runFile } from './history.ts';
import { withWorkbench } from './workbench.ts';

const WORDS: Words = {
  address: '--server, FERN_SERVER',
  key: 'the key of FERN_SERVER_KEY',
  toHaveKey: 'set FERN_SERVER_KEY',
};

/** `fern compare`: ranks models against the same golden code. */
export async function compare(run: Run): Promise<number> {
  const resolved = await configure(run);
  const { configuration } = resolved;
  const { golden, models, remote, weights, root } = configuration;
  if (golden === null || models.length === 0) {
    const lacks = golden === null ? 'where the golden code is' : 'which models to compare';
    throw new UsageError(
      `Fern does not know ${lacks}: give --golden DIR and --model NAME=DIR, or run \`fern init\` to write fern.config.json.`,
    );
  }
  const name = relative(run.host.cwd, golden) || '.';
  if (remote === null) requireFolders(run, name, golden, models);
  // Before hours of work, not after them.
  const baseline = await baselineOf(run, configuration);
  const { document, hash, doubt } = await withWorkbench(run, configuration, async ({ bench, onProgress }) => {
    const { hash, settingsHash } = bench;
    if (remote === null) {
      const { now, signal } = run.host;
      const document = await compareModels(bench, golden, name, models, now, onProgress, signal);
      return { document, hash, doubt: null };
    }
    const { fetch, signal } = run.host;
    const reach = { fetch, signal, words: WORDS };
    const answered = await compareOnServer(reach, remote, { golden, models, weights, root }, onProgress);
    const { settings } = configurationDocument(resolved);
    return { document: answered.document, hash, doubt: differs(answered, { settings, hash: settingsHash }) };
  });
  if (doubt !== null) warner(run)(doubt);
  const created = createRun({ document, name: run.flags.name, created: new Date(), golden, hash });
  const isKept = keep(run, configuration, created);
  const shown = created.document;
  const history = isKept ? historyOf(run.host.openRuns(configuration), created, warner(run)) : [];
  const code = deliver(run, configuration, { kind: 'comparison', document: shown, history });
  return Math.max(code, baseline === null ? EXIT.done : held(run, configuration, baseline, shown));
}

function requireFolders(run: Run, name: string, golden: string, models: Configuration['models']): void {
  requireFolder(run, name, golden);
  for (const model of models)
    requireFolder(run, `${model.name} (${relative(run.host.cwd, model.folder)})`, model.folder);
}

async function baselineOf(run: Run, configuration: Configuration): Promise<KeptRun | null> {
  const { baseline } = run.flags;
  if (baseline === null) return null;
  const exported = await runFile(run, baseline);
  return exported ?? findRun(run.host.openRuns(configuration), baseline, warner(run));
}

/** A comparison that can't be kept is shown all the same. @returns whether it is kept */
function keep(run: Run, configuration: Configuration, kept: KeptRun): boolean {
  if (!configuration.cache.enabled && kept.name === null) return false;
  try {
    keepRun(run.host.openRuns(configuration), kept, Date.now(), warner(run));
    return true;
  } catch (error) {
    warner(run)(`The comparison could not be kept: ${(error as Error).message}.`);
    return false;
  }
}

/** Tells what changed since the baseline; answers the exit code of the gate. */
function held(
  run: Run,
  configuration: Configuration,
  { id, name, document: before }: KeptRun,
  document: ComparisonDocument,
): number {
  const { host, flags } = run;
  const changes = changesBetween(before, document);
  const label = plain(name ?? id);
  if (!flags.quiet) {
    const pen = penOf({ ...reportOptions(run, configuration), color: false });
    host.err(`Since ${label}:\n${changesLines(changes, pen).join('\n')}`);
  }
  if (flags.failOn === null) return EXIT.done;
  if (changes.not_comparable !== null)
    throw new UsageError(
      `${label} is no baseline for this comparison: ${changes.not_comparable}. Keep a new one: fern compare --name ${label}`,
    );
  const { margin } = configuration;
  const { files, models } = regressionsIn(changes, margin);
  if (files.length === 0 && models.length === 0) return EXIT.done;
  for (const { model, golden, before: was, after, difference } of files)
    host.err(
      `fern: ${plain(model)}: ${plain(golden)} fell by ${(-difference).toFixed(3)}, from ${score(was)} to ${score(after)}\n`,
    );
  for (const { model, before: was, after, difference } of models)
    host.err(
      `fern: ${plain(model)} fell by ${(-difference).toFixed(3)}, from ${score(was)} to ${score(after)}\n`,
    );
  const fallen = [count(files.length, 'file'), count(models.length, 'model')].filter(
    (text) => !text.startsWith('0 '),
  );
  host.err(
    `fern: ${fallen.join(' and ')} fell by more than ${margin} since ${label} (--fail-on regression).\n`,
  );
  return EXIT.gate;
}

function warner({ host, flags }: Run): (message: string) => void {
  return (message) => {
    if (!flags.quiet) host.err(`fern: ${plain(message)}\n`);
  };
}
