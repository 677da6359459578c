import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { writeWhole } from './writeWhole.ts';

/** Runs as files of a folder, which is made with the first. */
export function openRunFolder(folder: string): {
  entries(): readonly { readonly id: string; readonly written: number; readonly bytes: number }[];
  read(id: string): string | null;
  firstLine(id: string): string | null;
  write(id: string, text: string): void;
  remove(id: string): void;
} {
  const fileOf = (id: string): string => {
    if (!/^[0-9a-f]+$/.test(id)) throw new Error(`${id} is no id of a run.`);
    return path.join(folder, `${id}.json`);
  };
  return {
    entries() {
      try {
        return readdirSync(folder).flatMap((name) => {
          const id = /^([0-9a-f]+)\.json$/.exec(name)?.[1];
          const stats = id === undefined ? undefined : statSync(fileOf(id), { throwIfNoEntry: false });
          return id === undefined || stats === undefined
            ? []
            : [{ id, written: stats.mtimeMs, bytes: stats.size }];
        });
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw error;
      }
    },
    read(id) {
      try {
        return readFileSync(fileOf(id), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    firstLine: (id) => firstLineOf(fileOf(id)),
    write: (id, text) => writeWhole(fileOf(id), text),
    remove: (id) => rmSync(fileOf(id), { force: true }),
  };
}

/** Of so many bytes at most. */
const LONGEST_LINE = 256 * 1024;

/** Runs are large, and lists want to know little of each. */
function firstLineOf(file: string): string | null {
  if (!existsSync(file)) return null;
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(LONGEST_LINE);
    const read = readSync(descriptor, bytes, 0, LONGEST_LINE, 0);
    const end = bytes.subarray(0, read).indexOf(0x0a);
    return end < 0 ? null : bytes.toString('utf8', 0, end);
  } finally {
    closeSync(descriptor);
  }
}
