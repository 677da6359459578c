import { LRUCache } from 'lru-cache';
import type { ImportedModule } from '../../engine/index.ts';
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
  /** What a file imports; takes the compiler, which not every process has. */
  readonly imports: (path: string, text: string) => Promise<readonly ImportedModule[]>;
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
    const file = await this.scan(real, text, this.#parts.source.hash(text));
    this.#files.set(real, file);
    return file;
  }

  /** A file whose text is known. */
  async scan(real: string, text: string, hash: string): Promise<ModuleFile> {
    return { real, text, hash, imports: await this.#parts.imports(real.replaceAll('\\', '/'), text) };
  }

  hash(text: string): string {
    return this.#parts.source.hash(text);
  }
}
