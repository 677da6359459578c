import path from 'node:path';
import { LRUCache } from 'lru-cache';
import type { SideCallers } from '../engine/index.ts';
import { Mentions } from './modules/mentions.ts';
import { isInside } from './modules/places.ts';
import type { ModuleReader } from './modules.ts';
import type { FileSource, SourceText } from './ports.ts';

/** Finds what else of a golden application calls one of its files: tests first of all. */
export interface Callers {
  /** @param file its path is relative to the root */
  of(file: SourceText): Promise<SideCallers>;
}

export interface CallerPlace {
  /** Absolute: imports lead nowhere else. */
  readonly root: string;
  /** The root, or a folder below it: where callers are looked for. */
  readonly folder: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Folders whose code is generated, absolute: inputs come from the golden alone. */
  readonly generated: readonly string[];
}

/** Most that is looked at for a whole application; of larger ones the first files in order of their paths. */
const MOST_LISTED = 10_000;
/** Bytes; larger files are hardly written by hand. */
const LARGEST = 100_000;
/** Files that import one file, and files through which they do. */
const MOST_CALLERS = 12;
const MOST_BARRELS = 4;
/** Files that may import it and are asked whether they do. */
const MOST_ASKED = 60;
/** Files that a caller imports besides, where constants of a test may be. */
const MOST_IMPORTED = 6;
/** Characters of all files together that are taken along for one file. */
const MOST_TEXT = 200_000;
/** Characters that are kept: golden files are asked for once for each model. */
const KEPT_TEXT = 4_000_000;

const CODE = '{ts,tsx,js,jsx,mts,cts,mjs,cjs}';
const TEST_FOLDERS = '{test,tests,__tests__,spec,specs}';
const TESTS: readonly string[] = [`**/*.{test,spec}.${CODE}`, `**/${TEST_FOLDERS}/**/*.${CODE}`];
const IS_TEST = /(?:^|\/)(?:__tests__|tests?|specs?)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$/;

const NONE: SideCallers = { paths: [], files: [], links: {} };

/** Where nothing calls anything. */
export const NO_CALLERS: Callers = { of: async () => NONE };

/** The files that are compared, and tests even where patterns leave those out. */
export function inApplication(
  { include, exclude }: { readonly include: readonly string[]; readonly exclude: readonly string[] },
  root: string,
  generated: readonly string[],
): CallerPlace {
  const left = exclude.filter((pattern) => !/test|spec/i.test(pattern));
  return { root, folder: root, include: [...include, ...TESTS], exclude: left, generated };
}

/** The files of one folder, and tests in a folder below: of a single file it is not known what else is its own. */
export function besideFile(root: string, folder: string, generated: string): CallerPlace {
  return {
    root,
    folder,
    include: [`*.${CODE}`, `${TEST_FOLDERS}/*.${CODE}`],
    exclude: [`!(*.*|${TEST_FOLDERS.slice(1, -1).replaceAll(',', '|')})/**`, `*/!(*.*)/**`],
    generated: [generated],
  };
}

/**
 * The folder is read once, when first asked for; the texts tell by names who may import what, and only those few are
 * asked where their imports lead.
 * @param open reads modules below the root
 */
export function createCallers(
  source: FileSource,
  place: CallerPlace,
  open: () => Promise<ModuleReader>,
): Callers {
  let opened: Promise<Finder> | undefined;
  const finder = async (): Promise<Finder> =>
    new Finder(source, place.root, await mentionsIn(source, place), await open());
  const kept = new LRUCache<string, SideCallers>({
    maxSize: KEPT_TEXT,
    sizeCalculation: ({ files }) => files.reduce((sum, { text }) => sum + text.length, 100),
  });
  return {
    async of(file) {
      const known = kept.get(file.path);
      if (known !== undefined) return known;
      opened ??= finder();
      const callers = await (await opened).find(file);
      kept.set(file.path, callers);
      return callers;
    },
  };
}

async function mentionsIn(source: FileSource, place: CallerPlace): Promise<Mentions> {
  const mentions = new Mentions();
  const { files } = await source.list(place.folder, place);
  const apart = place.generated.filter((folder) => folder !== place.folder && isInside(place.folder, folder));
  const own = files.filter(
    ({ absolute, size }) => size <= LARGEST && !apart.some((folder) => isInside(folder, absolute)),
  );
  for (const { absolute } of own.slice(0, MOST_LISTED)) {
    const content = await source.read(absolute, LARGEST);
    if (content.ok) mentions.add(relative(place.root, absolute), content.text);
  }
  return mentions;
}

function relative(root: string, absolute: string): string {
  return path.relative(root, absolute).replaceAll('\\', '/');
}

class Finder {
  readonly #source: FileSource;
  readonly #root: string;
  readonly #mentions: Mentions;
  readonly #reader: ModuleReader;

  constructor(source: FileSource, root: string, mentions: Mentions, reader: ModuleReader) {
    this.#source = source;
    this.#root = root;
    this.#mentions = mentions;
    this.#reader = reader;
  }

  async find(entry: SourceText): Promise<SideCallers> {
    const barrels = await this.#barrels(entry.path);
    const callers: string[] = [];
    const asked = [...new Set([entry.path, ...barrels].flatMap((target) => this.#mentions.of(target)))]
      .filter((file) => !barrels.includes(file) && file !== entry.path)
      .sort(mostTellingFirst(entry.path))
      .slice(0, MOST_ASKED);
    const targets = await this.#places([entry.path, ...barrels]);
    for (const file of asked) {
      if (callers.length >= MOST_CALLERS) break;
      if (await this.#imports(file, targets)) callers.push(file);
    }
    return callers.length === 0 ? NONE : this.#gather(entry, callers, barrels);
  }

  /** Files that hand on what the entry exports, and those that hand on these. */
  async #barrels(entry: string): Promise<string[]> {
    const found: string[] = [];
    const queue = [entry];
    for (const target of queue) {
      const near = this.#mentions
        .of(target)
        .filter((file) => this.#mentions.isBarrel(file) && !IS_TEST.test(file));
      const targets = await this.#places([target]);
      for (const file of near.sort(mostTellingFirst(entry)).slice(0, 2 * MOST_BARRELS)) {
        const fresh = file !== entry && !found.includes(file) && found.length < MOST_BARRELS;
        if (!fresh || !(await this.#imports(file, targets))) continue;
        found.push(file);
        queue.push(file);
      }
    }
    return found;
  }

  async #places(files: readonly string[]): Promise<Set<string | null>> {
    return new Set(await Promise.all(files.map((file) => this.#reader.place(file))));
  }

  async #imports(file: string, targets: ReadonlySet<string | null>): Promise<boolean> {
    for (const specifier of this.#mentions.specifiers(file)) {
      const target = await this.#reader.resolve(file, specifier);
      if (target !== null && targets.has(target)) return true;
    }
    return false;
  }

  /** The texts of the files and of what they import, as many as there is room for. */
  async #gather(
    entry: SourceText,
    callers: readonly string[],
    barrels: readonly string[],
  ): Promise<SideCallers> {
    const files = new Map<string, { path: string; text: string; hash: string }>();
    const links: Record<string, Record<string, string>> = {};
    const place = await this.#reader.place(entry.path);
    let left = MOST_TEXT;
    const take = async (file: string): Promise<boolean> => {
      if (files.has(file)) return true;
      const content = await this.#source.read(path.join(this.#root, file), LARGEST);
      if (!content.ok || content.text.length > left) return false;
      left -= content.text.length;
      files.set(file, { path: file, text: content.text, hash: this.#source.hash(content.text) });
      return true;
    };
    const taken: string[] = [];
    for (const file of barrels) await take(file);
    for (const file of callers) if (await take(file)) taken.push(file);
    for (const file of [...taken, ...barrels]) {
      const own: Record<string, string> = {};
      let imported = 0;
      for (const specifier of this.#mentions.specifiers(file)) {
        const target = await this.#reader.resolve(file, specifier);
        if (target === null) continue;
        if (target === place) own[specifier] = entry.path;
        else if (files.has(target) || (imported++ < MOST_IMPORTED && (await take(target))))
          own[specifier] = target;
      }
      links[file] = own;
    }
    return { paths: taken, files: [...files.values()], links };
  }
}

/** Tests, then what is called alike, then what is near; of equals by their paths. */
function mostTellingFirst(entry: string): (a: string, b: string) => number {
  const { name, dir } = path.posix.parse(entry);
  const folders = dir.split('/');
  const distance = (file: string): number => {
    const parts = path.posix.dirname(file).split('/');
    let shared = 0;
    while (shared < parts.length && parts[shared] === folders[shared]) shared++;
    return parts.length + folders.length - 2 * shared;
  };
  const rank = (file: string): number =>
    (IS_TEST.test(file) ? 0 : 2) + (path.posix.basename(file).startsWith(`${name}.`) ? 0 : 1);
  return (a, b) => rank(a) - rank(b) || distance(a) - distance(b) || (a < b ? -1 : 1);
}
