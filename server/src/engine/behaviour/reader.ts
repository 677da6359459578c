import type { RunnableModule } from '../languages/language.ts';
import { parseSource } from '../languages/registry.ts';
import { prepareModule } from '../languages/runnable.ts';
import type { SourceModel } from '../model/source.ts';

/** Reads files for one comparison after the other: files of an application import each other, and models share a golden. */
export interface Reader {
  /** As {@link parseSource}; the same model for the same file. */
  parse(path: string, text: string): SourceModel;
  /** As {@link prepareModule}. */
  prepare(path: string, text: string, measure: boolean): RunnableModule;
}

/** Most files that are kept in each of both ways, and most characters of them. */
const KEPT_FILES = 400;
const KEPT_CHARACTERS = 4_000_000;

/** A reader that does nothing twice. */
export function createReader(): Reader {
  const models = new Recent<SourceModel>();
  const modules = new Recent<RunnableModule>();
  return {
    parse: (path, text) => models.get(`${path}\0${text}`, () => parseSource(path, text)),
    prepare: (path, text, measure) =>
      modules.get(`${measure}\0${path}\0${text}`, () => prepareModule(path, text, { measure })),
  };
}

/** What was asked for last, by a key that holds the whole text. */
class Recent<T> {
  readonly #known = new Map<string, T>();
  #characters = 0;

  get(key: string, make: () => T): T {
    const known = this.#known.get(key);
    const value = known ?? make();
    if (known !== undefined) this.#known.delete(key);
    else this.#characters += key.length;
    this.#known.set(key, value);
    this.#forget();
    return value;
  }

  #forget(): void {
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= KEPT_FILES && this.#characters <= KEPT_CHARACTERS) return;
      this.#known.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}
