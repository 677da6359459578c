import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';

/** Writes all that is in a folder, which must not change meanwhile, as a tar archive that its owner alone can read. */
export async function writeTar(folder: string, file: string): Promise<void> {
  const archive = pack();
  const written = pipeline(archive, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  const filled = fill(archive, folder, '').then(
    () => archive.finalize(),
    (error: Error) => archive.destroy(error),
  );
  await Promise.all([written, filled]);
}

async function fill(archive: Pack, folder: string, below: string): Promise<void> {
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    const path = join(folder, name);
    const { size, mode, mtime } = await stat(path);
    if (entry.isDirectory()) {
      archive.entry({ name, type: 'directory', mode, mtime });
      await fill(archive, folder, name);
    } else if (entry.isFile()) {
      await pipeline(createReadStream(path), archive.entry({ name, size, mode, mtime }));
    }
  }
}
