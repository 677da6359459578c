import path from 'node:path';
import type { SideSources } from '../engine/index.ts';
import { together } from './behaviour.ts';
import { createModuleReader, type ModuleReader, type ProgramSources } from './modules.ts';
import type { Analyst, FileSource, PairRequest, SourceText } from './ports.ts';

/** Takes the files along that a pair needs to run. */
export interface Programs {
  /** Adds to a request what both sides import. */
  complete(request: PairRequest): Promise<PairRequest>;
}

/**
 * @param roots folders of both applications, absolute: nothing outside of them is read but pure packages.
 */
export async function createPrograms(
  bench: { readonly source: FileSource; readonly maxBytes: number; readonly analyst: Analyst },
  roots: { readonly golden: string; readonly generated: string },
): Promise<Programs> {
  const { source, maxBytes, analyst } = bench;
  const parts = {
    source,
    maxBytes,
    imports: (file: string, text: string) => analyst.imports(file, text),
  };
  const reader = (root: string, packageRoots: readonly string[]): Promise<ModuleReader> =>
    createModuleReader(parts, { root, limit: root, packageRoots });
  const golden = await reader(roots.golden, []);
  const generated = await reader(roots.generated, [roots.golden]);
  return {
    async complete(request) {
      const programs = {
        golden: side(await golden.closure(request.golden)),
        generated: await sideOfParts(generated, request.generated),
      };
      return { ...request, programs };
    },
  };
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
