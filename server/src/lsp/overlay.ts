import type { FileSource } from '../app/ports.ts';
import type { Documents } from './documents.ts';

/** Files as the editor has them: open ones with their text there, all others from disk. */
export function createOverlay(disk: FileSource, documents: Documents): FileSource {
  return {
    list: (root, patterns) => disk.list(root, patterns),
    locate: (absolute) => disk.locate(absolute),
    hash: (text) => disk.hash(text),
    async read(absolute, maxBytes) {
      const text = documents.textAt(absolute);
      if (text === undefined) return disk.read(absolute, maxBytes);
      const size = Buffer.byteLength(text);
      if (size > maxBytes)
        return { ok: false, reason: `too large: ${size} bytes, at most ${maxBytes} are read` };
      // A byte order mark is not part of a text, as when it is read from disk.
      return { ok: true, text: text.startsWith('\ufeff') ? text.slice(1) : text };
    },
  };
}
