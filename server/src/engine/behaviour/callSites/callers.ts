import { languageOf } from '../../languages/extensions.ts';
import type { SourceModel } from '../../model/source.ts';
import type { Reader } from '../reader.ts';
import type { SideFile, SideSources } from '../sides.ts';

/** The files that import a golden file and what those import in turn, each parsed once and only when asked for. */
export class Callers {
  /** Path of the golden file. */
  readonly entry: string;
  readonly #reader: Reader;
  readonly #sources: SideSources;
  readonly #golden: SourceModel;
  readonly #files: ReadonlyMap<string, SideFile>;
  readonly #models = new Map<string, SourceModel | null>();

  constructor(reader: Reader, sources: SideSources, golden: SourceModel) {
    this.#reader = reader;
    this.#sources = sources;
    this.#golden = golden;
    this.entry = sources.files[0].path;
    this.#files = new Map(
      [...sources.files, ...(sources.callers?.files ?? [])].map((file) => [file.path, file]),
    );
  }

  /** Paths of the files that import it, those first that say most. */
  get paths(): readonly string[] {
    return this.#sources.callers?.paths ?? [];
  }

  /** Whether the golden file exports something of that name. */
  offers(name: string): boolean {
    return this.#golden.exports.some((entry) => entry.name === name || entry.name === '*');
  }

  /** Null for what is not there, or is no code. */
  model(path: string): SourceModel | null {
    if (path === this.entry) return this.#golden;
    const known = this.#models.get(path);
    if (known !== undefined) return known;
    const model = parsed(this.#reader, this.#files.get(path));
    this.#models.set(path, model);
    return model;
  }

  /** The text of a file that holds JSON; null for any other. */
  json(path: string): string | null {
    return path.endsWith('.json') ? (this.#files.get(path)?.text ?? null) : null;
  }

  /** The file that a specifier means there; null where it is not known. */
  resolve(from: string, specifier: string): string | null {
    const links = this.#sources.callers?.links[from] ?? this.#sources.links[from];
    return links?.[specifier] ?? null;
  }
}

/** What is nested too deep to be parsed calls nothing. */
function parsed(reader: Reader, file: SideFile | undefined): SourceModel | null {
  if (file === undefined || languageOf(file.path) === null) return null;
  try {
    return reader.parse(file.path, file.text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
