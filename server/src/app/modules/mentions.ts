import path from 'node:path';

/** Which files of an application may import which: from their texts alone, so that no compiler is needed. */
export class Mentions {
  /** File → specifiers, as written. */
  readonly #specifiers = new Map<string, readonly string[]>();
  /** Last part of a specifier without its ending → files. */
  readonly #byName = new Map<string, string[]>();
  readonly #barrels = new Set<string>();

  /** @param file relative to the application's root, with '/' */
  add(file: string, text: string): void {
    const specifiers = specifiersIn(text);
    if (specifiers.length === 0) return;
    this.#specifiers.set(file, specifiers);
    if (/\bexport\s{0,9}[*{]/.test(text)) this.#barrels.add(file);
    for (const name of new Set(specifiers.map((specifier) => nameOf(file, specifier)))) {
      const known = this.#byName.get(name);
      if (known === undefined) this.#byName.set(name, [file]);
      else known.push(file);
    }
  }

  /** Files that import something which is called like a file; whether it is that file is not known yet. */
  of(file: string): readonly string[] {
    const { name, dir } = path.posix.parse(file);
    const folder = name === 'index' ? (this.#byName.get(path.posix.basename(dir) || '.') ?? []) : [];
    const files = new Set([...(this.#byName.get(name.replace(/\.d$/, '')) ?? []), ...folder]);
    files.delete(file);
    return [...files];
  }

  specifiers(file: string): readonly string[] {
    return this.#specifiers.get(file) ?? [];
  }

  /** Whether a file may hand on what another exports. */
  isBarrel(file: string): boolean {
    return this.#barrels.has(file);
  }
}

/** What is written behind `from`, `import` and `require`; in comments and texts too, which does no harm. */
function specifiersIn(text: string): string[] {
  const found = text.matchAll(/\b(?:from|import|require)[\s(]{0,20}(['"])([^'"\n]{1,200})\1/g);
  return [...new Set([...found].map((match) => match[2]))];
}

/** `slug` of `../utils/slug.js`; of a folder its own name, `.` where that is the application's root. */
function nameOf(file: string, specifier: string): string {
  const isFolder = /(?:^|\/)\.{0,2}$/.test(specifier);
  const target = isFolder ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
  return path.posix.basename(target).replace(/\.(?:[cm]?[jt]sx?|json)$/, '') || '.';
}
