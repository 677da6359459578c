import path from 'node:path';
import type { ModuleFile, ModuleFiles } from './files.ts';
import { entriesOf, splitSpecifier } from './packageEntry.ts';
import { isInside, isRelativeSpecifier, upwards } from './places.ts';

/** Packages that compute and touch nothing, so that what they do is the same everywhere. */
const PURE: ReadonlySet<string> = new Set([
  ...['lodash', 'lodash-es', 'ramda', 'date-fns', 'dayjs', 'zod', 'immer', 'clsx', 'classnames'],
  ...['validator', 'qs', 'fast-deep-equal', 'deepmerge', 'camelcase', 'slugify'],
]);

/** What the packages above need themselves. */
const HELPERS: ReadonlySet<string> = new Set([
  ...['side-channel', 'side-channel-list', 'side-channel-map', 'side-channel-weakmap', 'object-inspect'],
  ...['call-bound', 'call-bind', 'call-bind-apply-helpers', 'get-intrinsic', 'get-proto', 'dunder-proto'],
  ...['es-errors', 'es-define-property', 'es-object-atoms', 'function-bind', 'gopd', 'has-symbols', 'hasown'],
  ...['math-intrinsics', 'define-data-property', 'set-function-length', 'has-property-descriptors'],
  ...['async-function', 'generator-function', 'async-generator-function', 'has-proto', '@babel/runtime'],
]);

/** Packages of hundreds of files with one for each name, so that only those that are wanted need to run. */
const ONE_FILE_EACH: ReadonlySet<string> = new Set(['date-fns', 'lodash-es']);

/** True for a specifier of a package that may be run along. */
export function isPurePackage(specifier: string): boolean {
  const { name } = splitSpecifier(specifier);
  return PURE.has(name) || /^lodash\.\w+$/.test(name);
}

/** A module of a package. */
export interface PackageModule {
  readonly file: ModuleFile;
  /** Path within the program: `node_modules/zod/index.cjs`. */
  readonly label: string;
  /** Specifier → real path of another module. */
  readonly links: Readonly<Record<string, string>>;
}

/** Finds packages in `node_modules` folders, and what they need. All paths are real ones. */
export class Packages {
  readonly #files: ModuleFiles;
  readonly #root: string;
  /** Folders whose `node_modules` are looked at last. */
  readonly #others: readonly string[];
  #trusted: readonly string[] | null = null;
  readonly #manifests = new Map<string, Readonly<Record<string, unknown>>>();
  /** Folder of a package → its name within programs. */
  readonly #labels = new Map<string, string>();

  constructor(files: ModuleFiles, root: string, others: readonly string[]) {
    this.#files = files;
    this.#root = root;
    this.#others = others;
  }

  /**
   * A package's module with all that it needs, itself first.
   * @param names what is taken of it, or null when it may be anything
   * @param most modules and characters that it may have; a package with parts missing would be another one
   * @returns null when it is not there; 'too large' when it is more
   */
  async closure(
    specifier: string,
    names: readonly string[] | null,
    from: string,
    most: { readonly files: number; readonly bytes: number },
  ): Promise<readonly PackageModule[] | 'too large' | null> {
    const first = (await this.#chosen(specifier, names, from)) ?? (await this.#load(specifier, from));
    if (first === null) return null;
    const modules: PackageModule[] = [];
    const queue = [first];
    const seen = new Set([first.real]);
    let bytes = 0;
    for (const file of queue) {
      bytes += file.text.length;
      if (queue.length > most.files || bytes > most.bytes) return 'too large';
      const links: Record<string, string> = {};
      for (const { specifier: wanted, types } of file.imports) {
        const target = types ? null : await this.#target(wanted, file.real);
        if (target === null) continue;
        links[wanted] = target.real;
        if (!seen.has(target.real)) queue.push(target);
        seen.add(target.real);
      }
      modules.push({ file, label: this.#labelOf(file.real), links });
    }
    return modules;
  }

  /** A module that takes each name from its own file, or null where that can't be done. */
  async #chosen(
    specifier: string,
    names: readonly string[] | null,
    from: string,
  ): Promise<ModuleFile | null> {
    if (names === null || names.length === 0 || !ONE_FILE_EACH.has(specifier)) return null;
    const folder = await this.#folderOf(specifier, from);
    if (folder === null) return null;
    const lines = ['Object.defineProperty(exports, "__esModule", { value: true });'];
    for (const name of [...names].sort()) {
      const module = `${specifier}/${name}`;
      if (!/^[\w$]+$/.test(name)) return null;
      if ((await this.#entry(module, from)) === null) {
        // A name with a capital is a type's, of which nothing is there at run time.
        if (/^[A-Z]/.test(name)) continue;
        return null;
      }
      lines.push(`{ const m = require("${module}"); exports.${name} = m.${name} ?? m.default ?? m; }`);
    }
    const text = lines.join('\n');
    const real = path.join(folder, 'only', `${[...names].sort().join('+')}.cjs`);
    return this.#files.scan(real, text, this.#files.hash(text));
  }

  async #load(specifier: string, from: string): Promise<ModuleFile | null> {
    const real = await this.#entry(specifier, from);
    return real === null ? null : this.#read(real);
  }

  async #target(specifier: string, from: string): Promise<ModuleFile | null> {
    if (!isRelativeSpecifier(specifier)) {
      const allowed = isPurePackage(specifier) || HELPERS.has(splitSpecifier(specifier).name);
      return allowed ? this.#load(specifier, from) : null;
    }
    const folder = packageFolder(from);
    const real = await this.#find(path.join(path.dirname(from), specifier), folder);
    return real === null ? null : this.#read(real);
  }

  /** A file that a package leaves out where there is no Node is empty. */
  async #read(real: string): Promise<ModuleFile | null> {
    const folder = packageFolder(real);
    const { browser } = await this.#manifest(folder);
    const name = `./${path.relative(folder, real).replaceAll('\\', '/')}`;
    return (browser as Record<string, unknown> | null | undefined)?.[name] === false
      ? this.#files.scan(real, '', this.#files.hash(''))
      : this.#files.load(real);
  }

  /** Real path of the file that a specifier of a package means. */
  async #entry(specifier: string, from: string): Promise<string | null> {
    const { name, path: wanted } = splitSpecifier(specifier);
    const folder = await this.#folderOf(name, from);
    if (folder === null) return null;
    for (const entry of entriesOf(await this.#manifest(folder), wanted)) {
      const real = await this.#find(path.join(folder, entry), folder);
      if (real !== null) return real;
    }
    return null;
  }

  async #folderOf(name: string, from: string): Promise<string | null> {
    const above = [...upwards(path.dirname(from)), ...this.#others.flatMap(upwards)];
    for (const folder of above) {
      const real = await this.#files.locate(path.join(folder, 'node_modules', name), 'folder');
      if (real !== null && (await this.#isTrusted(real, name))) return real;
    }
    return null;
  }

  /** A link may lead to where a package manager keeps its packages, but nowhere else. */
  async #isTrusted(folder: string, name: string): Promise<boolean> {
    this.#trusted ??= await this.#trustedFolders();
    return (
      folder.endsWith(path.join(path.sep, 'node_modules', name)) &&
      this.#trusted.some((trusted) => isInside(trusted, folder))
    );
  }

  async #trustedFolders(): Promise<string[]> {
    const folders = [this.#root];
    for (const folder of [this.#root, ...this.#others].flatMap(upwards)) {
      const modules = path.join(folder, 'node_modules');
      // A linked folder would make everything below its target trusted.
      if ((await this.#files.locate(modules, 'folder')) === modules) folders.push(modules);
    }
    return folders;
  }

  async #find(absolute: string, folder: string): Promise<string | null> {
    const endings = ['', '.js', '.cjs', '.mjs', '.json', '/index.js', '/index.cjs', '/index.mjs'];
    const main = (await this.#files.locate(absolute, 'folder')) && (await this.#manifest(absolute)).main;
    const paths = endings.map((ending) => absolute + ending);
    if (typeof main === 'string' && absolute !== folder) paths.unshift(path.join(absolute, main));
    for (const candidate of paths) {
      const real = await this.#files.locate(candidate, 'file');
      if (real !== null && isInside(folder, real) && /\.(?:[cm]?js|json)$/.test(real)) return real;
    }
    return null;
  }

  async #manifest(folder: string): Promise<Readonly<Record<string, unknown>>> {
    const known = this.#manifests.get(folder) ?? (await this.#readManifest(folder));
    this.#manifests.set(folder, known);
    return known;
  }

  async #readManifest(folder: string): Promise<Readonly<Record<string, unknown>>> {
    const real = await this.#files.locate(path.join(folder, 'package.json'), 'file');
    if (real === null || !isInside(folder, real)) return {};
    try {
      const json: unknown = JSON.parse((await this.#files.text(real)) ?? '');
      return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
    } catch {
      return {};
    }
  }

  /** Two versions of a package have two names. */
  #labelOf(real: string): string {
    const folder = packageFolder(real);
    let label = this.#labels.get(folder);
    if (label === undefined) {
      const name = folder.slice(folder.lastIndexOf('node_modules')).replaceAll('\\', '/');
      const taken = new Set(this.#labels.values());
      label = name;
      for (let version = 2; taken.has(label); version++) label = `${name}@${version}`;
      this.#labels.set(folder, label);
    }
    return `${label}/${path.relative(folder, real).replaceAll('\\', '/')}`;
  }
}

/** The folder of the package that a file is of. */
function packageFolder(real: string): string {
  const parts = real.split(path.sep);
  const at = parts.lastIndexOf('node_modules');
  return parts.slice(0, at + (parts[at + 1]?.startsWith('@') ? 3 : 2)).join(path.sep);
}
