import { join } from 'node:path';
import { faultOfFile } from '../app/application.ts';
import { best, readPair } from '../app/pairs.ts';
import type { PairRequest } from '../app/ports.ts';
import type { ScoreOnly } from '../app/scorer.ts';
import type { FilePair } from '../engine/index.ts';
import type { ModelStanding } from '../protocol/editor.ts';
import { completed, type Sides } from './completed.ts';
import { evaluateGenerated } from './evaluateGenerated.ts';
import type { Project } from './projects/project.ts';
import { reasonToSkip } from './skip.ts';
import type { Run, Subject } from './subject.ts';
import { uriOf } from './uris.ts';

/**
 * Scores a document against its counterpart: what the sources say first, what they do when that is known. Scores are
 * those of the command line: same bytes, same numbers.
 * @throws AbortError when the signal fires
 */
export async function evaluateSubject(subject: Subject, run: Run): Promise<void> {
  const { project, place, path, text } = subject;
  const config = project.configPath;
  const skip = reasonToSkip(text);
  if (skip !== null) return run.emit({ kind: 'skipped', config, reason: skip });
  if (place.role === 'golden') return evaluateGolden(subject, run);
  const found = await project.snapshot().pairsOf(place.model, path);
  if (run.signal.aborted) return;
  if ('reason' in found) return run.emit({ kind: 'skipped', config, reason: found.reason });
  await evaluateGenerated(subject, place.model, found, run);
}

/** How each model stands on a golden file, as they come. */
async function evaluateGolden({ project, path }: Subject, run: Run): Promise<void> {
  const { configuration } = project;
  const config = project.configPath;
  const snapshot = project.snapshot();
  const golden = await snapshot.golden();
  const row = golden.files.findIndex(({ absolute }) => absolute === path);
  if (row < 0) {
    const bad = golden.unreadable.find((entry) => join(golden.root, entry.path) === path);
    const reason = bad?.reason ?? 'it is not saved yet, or left out by "include" and "exclude"';
    return run.emit({ kind: 'skipped', config, reason });
  }
  const models: ModelStanding[] = [];
  for (const [index, { name }] of configuration.models.entries()) {
    const { application, matching } = await snapshot.model(name);
    const pair = matching.pairs.find((each) => each.golden === row);
    if (run.signal.aborted) return;
    const none: ModelStanding = { model: name, overall: 0, band: 'unrelated', uri: null };
    models.push(
      pair === undefined
        ? none
        : await standing(project, name, { golden, generated: application }, pair, run),
    );
    models.sort((a, b) => b.overall - a.overall || (a.model < b.model ? -1 : 1));
    if (run.signal.aborted) return;
    const preliminary = index + 1 < configuration.models.length;
    run.emit({ kind: 'golden', config, models: [...models], preliminary });
  }
}

async function standing(
  project: Project,
  model: string,
  sides: Sides,
  pair: FilePair,
  run: Run,
): Promise<ModelStanding> {
  const { bench } = project;
  const { golden, generated } = sides;
  const uri = uriOf(generated.files[pair.generated[0]].absolute);
  const nothing: ModelStanding = { model, overall: 0, band: 'unrelated', uri };
  const requests = await readPair(bench, golden, generated, pair);
  if ('reason' in requests) return nothing;
  try {
    const scored: { request: PairRequest; score: ScoreOnly }[] = [];
    for (const request of await completed(project, sides, requests))
      scored.push({ request, score: await bench.scorer.scoreOnly(request, run.signal) });
    const { request, score } = best(scored);
    run.note(model, golden.files[pair.golden].path, request, score);
    return { model, overall: score.overall, band: score.band, uri };
  } catch (error) {
    if (faultOfFile(error, run.signal) === null) throw error;
    return nothing;
  }
}
