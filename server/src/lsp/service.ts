import { withSecretFiles } from '../app/configuration/secretFiles.ts';
import { readAddress } from '../protocol/addresses.ts';
import { RemoteError, type Words } from '../remote/remoteError.ts';
import type { Service } from './projects/project.ts';
import type { Session } from './session.ts';

/** The key that a service is shown, and how people are told of it. */
export interface Shown {
  readonly key: string | null;
  readonly words: Words;
}

/**
 * A key belongs to an address: that of the environment to FERN_SERVER alone, those that the editor keeps each to the
 * origin that it was given for.
 * @throws RemoteError for one that can't be read
 */
export async function keyOf(session: Session, { url, isOfEnvironment }: Service): Promise<Shown> {
  const keepsKeys = session.options().keys === true;
  const address = isOfEnvironment ? 'FERN_SERVER' : 'the setting fern.remote.url';
  const other = isOfEnvironment ? 'set FERN_SERVER_KEY' : 'set FERN_SERVER and FERN_SERVER_KEY instead';
  const toHaveKey = keepsKeys ? 'the command Set Server Key takes it' : other;
  const ofEnvironment = isOfEnvironment ? await keyOfEnvironment(session) : null;
  if (ofEnvironment !== null)
    return { key: ofEnvironment, words: { address, toHaveKey, key: 'the key of FERN_SERVER_KEY' } };
  const origin = readAddress(url)?.origin;
  const key = origin === undefined ? null : await keptKey(session, origin);
  return { key, words: { address, toHaveKey, key: 'the key that is kept for it' } };
}

async function keptKey({ client }: Session, origin: string): Promise<string | null> {
  try {
    return await client.keyFor(origin);
  } catch (error) {
    throw new RemoteError('key', `the key of ${origin} can't be read: ${(error as Error).message}`);
  }
}

async function keyOfEnvironment({ host }: Session): Promise<string | null> {
  const { FERN_SERVER_KEY, FERN_SERVER_KEY_FILE } = host.env;
  const secrets = await withSecretFiles({ FERN_SERVER_KEY, FERN_SERVER_KEY_FILE }, (path) =>
    host.readText(path),
  );
  if (!secrets.ok) throw new RemoteError('key', secrets.message);
  return secrets.env.FERN_SERVER_KEY?.trim() || null;
}
