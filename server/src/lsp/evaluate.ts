import { join, relative, sep } from 'node:path';
import { type ApplicationFile, faultOfFile } from '../app/application.ts';
import { behaviourUnit, dimensionDocument, fileDocument, generatedPlace, round } from '../app/documents.ts';
import { best, readPair } from '../app/pairs.ts';
import type { PairRequest } from '../app/ports.ts';
import { createPrograms } from '../app/programs.ts';
import type { ScoreOnly, Scorer } from '../app/scorer.ts';
import { bandOf, type FilePair, type PairScore, type UnitScore, weightedMean } from '../engine/index.ts';
import type { ModelStanding, UnitDocument } from '../protocol/editor.ts';
import type { Place, Project } from './projects/project.ts';
import type { Found } from './projects/snapshot.ts';
import type { GoldenFile, Result } from './result.ts';
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
  /** Nobody has typed in it since it was last scored, so the answer may be there already. */
  readonly mayBeKnown: boolean;
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
  const found = await project.snapshot().pairsOf(place.model, path);
  if (run.signal.aborted) return;
  if ('reason' in found) return run.emit({ kind: 'skipped', config, reason: found.reason });
  await evaluatePairs(subject, place.model, found, run);
}

/** Golden and generated application, of which one pair is scored. */
type Sides = Pick<Exclude<Found, { reason: string }>, 'golden' | 'generated'>;

async function evaluatePairs(
  { project, path }: Subject,
  model: string,
  { golden, generated, pairs }: Exclude<Found, { reason: string }>,
  run: Run,
): Promise<void> {
  const { bench } = project;
  const config = project.configPath;
  const own = relative(generated.root, path).split(sep).join('/');
  const wanted: { file: ApplicationFile; requests: readonly PairRequest[] }[] = [];
  for (const pair of pairs) {
    const requests = await readPair(bench, golden, generated, pair);
    if ('reason' in requests)
      return run.emit({ kind: 'skipped', config, reason: `${requests.path}: ${requests.reason}` });
    wanted.push({ file: golden.files[pair.golden], requests });
  }
  const told = async (scored: readonly Scored[], scorer: Scorer, preliminary: boolean): Promise<Result> => {
    const files: GoldenFile[] = [];
    const units: UnitDocument[] = [];
    for (const { file, request, score } of scored) {
      files.push({
        path: request.golden.path,
        absolute: join(golden.root, request.golden.path),
        text: request.golden.text,
        document: fileDocument(request, score, file.weight, file.path),
      });
      // Not cancelled: it takes milliseconds, and a stopped thread takes longer to come back.
      for (const unit of await scorer.units(request, score.behaviour))
        units.push(...unitDocument(request, unit, own));
    }
    const overall = round(
      weightedMean(
        files.map(({ document }) => document.overall),
        files.map(({ document }) => document.weight),
      ),
    );
    return {
      kind: 'generated',
      config,
      model,
      path: own,
      files,
      overall,
      band: bandOf(overall),
      units: nearest(units),
      preliminary,
    };
  };
  const following = new Map<readonly PairRequest[], Promise<PairRequest[]>>();
  /** Imports are followed once for each. */
  const complete = ({ requests }: (typeof wanted)[number]): Promise<PairRequest[]> => {
    const known = following.get(requests) ?? completed(project, { golden, generated }, requests);
    following.set(requests, known);
    return known;
  };
  const finish = async (scored: readonly Scored[], scorer: Scorer): Promise<void> => {
    const last = await told(scored, scorer, false);
    if (run.signal.aborted) return;
    run.emit(last);
    note(run, model, scored);
  };
  if (run.mayBeKnown && bench.runs) {
    // What is known from before needs no first look that says something else.
    const known: Scored[] = [];
    for (const each of wanted) {
      const scores = (await complete(each)).map((request) => ({
        request,
        score: bench.scorer.known(request),
      }));
      const all = scores.flatMap(({ request, score }) => (score === null ? [] : [{ request, score }]));
      if (all.length === scores.length) known.push({ file: each.file, ...best(all) });
    }
    if (run.signal.aborted) return;
    if (known.length === wanted.length) return finish(known, bench.scorer);
  }
  const reading = await Promise.all(
    wanted.map(async ({ file, requests }): Promise<Scored> => {
      const all = requests.map(async (request) => ({
        request,
        score: await bench.staticScorer.score(request),
      }));
      return { file, ...best(await Promise.all(all)) };
    }),
  );
  if (run.signal.aborted) return;
  if (!bench.runs) return finish(reading, bench.staticScorer);
  const first = await told(reading, bench.staticScorer, true);
  if (run.signal.aborted) return;
  run.emit(first);
  await run.pause();
  const ran: Scored[] = [];
  for (const each of wanted) {
    const scored: { request: PairRequest; score: PairScore }[] = [];
    for (const request of await complete(each))
      scored.push({ request, score: await bench.scorer.score(request, run.signal) });
    ran.push({ file: each.file, ...best(scored) });
  }
  await finish(ran, bench.scorer);
}

function note(run: Run, model: string, scored: readonly Scored[]): void {
  for (const { file, request, score } of scored) run.note(model, file.path, request, score);
}

/** Of a unit that stands for units of several golden files, the one that it comes nearest to. */
function nearest(units: readonly UnitDocument[]): UnitDocument[] {
  const kept = new Map<string, UnitDocument>();
  for (const unit of units) {
    const { line, character } = unit.range.start;
    const key = `${line}:${character}`;
    const known = kept.get(key);
    if (known === undefined || unit.overall > known.overall) kept.set(key, unit);
  }
  return [...kept.values()];
}

interface Scored {
  readonly file: ApplicationFile;
  readonly request: PairRequest;
  readonly score: PairScore;
}

/** With what both sides import, where code is run. */
async function completed(
  { bench }: Project,
  { golden, generated }: Sides,
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

/** Nothing for a unit that stands in another of several files. */
function unitDocument(request: PairRequest, unit: UnitScore, path: string): UnitDocument[] {
  const place = generatedPlace(request.generated, unit.generated.range);
  if (place.file !== path) return [];
  return [
    {
      name: unit.generated.name,
      kind: unit.generated.kind,
      range: place.range,
      golden_file: request.golden.path,
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
