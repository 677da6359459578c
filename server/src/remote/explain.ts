import type { FernError } from '../client/fernClient.ts';
import { type Folders, folderOf } from './folders.ts';
import { RemoteError, type Words } from './remoteError.ts';

/** What a service's refusal, or its silence, means for who asked it to compare. */
export function explain(
  { status, problem, message }: FernError,
  { url, key }: { readonly url: string; readonly key: string | null },
  folders: Folders,
  words: Words,
): RemoteError {
  if (status === 401)
    return new RemoteError(
      'key',
      key === null ? `${url} asks for a key: ${words.toHaveKey}.` : `${url} does not know ${words.key}.`,
    );
  const other = (text: string): RemoteError => new RemoteError('other', text);
  const folder = problem === null ? null : folderOf(problem, folders);
  if (folder !== null && status === 404)
    return other(
      `the server does not have ${folder}; it serves another folder, or has other files (${url}).`,
    );
  if (folder !== null && status === 403)
    return other(`the server does not serve ${folder}: it leads out of its folder (${url}).`);
  if (folder !== null && status === 422)
    return other(`the server has ${folder} as a file, not a folder (${url}).`);
  if (status === 404)
    return new RemoteError('address', `${url} is no Fern that compares: it has no /compare-models.`);
  return problem === null ? new RemoteError('address', message) : other(`${url} answered: ${message}`);
}
