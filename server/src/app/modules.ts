import path from 'node:path';
import type { ImportedModule } from '../engine/index.ts';
import { type Aliases, aliasTargets, readAliases } from './modules/aliases.ts';
import { type FileParts, type ModuleFile, ModuleFiles } from './modules/files.ts';
import { isPurePackage, Packages } from './modules/packages.ts';
import { findModule, isDeclarationFile, isInside, isRelativeSpecifier } from './modules/places.ts';
import type { SourceText } from './ports.ts';

/** Path → specifier as written → path. */
export type Links = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A file with what it imports, for running it and for reading its types. */
export interface ProgramSources {
  /** The entry first. Those of packages are below `node_modules/`. */
  readonly files: readonly SourceText[];
  /** Between `files`; what a file imports besides is not known. */
  readonly links: Links;
  /** Files of the application that are reached through any import, of types alone too; the entry first. */
  readonly typeFiles: readonly SourceText[];
  readonly typeLinks: Links;
  /** What was left out because it was too much; null when all is there. */
  readonly limits: string | null;
}

/** Where an application is. */
export interface ModulePlace {
  readonly root: string;
  /** Highest folder in which a tsconfig.json is looked for: the root or one above it. */
  readonly limit: string;
  /** Folders that may have `node_modules` where the application has none, those of the golden one for example. */
  readonly packageRoots?: readonly string[];
}

/** Most that is taken along with one file. */
export interface ModuleBounds {
  /** Of the application. */
  readonly files: number;
  /** Of packages. */
  readonly packageFiles: number;
  /** Characters, all together. */
  readonly bytes: number;
}

export const MODULE_BOUNDS: ModuleBounds = { files: 200, packageFiles: 400, bytes: 2_000_000 };

/** Follows the imports of an application's files; keeps what the files have in common. */
export interface ModuleReader {
  closure(entry: SourceText): Promise<ProgramSources>;
  /** The file of the application that an import in one of its files means, as `place` gives it; null for any other. */
  resolve(from: string, specifier: string): Promise<string | null>;
  /** Where a file is in truth, relative to the root and with '/'; null where it is not there or outside of it. */
  place(file: string): Promise<string | null>;
}

/** @param entry its path is relative to the root; see {@link createModuleReader} for more than one file */
export async function importClosure(
  parts: FileParts,
  place: ModulePlace,
  entry: SourceText,
  bounds: ModuleBounds = MODULE_BOUNDS,
): Promise<ProgramSources> {
  return (await createModuleReader(parts, place, bounds)).closure(entry);
}

/**
 * Nothing is read outside of the root, by real paths, but configurations up to the limit and the packages that are
 * known to be pure.
 */
export async function createModuleReader(
  parts: FileParts,
  place: ModulePlace,
  bounds: ModuleBounds = MODULE_BOUNDS,
): Promise<ModuleReader> {
  const files = new ModuleFiles(parts);
  const real = async (folder: string): Promise<string> => (await files.locate(folder, 'folder')) ?? folder;
  const root = await real(place.root);
  const others = await Promise.all((place.packageRoots ?? []).map(real));
  const aliases = await readAliases(files, root, await real(place.limit));
  return new Reader(files, root, aliases, new Packages(files, root, others), bounds);
}

/** What following imports came to. */
interface Walk {
  readonly texts: SourceText[];
  readonly links: Record<string, Record<string, string>>;
  bytes: number;
  cut: boolean;
  /** Imports of what is not the application's. */
  readonly foreign: { readonly file: ModuleFile; readonly path: string; readonly wanted: ImportedModule }[];
}

class Reader implements ModuleReader {
  readonly #files: ModuleFiles;
  readonly #root: string;
  readonly #aliases: Aliases;
  readonly #packages: Packages;
  readonly #bounds: ModuleBounds;
  /** Folder and specifier → real path. */
  readonly #resolved = new Map<string, string | null>();

  constructor(files: ModuleFiles, root: string, aliases: Aliases, packages: Packages, bounds: ModuleBounds) {
    this.#files = files;
    this.#root = root;
    this.#aliases = aliases;
    this.#packages = packages;
    this.#bounds = bounds;
  }

  async closure(entry: SourceText): Promise<ProgramSources> {
    const absolute = path.join(this.#root, entry.path);
    const real = (await this.#files.locate(absolute, 'file')) ?? absolute;
    const first = await this.#files.scan(real, entry.text, entry.hash);
    const types = await this.#walk(entry, first, false);
    const run = await this.#walk(entry, first, true);
    const limits = run.cut
      ? [`more than ${this.#bounds.files} files or ${this.#bounds.bytes} characters are imported`]
      : [];
    limits.push(...(await this.#addPackages(run)));
    return {
      files: run.texts,
      links: run.links,
      typeFiles: types.texts,
      typeLinks: types.links,
      limits: limits.length === 0 ? null : limits.join('; '),
    };
  }

  async resolve(from: string, specifier: string): Promise<string | null> {
    const target = await this.#resolve(path.join(this.#root, from), specifier);
    return target === null ? null : this.#relative(target);
  }

  async place(file: string): Promise<string | null> {
    const real = await this.#files.locate(path.join(this.#root, file), 'file');
    return real === null || !isInside(this.#root, real) ? null : this.#relative(real);
  }

  #relative(real: string): string {
    return path.relative(this.#root, real).replaceAll('\\', '/');
  }

  /** The nearest files first, so that what is left out when there are too many is what matters least. */
  async #walk(entry: SourceText, first: ModuleFile, running: boolean): Promise<Walk> {
    const walk: Walk = { texts: [entry], links: {}, bytes: entry.text.length, cut: false, foreign: [] };
    const paths = new Map([[first.real, entry.path]]);
    const queue = [first];
    for (const file of queue) {
      const from = paths.get(file.real)!;
      const links: Record<string, string> = {};
      walk.links[from] = links;
      for (const wanted of file.imports) {
        if (running && wanted.types) continue;
        const target = await this.#resolve(file.real, wanted.specifier);
        if (target === null) {
          walk.foreign.push({ file, path: from, wanted });
          continue;
        }
        if (running && isDeclarationFile(target)) continue;
        if (!paths.has(target)) {
          const next = await this.#files.load(target);
          if (next === null) continue;
          if (!this.#fits(walk, next.text)) {
            walk.cut = true;
            continue;
          }
          const place = this.#relative(target);
          paths.set(target, place);
          queue.push(next);
          walk.texts.push({ path: place, text: next.text, hash: next.hash });
          walk.bytes += next.text.length;
        }
        links[wanted.specifier] = paths.get(target)!;
      }
    }
    return walk;
  }

  #fits(walk: Walk, text: string): boolean {
    return walk.texts.length < this.#bounds.files && walk.bytes + text.length <= this.#bounds.bytes;
  }

  /** Real path of the application's file that an import means, or null. */
  async #resolve(from: string, specifier: string): Promise<string | null> {
    const key = `${path.dirname(from)}\0${path.extname(from)}\0${specifier}`;
    const known = this.#resolved.get(key);
    if (known !== undefined) return known;
    const targets = isRelativeSpecifier(specifier)
      ? [path.join(path.dirname(from), specifier)]
      : aliasTargets(this.#aliases, this.#root, specifier);
    let found: string | null = null;
    for (const target of targets) {
      if (!isInside(this.#root, target)) continue;
      const real = await findModule(this.#files, target, /\.[cm]?tsx?$/.test(from));
      if (real === null || !isInside(this.#root, real)) continue;
      found = real;
      break;
    }
    this.#resolved.set(key, found);
    return found;
  }

  /** A package comes whole or not at all. */
  async #addPackages(walk: Walk): Promise<string[]> {
    const labels = new Map<string, string>();
    const tooLarge = new Set<string>();
    for (const { file, path: from, wanted } of walk.foreign) {
      const { specifier, names } = wanted;
      if (!isPurePackage(specifier)) continue;
      const most = { files: this.#bounds.packageFiles, bytes: this.#bounds.bytes };
      const modules = await this.#packages.closure(specifier, names, file.real, most);
      if (modules === null) continue;
      const fresh = modules === 'too large' ? [] : modules.filter(({ file: { real } }) => !labels.has(real));
      const bytes = fresh.reduce((sum, module) => sum + module.file.text.length, walk.bytes);
      if (
        modules === 'too large' ||
        labels.size + fresh.length > this.#bounds.packageFiles ||
        bytes > this.#bounds.bytes
      ) {
        tooLarge.add(specifier);
        continue;
      }
      walk.bytes = bytes;
      for (const module of fresh) {
        labels.set(module.file.real, module.label);
        walk.texts.push({ path: module.label, text: module.file.text, hash: module.file.hash });
      }
      for (const module of fresh)
        walk.links[module.label] = Object.fromEntries(
          Object.entries(module.links).map(([name, real]) => [name, labels.get(real)!]),
        );
      walk.links[from][specifier] = labels.get(modules[0].file.real)!;
    }
    return [...tooLarge].sort().map((specifier) => `the package ${specifier} is too large to be run along`);
  }
}
