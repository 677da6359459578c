import path from 'node:path';
import type { SideSources } from '../engine/index.ts';
import { together } from './behaviour.ts';
import { type CallerPlace, type Callers, createCallers } from './callers.ts';
import type { FileParts } from './modules/files.ts';
import { createModuleReader, type ModuleReader, type ProgramSources } from './modules.ts';
import type { Analyst, FileSource, PairRequest, SourceText } from './ports.ts';

/** Takes the files along that a pair needs to run. */
export interface Programs {
  /** Adds to a request what both sides import. */
  complete(request: PairRequest): Promise<PairRequest>;
}

interface ProgramParts {
  readonly source: FileSource;
  readonly maxBytes: number;
  readonly analyst: Analyst;
}

/** @param place where the golden code is that calls golden files */
export function callersAt(parts: ProgramParts, place: CallerPlace): Callers {
  const open = (): Promise<ModuleReader> =>
    createModuleReader(fileParts(parts), { root: place.root, limit: place.root });
  return createCallers(parts.source, place, open);
}

/**
 * @param roots folders of both applications, absolute: nothing outside of them is read but pure packages.
 * @param callers of golden files
 */
export async function createPrograms(
  bench: ProgramParts,
  roots: { readonly golden: string; readonly generated: string },
  callers: Callers,
): Promise<Programs> {
  const parts = fileParts(bench);
  const reader = (root: string, packageRoots: readonly string[]): Promise<ModuleReader> =>
    createModuleReader(parts, { root, limit: root, packageRoots });
  const golden = await reader(roots.golden, []);
  const generated = await reader(roots.generated, [roots.golden]);
  return {
    async complete(request) {
      const program = side(await golden.closure(request.golden));
      const calling = await callers.of(request.golden);
      const programs = {
        golden: calling.paths.length === 0 ? program : { ...program, callers: calling },
        generated: await sideOfParts(generated, request.generated),
      };
      return { ...request, programs };
    },
  };
}

function fileParts({ source, maxBytes, analyst }: ProgramParts): FileParts {
  return { source, maxBytes, imports: (file, text) => analyst.imports(file, text) };
}

function side({ files, links, typeFiles, typeLinks }: ProgramSources): SideSources {
  return { files, links, typeFiles, typeLinks };
}

async function sideOfParts(reader: ModuleReader, parts: readonly SourceText[]): Promise<SideSources> {
  const programs = await Promise.all(parts.map((part) => reader.closure(part)));
  if (programs.length === 1) return side(programs[0]);
  const files = new Map(programs.flatMap((program) => program.files.map((file) => [file.path, file])));
  const links = Object.assign({}, ...programs.map((program) => program.links)) as SideSources['links'];
  return together(parts, { files: [...files.values()], links });
}

/** The folder that two single files and what they import are taken to be in: the one that holds both. */
export function commonRoots(golden: string, generated: string): { golden: string; generated: string } {
  const left = path.dirname(golden).split(path.sep);
  const right = path.dirname(generated).split(path.sep);
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared++;
  const folder = left.slice(0, shared).join(path.sep);
  const isDeep = folder !== '' && folder !== path.parse(golden).root && !/^[A-Za-z]:$/.test(folder);
  return isDeep
    ? { golden: folder, generated: folder }
    : { golden: path.dirname(golden), generated: path.dirname(generated) };
}
