import { LRUCache } from 'lru-cache';
import { type ImportedModule, importedModules } from '../../engine/index.ts';
import type { FileSource } from '../ports.ts';

/** A file as it was read for an import. */
export interface ModuleFile {
  /** Absolute, without links: what identifies it. */
  readonly real: string;
  readonly text: string;
  readonly hash: string;
  readonly imports: readonly ImportedModule[];
}

export interface FileParts {
  readonly source: FileSource;
  /** Larger files are not read, in bytes. */
  readonly maxBytes: number;
}

/** Characters of text that are kept: what one file imports, the next imports as well. */
const KEPT_TEXT = 8_000_000;

/** Reads files and their imports, and keeps the last of them. */
export class ModuleFiles {
  readonly #parts: FileParts;
  readonly #files = new LRUCache<string, ModuleFile>({
    maxSize: KEPT_TEXT,
    sizeCalculation: (file) => file.text.length + 100,
  });

  constructor(parts: FileParts) {
    this.#parts = parts;
  }

  /** The real path of a file or folder, or null. */
  async locate(absolute: string, kind: 'file' | 'folder'): Promise<string | null> {
    const located = await this.#parts.source.locate(absolute);
    return located?.kind === kind ? located.real : null;
  }

  /** The text of a real path, or null. */
  async text(real: string): Promise<string | null> {
    const content = await this.#parts.source.read(real, this.#parts.maxBytes);
    return content.ok ? content.text : null;
  }

  /** A file by its real path, or null when it can't be read. */
  async load(real: string): Promise<ModuleFile | null> {
    const kept = this.#files.get(real);
    if (kept !== undefined) return kept;
    const text = await this.text(real);
    if (text === null) return null;
    const file = this.scan(real, text, this.#parts.source.hash(text));
    this.#files.set(real, file);
    return file;
  }

  /** A file whose text is known. */
  scan(real: string, text: string, hash: string): ModuleFile {
    return { real, text, hash, imports: importsOf(real, text) };
  }

  hash(text: string): string {
    return this.#parts.source.hash(text);
  }
}

/** What is nested too deep to be read imports nothing; that it can't be run is told by who runs it. */
function importsOf(path: string, text: string): ImportedModule[] {
  try {
    return importedModules(path.replaceAll('\\', '/'), text);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
