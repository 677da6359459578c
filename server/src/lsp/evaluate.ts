import { join } from 'node:path';
import { type Application, type ApplicationFile, faultOfFile } from '../app/application.ts';
import { behaviourUnit, dimensionDocument, fileDocument, generatedPlace } from '../app/documents.ts';
import { best, readPair } from '../app/pairs.ts';
import type { PairRequest } from '../app/ports.ts';
import { createPrograms } from '../app/programs.ts';
import type { ScoreOnly, Scorer } from '../app/scorer.ts';
import type { PairScore, UnitScore } from '../engine/index.ts';
import type { ModelStanding, UnitDocument } from '../protocol/editor.ts';
import type { Place, Project } from './projects/project.ts';
import type { Found } from './projects/snapshot.ts';
import type { GeneratedResult, Result } from './result.ts';
import { reasonToSkip } from './skip.ts';
import { uriOf } from './uris.ts';

/** One document to be scored, as it is at one version. */
export interface Subject {
  readonly path: string;
  readonly text: string;
  readonly project: Project;
  readonly place: Place;
}

export interface Run {
  /** Fires when the document has changed since. */
  readonly signal: AbortSignal;
  /** Hands over what is known so far; the last call has it all. */
  emit(result: Result): void;
  /** Told of each score that is final. */
  note(model: string, golden: string, request: PairRequest, score: Pick<PairScore, 'overall' | 'band'>): void;
  /** Waits until nobody types any more: what comes now takes long. */
  pause(): Promise<void>;
}

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
  const found = await project.snapshot().pairOf(place.model, path);
  if (run.signal.aborted) return;
  if ('reason' in found) return run.emit({ kind: 'skipped', config, reason: found.reason });
  await evaluatePair(project, place.model, path, found, run);
}

type Pair = Exclude<Found, { reason: string }>;

async function evaluatePair(
  project: Project,
  model: string,
  path: string,
  { golden, generated, pair }: Pair,
  run: Run,
): Promise<void> {
  const { bench } = project;
  const config = project.configPath;
  const requests = await readPair(bench, golden, generated, pair);
  if ('reason' in requests) {
    return run.emit({ kind: 'skipped', config, reason: `${requests.path}: ${requests.reason}` });
  }
  const file = golden.files[pair.golden];
  const own = path.slice(generated.root.length).replaceAll('\\', '/').replace(/^\//, '');
  const told = async (
    scored: readonly Scored[],
    scorer: Scorer,
    preliminary: boolean,
  ): Promise<GeneratedResult> => {
    const { request, score } = best(scored);
    // Not cancelled: it takes milliseconds, and a stopped thread takes longer to come back.
    const units = await scorer.units(request, score.behaviour);
    return {
      kind: 'generated',
      config,
      model,
      path: own,
      golden: {
        path: request.golden.path,
        absolute: join(golden.root, request.golden.path),
        text: request.golden.text,
      },
      document: fileDocument(request, score, file.weight, file.path),
      units: units.flatMap((unit) => unitDocument(request, unit, own)),
      preliminary,
    };
  };
  const reading = await Promise.all(
    requests.map(async (request) => ({ request, score: await bench.staticScorer.score(request) })),
  );
  if (run.signal.aborted) return;
  const first = await told(reading, bench.staticScorer, bench.runs);
  if (run.signal.aborted) return;
  run.emit(first);
  if (!bench.runs) return noteBest(run, model, file.path, reading);
  await run.pause();
  const complete = await completed(project, golden, generated, requests);
  const ran = await scoreAll(bench.scorer, complete, run.signal);
  const last = await told(ran, bench.scorer, false);
  if (run.signal.aborted) return;
  run.emit(last);
  noteBest(run, model, file.path, ran);
}

function noteBest(run: Run, model: string, golden: string, scored: readonly Scored[]): void {
  const { request, score } = best(scored);
  run.note(model, golden, request, score);
}

interface Scored {
  readonly request: PairRequest;
  readonly score: PairScore;
}

async function scoreAll(
  scorer: Scorer,
  requests: readonly PairRequest[],
  signal: AbortSignal,
): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (const request of requests) scored.push({ request, score: await scorer.score(request, signal) });
  return scored;
}

/** With what both sides import, where code is run. */
async function completed(
  { bench }: Project,
  golden: Pair['golden'],
  generated: Application,
  requests: readonly PairRequest[],
): Promise<PairRequest[]> {
  if (!bench.runs) return [...requests];
  const roots = { golden: golden.root, generated: generated.root };
  const programs = await createPrograms(bench, roots, golden.callers);
  return Promise.all(requests.map((request) => programs.complete(request)));
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
        : await standing(project, name, { golden, generated: application, pair }, run),
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
  { golden, generated, pair }: Pair,
  run: Run,
): Promise<ModelStanding> {
  const { bench } = project;
  const uri = uriOf(fileOf(generated, pair.generated[0]).absolute);
  const nothing: ModelStanding = { model, overall: 0, band: 'unrelated', uri };
  const requests = await readPair(bench, golden, generated, pair);
  if ('reason' in requests) return nothing;
  try {
    const scored: { request: PairRequest; score: ScoreOnly }[] = [];
    for (const request of await completed(project, golden, generated, requests))
      scored.push({ request, score: await bench.scorer.scoreOnly(request, run.signal) });
    const { request, score } = best(scored);
    run.note(model, golden.files[pair.golden].path, request, score);
    return { model, overall: score.overall, band: score.band, uri };
  } catch (error) {
    if (faultOfFile(error, run.signal) === null) throw error;
    return nothing;
  }
}

function fileOf({ files }: Application, index: number): ApplicationFile {
  return files[index];
}

/** Nothing for a unit that stands in another of several files. */
function unitDocument(request: PairRequest, unit: UnitScore, path: string): UnitDocument[] {
  const place = generatedPlace(request.generated, unit.generated.range);
  if (place.file !== path) return [];
  return [
    {
      name: unit.generated.name,
      kind: unit.generated.kind,
      range: place.range,
      golden: unit.golden.name,
      golden_range: unit.golden.range,
      overall: unit.overall,
      band: unit.band,
      dimensions: Object.fromEntries(
        Object.entries(unit.dimensions).map(([id, value]) => [id, dimensionDocument(value)]),
      ),
      behaviour: unit.behaviour === null ? null : behaviourUnit(unit.behaviour),
    },
  ];
}
