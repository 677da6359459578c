import type { RunnableModule } from '../languages/language.ts';
import { parseSource } from '../languages/registry.ts';
import { mutationsOf, prepareModule } from '../languages/runnable.ts';
import { alignUnits } from '../matching/units.ts';
import { K } from '../model/kinds.ts';
import type { SourceModel, Span } from '../model/source.ts';
import { label, span } from '../model/tree.ts';
import { type BehaviourOptions, compareSides, type Examined, examine, type Side } from './compare.ts';
import type { Target } from './explore.ts';
import { readUsage } from './inference/imported.ts';
import { fromLearnt, type LearntGolden, toLearnt } from './learnt.ts';
import { describeSide, type SideVocabulary } from './mapping/describe.ts';
import type { Names } from './mapping/renamed.ts';
import { type Root, rootsOf, unitNamed, weightOfUnit } from './roots.ts';
import type { ProgramModule, Sandbox } from './sandbox.ts';
import type { TypeWorld } from './shapes/declarations.ts';
import { spreadOver, strengthOf } from './strength.ts';
import { describeTarget } from './targets.ts';
import type { FileBehaviour, MutantCount, UnitBehaviour } from './verdict.ts';
import { keepingWorlds } from './worlds.ts';

/** A file and what it imports from its application: the entry first. */
export interface SideSources {
  readonly files: readonly SideFile[];
  /** Path → specifier as written → path of another of the files. */
  readonly links: SideLinks;
  /** What is read for names and places instead of the entry, where several files stand for one. */
  readonly reading?: SideFile;
  /** Files whose types the entry may refer to, and how they are linked; not run. */
  readonly typeFiles?: readonly SideFile[];
  readonly typeLinks?: SideLinks;
}

export interface SideFile {
  readonly path: string;
  readonly text: string;
  /** Identifies the text, where that is known. */
  readonly hash?: string;
}

export type SideLinks = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface BehaviourRequest {
  readonly golden: SideSources;
  readonly generated: SideSources;
  /** Identifies the golden's bytes; what was found out about it is kept under this key. */
  readonly goldenKey: string;
}

/** Compares by running. Keeps what it learnt of the last few golden files. */
export interface BehaviourSession {
  /** @param recall what was learnt of this golden before, with the same options; null when that is not known. */
  compare(
    request: BehaviourRequest,
    options: BehaviourOptions,
    recall?: () => LearntGolden | null,
  ): FileBehaviour;
  /** What the last comparison had to learn of its golden; null when it was known. */
  learnt(): LearntGolden | null;
}

interface PreparedSide extends Side {
  readonly sloppy: boolean;
}

interface Golden {
  readonly side: PreparedSide;
  readonly roots: readonly Root[];
  readonly examined: readonly Examined[];
  /** It was run to learn about it. */
  readonly fresh: boolean;
}

/** As {@link prepareModule}. */
type Prepare = (path: string, text: string, measure: boolean) => RunnableModule;

/** Modules of which is kept what they run as: files of an application import each other. */
const KEPT_MODULES = 400;

function keepingPrepared(): Prepare {
  const known = new Map<string, RunnableModule>();
  return (path, text, measure) => {
    const key = `${measure}\0${path}\0${text}`;
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const made = prepareModule(path, text, { measure });
    known.set(key, made);
    if (known.size > KEPT_MODULES) known.delete(known.keys().next().value as string);
    return made;
  };
}

const TYPES: ReadonlySet<string> = new Set(['interface', 'type']);

const NOWHERE = { golden: null, generated: null } as const;

/** Golden files of which is kept what their inputs are; models are usually compared file by file. */
const KEPT = 8;

export function createBehaviourSession(sandbox: Sandbox): BehaviourSession {
  const known = new Map<string, Golden>();
  const prepare = keepingPrepared();
  let news: LearntGolden | null = null;
  const learn = (
    worlds: Sandbox,
    request: BehaviourRequest,
    options: BehaviourOptions,
    recall: () => LearntGolden | null,
  ): Golden => {
    const key = `${options.inputs}|${options.seed}|${options.mutants ?? 0}|${request.goldenKey}`;
    const kept = known.get(key);
    if (kept !== undefined) {
      known.delete(key);
      known.set(key, kept);
      return kept;
    }
    const recalled = recall();
    const golden = learnGolden(worlds, prepare, request.golden, options, recalled);
    if (golden.fresh) news = toLearnt(golden.examined);
    known.set(key, golden);
    if (known.size > KEPT) known.delete(known.keys().next().value as string);
    return golden;
  };
  return {
    learnt: () => news,
    compare(request, options, recall = () => null) {
      news = null;
      const worlds = keepingWorlds(sandbox);
      try {
        return compareIn(worlds, request, options, recall);
      } finally {
        worlds.closeAll();
      }
    },
  };

  function compareIn(
    worlds: Sandbox,
    request: BehaviourRequest,
    options: BehaviourOptions,
    recall: () => LearntGolden | null,
  ): FileBehaviour {
    const golden = learn(worlds, request, options, recall);
    if (golden.side.problem !== null) return nothing(`the golden does not parse: ${golden.side.problem}`);
    const generated = prepareSide(prepare, request.generated, options.seed, false, golden.side.sloppy);
    const matched = matchedNames(golden.side.model, generated.model);
    const units = compareSides(worlds, golden.side, generated, golden.examined, matched);
    return summary(
      golden.side.model,
      golden.roots,
      units.map((unit) => placed(unit, golden.side.model, generated.model)),
    );
  }
}

function learnGolden(
  sandbox: Sandbox,
  prepare: Prepare,
  sources: SideSources,
  options: BehaviourOptions,
  recalled: LearntGolden | null,
): Golden {
  const side = prepareSide(prepare, sources, options.seed, true);
  if (side.problem !== null) return { side, roots: [], examined: [], fresh: false };
  const { offers } = sandbox.open(side.program);
  const roots = rootsOf(side.model, offers);
  const types = typeWorldOf(sources, side.model);
  const source = { model: side.model, usage: readUsage(types, side.model), text: sources.files[0].text };
  const run = roots.filter(({ reason }) => reason === null);
  const describe = ({ offer }: Root): Target | null => describeTarget(types, source, offer);
  const measured = (unit: Examined): Examined =>
    (options.mutants ?? 0) === 0 || unit.probes.length === 0
      ? unit
      : { ...unit, mutants: mutantsCaught(sandbox, prepare, sources, side, unit, options) };
  const known = recalled === null ? null : fromLearnt(recalled, run, describe);
  if (known !== null) return { side, roots, examined: known, fresh: false };
  const examined = run.map((root) =>
    measured(examine(sandbox, side, root.offer, describe(root), root.weight, options)),
  );
  return { side, roots, examined, fresh: true };
}

/** Changes in the text of a unit, each tried on the unit's inputs. */
function mutantsCaught(
  sandbox: Sandbox,
  prepare: Prepare,
  sources: SideSources,
  side: PreparedSide,
  { offer, probes }: Examined,
  options: BehaviourOptions,
): MutantCount | null {
  const unit = unitNamed(side.model, offer.path);
  if (unit === null || sources.reading !== undefined) return null;
  const [entry, ...rest] = sources.files;
  const { start, end } = span(side.model.tree, unit.node);
  const own = mutationsOf(entry.path, entry.text).filter(
    (change) => change.start >= start && change.end <= end,
  );
  if (own.length === 0) return null;
  return strengthOf(sandbox, offer.path, probes, spreadOver(own, options.mutants ?? 0), (change) => {
    const text = entry.text.slice(0, change.start) + change.replacement + entry.text.slice(change.end);
    const changed = { ...sources, files: [{ path: entry.path, text }, ...rest] };
    const once: Prepare = (path, code, measure) =>
      path === entry.path ? prepareModule(path, code, { measure }) : prepare(path, code, measure);
    const { program, problem } = programOf(once, changed, options.seed, true, side.sloppy);
    return problem === null ? program : null;
  });
}

/** @param sloppy run without strict mode; by default when the code assigns to names that nothing declares. */
function prepareSide(
  prepare: Prepare,
  sources: SideSources,
  seed: number,
  measure: boolean,
  sloppy?: boolean,
): PreparedSide {
  const { path, text } = sources.reading ?? sources.files[0];
  const model = parseSource(path, text);
  const loose = sloppy ?? assignsUndeclared(model);
  const { program, branchEnds, problem } = programOf(prepare, sources, seed, measure, loose);
  return {
    model,
    program,
    branchEnds,
    problem,
    sloppy: loose,
    names: namesOf(sources, model),
  };
}

/** A side's names, read once and only when asked for. */
function namesOf(sources: SideSources, model: SourceModel): Names {
  let known: SideVocabulary | null = null;
  return {
    vocabulary: () => {
      if (known !== null) return known;
      const types = typeWorldOf(sources, model);
      const source = { model, usage: readUsage(types, model), text: sources.files[0].text };
      known = describeSide(types, source);
      return known;
    },
  };
}

/** `s = x` where nothing declares `s`: strict mode throws, and then a golden would answer nothing at all. */
function assignsUndeclared({ tree }: SourceModel): boolean {
  for (let node = 1; node < tree.length; node++) {
    if (tree.kind[node] !== K.Assign || tree.kind[node + 1] !== K.Identifier) continue;
    if (tree.symbol[node + 1] < 0 && !/^(?:module|exports|onmessage)$/.test(label(tree, node + 1)))
      return true;
  }
  return false;
}

function programOf(
  prepare: Prepare,
  sources: SideSources,
  seed: number,
  measure: boolean,
  sloppy: boolean,
): Pick<Side, 'program' | 'branchEnds' | 'problem'> {
  let problem: string | null = null;
  let branchEnds: readonly number[] = [];
  const modules = sources.files.map(({ path, text }, index): ProgramModule => {
    const prepared = prepare(path, text, measure && index === 0);
    if (index === 0) ({ problem, branchEnds } = prepared);
    const code = sloppy ? prepared.code.replace(/^\s*"use strict";/, '') : prepared.code;
    return { id: path, code, branches: prepared.branches, imports: sources.links[path] ?? {} };
  });
  return { program: { modules, seed }, branchEnds, problem };
}

function typeWorldOf(sources: SideSources, entry: SourceModel): TypeWorld {
  const files = [...sources.files, ...(sources.typeFiles ?? [])];
  const paths = new Map<SourceModel, string>([[entry, sources.files[0].path]]);
  const models = new Map<string, SourceModel>([[sources.files[0].path, entry]]);
  const load = (path: string): SourceModel | null => {
    const known = models.get(path);
    if (known !== undefined) return known;
    const file = files.find((each) => each.path === path);
    if (file === undefined) return null;
    const model = parseSource(file.path, file.text);
    models.set(path, model);
    paths.set(model, path);
    return model;
  };
  return {
    models,
    resolve: (from, specifier) => {
      const path = paths.get(from) ?? '';
      const target = (sources.typeLinks?.[path] ?? sources.links[path])?.[specifier];
      return target === undefined ? null : load(target);
    },
  };
}

function matchedNames(golden: SourceModel, generated: SourceModel): ReadonlyMap<string, string> {
  return new Map(
    alignUnits(golden, generated).pairs.map((pair) => [
      golden.units[pair.golden].name,
      generated.units[pair.generated].name,
    ]),
  );
}

function placed(unit: UnitBehaviour, golden: SourceModel, generated: SourceModel): UnitBehaviour {
  const at = (model: SourceModel, path: string | null): Span | null => {
    const found = path === null ? null : unitNamed(model, path);
    return found === null ? null : span(model.tree, found.node);
  };
  return { ...unit, places: { golden: at(golden, unit.golden), generated: at(generated, unit.generated) } };
}

function nothing(reason: string): FileBehaviour {
  return { verdict: 'not_executable', agreement: null, value: null, executed: 0, reason, units: [] };
}

/** The units' results as one, weighted by size. */
function summary(
  model: SourceModel,
  roots: readonly Root[],
  compared: readonly UnitBehaviour[],
): FileBehaviour {
  const skipped = roots.flatMap(({ offer, weight, reason }): UnitBehaviour[] =>
    reason === null
      ? []
      : [
          {
            golden: offer.path,
            generated: null,
            verdict: 'not_executable',
            reason,
            agreement: null,
            value: null,
            inputs: 0,
            branchCoverage: null,
            mutants: null,
            witness: null,
            weight,
            places: NOWHERE,
          },
        ],
  );
  const units = [...compared, ...skipped];
  if (units.length === 0) return nothing('the golden offers nothing that runs');
  const ran = units.filter(({ value }) => value !== null);
  // Types are part of the golden that nothing can run.
  const types = model.units.filter(({ kind }) => TYPES.has(kind));
  const total = [...units, ...types.map((unit) => ({ weight: weightOfUnit(model, unit) }))].reduce(
    (sum, { weight }) => sum + weight,
    0,
  );
  const size = ran.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (read: (unit: UnitBehaviour) => number | null): number | null =>
    size === 0 ? null : ran.reduce((sum, unit) => sum + unit.weight * (read(unit) ?? 0), 0) / size;
  const verdicts = new Set(ran.map(({ verdict }) => verdict));
  const verdict = verdicts.has('differs')
    ? 'differs'
    : ran.length === 0
      ? units.some((unit) => unit.verdict === 'inconclusive')
        ? 'inconclusive'
        : 'not_executable'
      : verdicts.has('inconclusive') || ran.length < units.length
        ? 'inconclusive'
        : 'equivalent';
  return {
    verdict,
    agreement: mean(({ agreement }) => agreement),
    value: mean(({ value }) => value),
    executed: total === 0 ? 0 : size / total,
    reason:
      ran.length < units.length
        ? `${units.length - ran.length} of ${units.length} units could not be run`
        : null,
    units,
  };
}
