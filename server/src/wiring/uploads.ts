import { join } from 'node:path';
import type { Configuration } from '../app/configuration/configuration.ts';
import { UnpackError } from '../platform/unpack.ts';
import { openUploadFolder } from '../platform/uploadFolder.ts';
import { Problem } from '../service/problems.ts';
import type { ArchiveStore, Uploads } from '../service/uploads.ts';

/** Far more than any application of code has. */
const LIMITS = { files: 20_000, bytes: 256 * 1024 * 1024, ratio: 200 };

/** Archives in the store, for every process; unpacked beside the cache of this machine, when they are asked for. */
export function openUploads({ cache }: Pick<Configuration, 'cache'>, archives: ArchiveStore): Uploads {
  const folder = openUploadFolder(join(cache.dir, 'uploads'), LIMITS);
  const fetching = new Map<string, Promise<string | null>>();

  async function fetch(id: string): Promise<string | null> {
    const archive = await archives.get(id);
    if (archive === null) return null;
    await folder.put(archive);
    return folder.find(id);
  }

  return {
    async add(archive) {
      try {
        const upload = await folder.put(archive);
        await archives.put(upload, archive);
        return upload;
      } catch (error) {
        if (!(error instanceof UnpackError)) throw error;
        throw new Problem(error.isTooLarge ? 413 : 422, `The archive can't be used. ${error.message}`);
      }
    },
    async folder(id) {
      const found = folder.find(id);
      if (found !== null) return found;
      const underWay = fetching.get(id) ?? fetch(id).finally(() => fetching.delete(id));
      fetching.set(id, underWay);
      return underWay;
    },
  };
}
