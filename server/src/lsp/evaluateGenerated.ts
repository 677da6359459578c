import { join, relative, sep } from 'node:path';
import type { ApplicationFile } from '../app/application.ts';
import { behaviourUnit, dimensionDocument, fileDocument, generatedPlace, round } from '../app/documents.ts';
import type { GoldenApplication } from '../app/goldenApplication.ts';
import { best, readPair } from '../app/pairs.ts';
import type { PairRequest, Unreadable } from '../app/ports.ts';
import type { Scorer } from '../app/scorer.ts';
import { bandOf, type PairScore, type UnitScore, weightedMean } from '../engine/index.ts';
import type { UnitDocument } from '../protocol/editor.ts';
import { completed } from './completed.ts';
import type { Found } from './projects/snapshot.ts';
import type { GoldenFile, Result } from './result.ts';
import type { Run, Subject } from './subject.ts';

/** The pairs that a generated document is in, ready to be scored. */
interface Pairing {
  readonly subject: Subject;
  readonly model: string;
  readonly golden: GoldenApplication;
  /** The document's path below its model's folder. */
  readonly own: string;
  readonly pairs: readonly Wanted[];
}

interface Wanted {
  readonly file: ApplicationFile;
  /** One for each version of the golden file. */
  readonly requests: readonly PairRequest[];
  /** The same with what both sides import; it is followed once. */
  complete(): Promise<PairRequest[]>;
}

interface Scored {
  readonly file: ApplicationFile;
  readonly request: PairRequest;
  readonly score: PairScore;
}

/**
 * A generated document against the golden files that it stands for: what the sources say first, what they do when
 * that is known.
 * @throws AbortError when the signal fires
 */
export async function evaluateGenerated(
  subject: Subject,
  model: string,
  found: Exclude<Found, { reason: string }>,
  run: Run,
): Promise<void> {
  const { bench, configPath: config } = subject.project;
  const pairing = await readPairing(subject, model, found);
  if ('reason' in pairing)
    return run.emit({ kind: 'skipped', config, reason: `${pairing.path}: ${pairing.reason}` });
  const finish = async (scored: readonly Scored[], scorer: Scorer): Promise<void> => {
    const last = await resultOf(pairing, scored, scorer, false);
    if (run.signal.aborted) return;
    run.emit(last);
    for (const { file, request, score } of scored) run.note(model, file.path, request, score);
  };
  if (run.mayBeKnown && bench.runs) {
    // What is known from before needs no first look that says something else.
    const known = await knownScores(pairing);
    if (run.signal.aborted) return;
    if (known !== null) return finish(known, bench.scorer);
  }
  const reading = await staticScores(pairing);
  if (run.signal.aborted) return;
  if (!bench.runs) return finish(reading, bench.staticScorer);
  const first = await resultOf(pairing, reading, bench.staticScorer, true);
  if (run.signal.aborted) return;
  run.emit(first);
  await run.pause();
  await finish(await scores(pairing, run.signal), bench.scorer);
}

async function readPairing(
  subject: Subject,
  model: string,
  { golden, generated, pairs }: Exclude<Found, { reason: string }>,
): Promise<Pairing | Unreadable> {
  const { project, path } = subject;
  const wanted: Wanted[] = [];
  for (const pair of pairs) {
    const requests = await readPair(project.bench, golden, generated, pair);
    if ('reason' in requests) return requests;
    let completing: Promise<PairRequest[]> | undefined;
    wanted.push({
      file: golden.files[pair.golden],
      requests,
      complete() {
        completing ??= completed(project, { golden, generated }, requests);
        return completing;
      },
    });
  }
  const own = relative(generated.root, path).split(sep).join('/');
  return { subject, model, golden, own, pairs: wanted };
}

/** Scores that the cache has; null unless it has them all. */
async function knownScores({ subject, pairs }: Pairing): Promise<Scored[] | null> {
  const { scorer } = subject.project.bench;
  const scored: Scored[] = [];
  for (const { file, complete } of pairs) {
    const versions = (await complete()).map((request) => ({ request, score: scorer.known(request) }));
    const known = versions.flatMap(({ request, score }) => (score === null ? [] : [{ request, score }]));
    if (known.length < versions.length) return null;
    scored.push({ file, ...best(known) });
  }
  return scored;
}

/** What the sources alone say. Never cancelled: it takes milliseconds, and a stopped thread takes longer to come back. */
function staticScores({ subject, pairs }: Pairing): Promise<Scored[]> {
  const { staticScorer } = subject.project.bench;
  return Promise.all(
    pairs.map(async ({ file, requests }) => {
      const versions = requests.map(async (request) => ({
        request,
        score: await staticScorer.score(request),
      }));
      return { file, ...best(await Promise.all(versions)) };
    }),
  );
}

async function scores({ subject, pairs }: Pairing, signal: AbortSignal): Promise<Scored[]> {
  const { scorer } = subject.project.bench;
  const scored: Scored[] = [];
  for (const { file, complete } of pairs) {
    const versions: { request: PairRequest; score: PairScore }[] = [];
    for (const request of await complete())
      versions.push({ request, score: await scorer.score(request, signal) });
    scored.push({ file, ...best(versions) });
  }
  return scored;
}

async function resultOf(
  { subject, model, golden, own }: Pairing,
  scored: readonly Scored[],
  scorer: Scorer,
  preliminary: boolean,
): Promise<Result> {
  const files: GoldenFile[] = [];
  const units: UnitDocument[] = [];
  for (const { file, request, score } of scored) {
    files.push({
      path: request.golden.path,
      absolute: join(golden.root, request.golden.path),
      text: request.golden.text,
      document: fileDocument(request, score, file.weight, file.path),
    });
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
    config: subject.project.configPath,
    model,
    path: own,
    files,
    overall,
    band: bandOf(overall),
    units: nearest(units),
    preliminary,
  };
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
