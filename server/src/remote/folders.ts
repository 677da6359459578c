import { isAbsolute, relative, sep } from 'node:path';
import type { Configuration } from '../app/configuration/configuration.ts';
import type { Problem } from '../client/fernClient.ts';
import { RemoteError, type Words } from './remoteError.ts';

/** As a service names them: below its root, with '/'. */
export interface Folders {
  readonly golden: string;
  readonly models: readonly (readonly [name: string, path: string])[];
}

/** @throws RemoteError for a folder that is not below `root` */
export function pathsBelow(
  root: string,
  golden: string,
  models: Configuration['models'],
  { address }: Pick<Words, 'address'>,
): Folders {
  const pathOf = (folder: string): string => {
    const path = relative(root, folder);
    if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path))
      throw new RemoteError(
        'address',
        `${folder} is not below ${root}; a server (${address}) has the same folders as that one.`,
      );
    return path.split(sep).join('/') || '.';
  };
  return { golden: pathOf(golden), models: models.map(({ name, folder }) => [name, pathOf(folder)]) };
}

/** Which of the folders that were asked for a problem points to. */
export function folderOf({ errors }: Problem, { golden, models }: Folders): string | null {
  const pointer = errors?.[0]?.pointer;
  if (pointer === '/golden_standard') return golden;
  const name = /^\/models\/(.+)$/
    .exec(pointer ?? '')?.[1]
    ?.replaceAll('~1', '/')
    .replaceAll('~0', '~');
  return models.find(([model]) => model === name)?.[1] ?? null;
}
