import { K } from '../model/kinds.ts';
import type { SourceModel } from '../model/source.ts';
import { label } from '../model/tree.ts';
import type { Side } from './examine.ts';
import { readUsage } from './inference/imported.ts';
import { describeSide, type SideVocabulary } from './mapping/describe.ts';
import type { Names } from './mapping/renamed.ts';
import type { Reader } from './reader.ts';
import type { ProgramModule } from './sandbox.ts';
import type { TypeWorld } from './shapes/declarations.ts';

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
  /** What else of its application calls the entry, for examples of inputs; not run. */
  readonly callers?: SideCallers;
}

/** Files that import an entry. */
export interface SideCallers {
  /** Their paths, those first that say most. */
  readonly paths: readonly string[];
  /** Those files, those through which they import the entry, and what else they import. */
  readonly files: readonly SideFile[];
  readonly links: SideLinks;
}

export interface SideFile {
  readonly path: string;
  readonly text: string;
  /** Identifies the text, where that is known. */
  readonly hash?: string;
}

export type SideLinks = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface PreparedSide extends Side {
  readonly sloppy: boolean;
}

/** @param sloppy run without strict mode; by default when the code assigns to names that nothing declares. */
export function prepareSide(
  reader: Reader,
  sources: SideSources,
  seed: number,
  measure: boolean,
  sloppy?: boolean,
): PreparedSide {
  const { path, text } = sources.reading ?? sources.files[0];
  const model = reader.parse(path, text);
  const loose = sloppy ?? assignsUndeclared(model);
  const { program, branchEnds, problem } = programOf(reader, sources, seed, measure, loose);
  return {
    model,
    program,
    branchEnds,
    problem,
    sloppy: loose,
    names: namesOf(reader, sources, model),
  };
}

/** A side's names, read once and only when asked for. */
function namesOf(reader: Reader, sources: SideSources, model: SourceModel): Names {
  let known: SideVocabulary | null = null;
  return {
    vocabulary: () => {
      if (known !== null) return known;
      const types = typeWorldOf(reader, sources, model);
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

export function programOf(
  reader: Reader,
  sources: SideSources,
  seed: number,
  measure: boolean,
  sloppy: boolean,
): Pick<Side, 'program' | 'branchEnds' | 'problem'> {
  let problem: string | null = null;
  let branchEnds: readonly number[] = [];
  const modules = sources.files.map(({ path, text }, index): ProgramModule => {
    const prepared = reader.prepare(path, text, measure && index === 0);
    if (index === 0) ({ problem, branchEnds } = prepared);
    const code = sloppy ? prepared.code.replace(/^\s*"use strict";/, '') : prepared.code;
    return { id: path, code, branches: prepared.branches, imports: sources.links[path] ?? {} };
  });
  return { program: { modules, seed }, branchEnds, problem };
}

export function typeWorldOf(reader: Reader, sources: SideSources, entry: SourceModel): TypeWorld {
  const files = [...sources.files, ...(sources.typeFiles ?? [])];
  const paths = new Map<SourceModel, string>([[entry, sources.files[0].path]]);
  const models = new Map<string, SourceModel>([[sources.files[0].path, entry]]);
  const load = (path: string): SourceModel | null => {
    const known = models.get(path);
    if (known !== undefined) return known;
    const file = files.find((each) => each.path === path);
    if (file === undefined) return null;
    const model = reader.parse(file.path, file.text);
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
