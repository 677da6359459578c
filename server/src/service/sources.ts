import type { FileSource } from '../app/ports.ts';

/** Files as applications of one: what is asked for as a root is listed as its only file. */
export function singleFiles(source: FileSource): FileSource {
  return {
    ...source,
    list: async (root) => ({
      files: [{ path: root.split(/[\\/]/).at(-1) ?? root, absolute: root, size: 0 }],
      unreadable: [],
    }),
  };
}

/** Code that came with a request, by the paths that it is given; nothing else is there. */
export function sentFiles(source: FileSource, texts: ReadonlyMap<string, string>): FileSource {
  return {
    list: async () => ({ files: [], unreadable: [] }),
    read: async (absolute) => {
      const text = texts.get(absolute);
      return text === undefined ? { ok: false, reason: 'there is no such file' } : { ok: true, text };
    },
    locate: async (absolute) => (texts.has(absolute) ? { real: absolute, kind: 'file' } : null),
    hash: source.hash,
  };
}
