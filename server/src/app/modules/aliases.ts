import path from 'node:path';
import { parse } from 'jsonc-parser';
import type { ModuleFiles } from './files.ts';
import { isInside, upwards } from './places.ts';

/** How an application shortens its imports: `paths` and `baseUrl` of its tsconfig.json or jsconfig.json. */
export interface Aliases {
  /** The longest pattern first. */
  readonly patterns: readonly Pattern[];
  /** Folder from which other names are looked up, or null. */
  readonly base: string | null;
}

interface Pattern {
  readonly before: string;
  /** Null for a pattern without `*`. */
  readonly after: string | null;
  /** Absolute, with `*`. */
  readonly targets: readonly string[];
}

interface Options {
  readonly paths?: Record<string, string[]>;
  /** Folder that the paths are relative to. */
  readonly pathsFrom?: string;
  readonly baseUrl?: string;
}

const NO_ALIASES: Aliases = { patterns: [], base: null };

/**
 * Reads the nearest configuration at the root or above it, `limit` being the highest folder that is looked at.
 * What it extends, or refers to when it has no aliases itself, is read one level deep. Paths are real ones.
 */
export async function readAliases(files: ModuleFiles, root: string, limit: string): Promise<Aliases> {
  const top = isInside(limit, root) ? limit : root;
  for (const folder of upwards(root)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const file = path.join(folder, name);
      if ((await readJson(files, file, top)) !== null)
        return aliasesOf(await readConfiguration(files, file, top));
    }
    if (folder === top) break;
  }
  return NO_ALIASES;
}

/** Files that an import may mean by an alias, without extensions, the likeliest first. */
export function aliasTargets({ patterns, base }: Aliases, root: string, specifier: string): string[] {
  const pattern = patterns.find(({ before, after }) =>
    after === null
      ? specifier === before
      : specifier.length >= before.length + after.length &&
        specifier.startsWith(before) &&
        specifier.endsWith(after),
  );
  const targets: string[] = [];
  if (pattern !== undefined) {
    const end = specifier.length - (pattern.after?.length ?? 0);
    const star = pattern.after === null ? '' : specifier.slice(pattern.before.length, end);
    targets.push(...pattern.targets.map((target) => target.replace('*', () => star)));
  }
  if (base !== null) targets.push(path.join(base, specifier));
  // What most applications mean by these, told in the configuration of a bundler that Fern does not read.
  const usual = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  if (usual !== undefined) targets.push(path.join(root, 'src', usual), path.join(root, usual));
  return targets;
}

async function readConfiguration(files: ModuleFiles, file: string, top: string): Promise<Options> {
  const json = await readJson(files, file, top);
  const own = optionsOf(json, path.dirname(file));
  const others = [json?.extends].flat().filter((other) => typeof other === 'string' && other.startsWith('.'));
  let inherited: Options = {};
  for (const other of others as string[])
    inherited = { ...inherited, ...(await readOther(files, file, other, top)) };
  const all = { ...inherited, ...own };
  if (all.paths !== undefined || all.baseUrl !== undefined || !Array.isArray(json?.references)) return all;
  for (const reference of json.references as { path?: unknown }[]) {
    if (typeof reference?.path !== 'string') continue;
    const referred = await readOther(files, file, reference.path, top);
    if (referred.paths !== undefined || referred.baseUrl !== undefined) return referred;
  }
  return all;
}

async function readOther(files: ModuleFiles, from: string, name: string, top: string): Promise<Options> {
  const target = path.join(path.dirname(from), name);
  for (const candidate of [target, `${target}.json`, path.join(target, 'tsconfig.json')]) {
    const json = await readJson(files, candidate, top);
    if (json !== null) return optionsOf(json, path.dirname(candidate));
  }
  return {};
}

async function readJson(
  files: ModuleFiles,
  file: string,
  top: string,
): Promise<Record<string, unknown> | null> {
  const real = await files.locate(file, 'file');
  if (real === null || !isInside(top, real)) return null;
  const json: unknown = parse((await files.text(real)) ?? '', [], { allowTrailingComma: true });
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null;
}

function optionsOf(json: Record<string, unknown> | null, folder: string): Options {
  const options = json?.compilerOptions as { paths?: unknown; baseUrl?: unknown } | null | undefined;
  const baseUrl = typeof options?.baseUrl === 'string' ? path.join(folder, options.baseUrl) : undefined;
  const paths = options?.paths;
  const known: Options = baseUrl === undefined ? {} : { baseUrl };
  if (typeof paths !== 'object' || paths === null) return known;
  const lists = Object.entries(paths).filter(
    (entry): entry is [string, string[]] =>
      Array.isArray(entry[1]) && entry[1].every((target) => typeof target === 'string'),
  );
  return { ...known, paths: Object.fromEntries(lists), pathsFrom: baseUrl ?? folder };
}

function aliasesOf({ paths = {}, pathsFrom = '', baseUrl }: Options): Aliases {
  const patterns = Object.entries(paths).map(([key, targets]): Pattern => {
    const star = key.indexOf('*');
    return {
      before: star < 0 ? key : key.slice(0, star),
      after: star < 0 ? null : key.slice(star + 1),
      targets: targets.map((target) => path.join(pathsFrom, target)),
    };
  });
  patterns.sort(
    (a, b) => Number(b.after === null) - Number(a.after === null) || b.before.length - a.before.length,
  );
  return { patterns, base: baseUrl ?? null };
}
