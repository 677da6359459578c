import type { RunnableModule } from '../languages/language.ts';
import { parseSource } from '../languages/registry.ts';
import { prepareModule } from '../languages/runnable.ts';
import { alignUnits } from '../matching/units.ts';
import { K } from '../model/kinds.ts';
import type { SourceModel, Span } from '../model/source.ts';
import { label, span } from '../model/tree.ts';
import {
  type BehaviourOptions,
  compareSides,
  type Examined,
  examine,
  type Seen,
  type Side,
} from './compare.ts';
import { explanationOf, type FileExplanation, type ReproModule } from './explain.ts';
import { UsageReader } from './inference/reader.ts';
import { type Root, rootsOf, unitNamed, weightOfUnit } from './roots.ts';
import type { ProgramModule, Sandbox } from './sandbox.ts';
import type { TypeWorld } from './shapes/declarations.ts';
import { describeTarget } from './targets.ts';
import type { FileBehaviour, UnitBehaviour } from './verdict.ts';

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
  compare(request: BehaviourRequest, options: BehaviourOptions): FileBehaviour;
  /** The same with every input, and what a test needs that shows the differences outside the sandbox. */
  explain(request: BehaviourRequest, options: BehaviourOptions): FileExplanation;
}

interface PreparedSide extends Side {
  readonly sloppy: boolean;
}

interface Golden {
  readonly side: PreparedSide;
  readonly roots: readonly Root[];
  readonly examined: readonly Examined[];
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
const KEPT = 24;

export function createBehaviourSession(sandbox: Sandbox): BehaviourSession {
  const known = new Map<string, Golden>();
  const prepare = keepingPrepared();
  const learn = (request: BehaviourRequest, options: BehaviourOptions): Golden => {
    const key = `${options.inputs}|${options.seed}|${request.goldenKey}`;
    const kept = known.get(key);
    if (kept !== undefined) {
      known.delete(key);
      known.set(key, kept);
      return kept;
    }
    const learnt = learnGolden(sandbox, prepare, request.golden, options);
    known.set(key, learnt);
    if (known.size > KEPT) known.delete(known.keys().next().value as string);
    return learnt;
  };
  const run = (
    request: BehaviourRequest,
    options: BehaviourOptions,
    observe?: (seen: Seen, sides: readonly [Side, Side]) => void,
  ): FileBehaviour => {
    const golden = learn(request, options);
    if (golden.side.problem !== null) return nothing(`the golden does not parse: ${golden.side.problem}`);
    const generated = prepareSide(prepare, request.generated, options.seed, false, golden.side.sloppy);
    const matched = matchedNames(golden.side.model, generated.model);
    const units = compareSides(
      sandbox,
      golden.side,
      generated,
      golden.examined,
      matched,
      observe && ((seen) => observe(seen, [golden.side, generated])),
    );
    return summary(
      golden.side.model,
      golden.roots,
      units.map((unit) => placed(unit, golden.side.model, generated.model)),
    );
  };
  return {
    compare: (request, options) => run(request, options),
    explain(request, options) {
      const seen: Seen[] = [];
      let sides: readonly [Side, Side] | null = null;
      const behaviour = run(request, options, (each, both) => {
        seen.push(each);
        sides = both;
      });
      return explanationOf(behaviour, seen, sides, [
        reproModules(request.golden, sides?.[0] ?? null),
        reproModules(request.generated, sides?.[1] ?? null),
      ]);
    },
  };
}

/** A side's modules with and without steps. */
function reproModules(sources: SideSources, side: Side | null): ReproModule[] {
  if (side === null) return [];
  const sloppy = (side as PreparedSide).sloppy;
  return sources.files.map(({ path, text }) => {
    const [stepped, bare] = [false, true].map((plain) => {
      const { code } = prepareModule(path, text, { measure: false, bare: plain });
      return sloppy ? code.replace(/^\s*"use strict";/, '') : code;
    });
    return { id: path, bare, stepped, imports: sources.links[path] ?? {} };
  });
}

function learnGolden(
  sandbox: Sandbox,
  prepare: Prepare,
  sources: SideSources,
  options: BehaviourOptions,
): Golden {
  const side = prepareSide(prepare, sources, options.seed, true);
  if (side.problem !== null) return { side, roots: [], examined: [] };
  const world = sandbox.open(side.program);
  const { offers } = world;
  world.close();
  const roots = rootsOf(side.model, offers);
  const types = typeWorldOf(sources, side.model);
  const source = { model: side.model, usage: new UsageReader(side.model.tree), text: sources.files[0].text };
  const examined = roots
    .filter(({ reason }) => reason === null)
    .map(({ offer, weight }) =>
      examine(sandbox, side, offer, describeTarget(types, source, offer), weight, options),
    );
  return { side, roots, examined };
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
