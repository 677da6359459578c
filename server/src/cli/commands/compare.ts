import { relative } from 'node:path';
import { compareModels } from '../../app/compare.ts';
import { configure } from '../configure.ts';
import { deliver } from '../deliver.ts';
import { type Run, UsageError } from '../host.ts';
import { requireFolder } from './evaluate.ts';
import { withWorkbench } from './workbench.ts';

/** `fern compare`: ranks models against the same golden code. */
export async function compare(run: Run): Promise<number> {
  const { configuration } = await configure(run);
  const { golden, models } = configuration;
  if (golden === null || models.length === 0) {
    const lacks = golden === null ? 'where the golden code is' : 'which models to compare';
    throw new UsageError(
      `Fern does not know ${lacks}: give --golden DIR and --model NAME=DIR, or run \`fern init\` to write fern.config.json.`,
    );
  }
  const name = relative(run.host.cwd, golden) || '.';
  requireFolder(run, name, golden);
  for (const model of models)
    requireFolder(run, `${model.name} (${relative(run.host.cwd, model.folder)})`, model.folder);
  const document = await withWorkbench(run, configuration, ({ bench, onProgress }) =>
    compareModels(bench, golden, name, models, run.host.now, onProgress, run.host.signal),
  );
  return deliver(run, configuration, { kind: 'comparison', document });
}
