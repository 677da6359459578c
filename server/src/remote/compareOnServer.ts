import type { Configuration } from '../app/configuration/configuration.ts';
import type { OnProgress } from '../app/ports.ts';
import { createFernClient, type FernClient, FernError } from '../client/fernClient.ts';
import { isReadable, readAddress } from '../protocol/addresses.ts';
import { type ComparisonDocument, SCHEMA_VERSION } from '../protocol/documents.ts';
import type { Answered } from './differs.ts';
import { explain } from './explain.ts';
import { pathsBelow } from './folders.ts';
import { RemoteError, type Words } from './remoteError.ts';

/** How a host reaches other machines, and how it speaks of them. */
export interface Reach {
  readonly fetch: typeof fetch;
  /** Cancels the comparison there. */
  readonly signal: AbortSignal;
  readonly words: Words;
}

/** What a service is asked to compare. */
export interface Asked {
  readonly golden: string;
  readonly models: Configuration['models'];
  readonly weights: Configuration['weights'];
  /** The folder that the service has as its own. */
  readonly root: string;
}

/**
 * A comparison that a service makes, of its own copies of the same folders.
 * @throws RemoteError saying what stands in the way; the signal's reason
 */
export async function compareOnServer(
  { fetch, signal, words }: Reach,
  { url, key }: NonNullable<Configuration['remote']>,
  { golden, models, weights, root }: Asked,
  onProgress: OnProgress,
): Promise<Answered> {
  const folders = pathsBelow(root, golden, models, words);
  if (key !== null) refuseReadable(url, words);
  try {
    const client = createFernClient({ url, key: key ?? undefined, fetch, signal });
    const { id } = await client.compareModels({
      golden_standard: folders.golden,
      models: Object.fromEntries(folders.models),
      weights: { ...weights },
      evaluation_type: 'app',
      async: true,
    });
    const document = await resultOf(client, id, url, onProgress);
    const { settings } = await client.config().catch(() => ({ settings: null }));
    return { document, settings };
  } catch (error) {
    if (signal.aborted || !(error instanceof FernError)) throw error;
    throw explain(error, { url, key }, folders, words);
  }
}

/** A key that is read on the way is anybody's. @throws RemoteError */
function refuseReadable(url: string, { key }: Words): void {
  const address = readAddress(url);
  if (address !== null && isReadable(address))
    throw new RemoteError(
      'address',
      `${url} would be sent ${key} unencrypted: use its https:// address, or a tunnel from this machine (ssh -L) and http://localhost.`,
    );
}

async function resultOf(
  client: FernClient,
  id: string,
  url: string,
  onProgress: OnProgress,
): Promise<ComparisonDocument> {
  for await (const { state, progress, problem } of client.followJob(id)) {
    if (state === 'failed')
      throw new RemoteError(
        'other',
        `the server could not compare: ${problem?.detail ?? 'it does not say why'}`,
      );
    if (state === 'cancelled') throw new RemoteError('other', `the job ${id} was cancelled on the server.`);
    const { done, total } = progress;
    // Until the files are counted, they are being looked for.
    onProgress(total === 0 ? { phase: 'reading', done: 0, total: 1 } : { phase: 'scoring', done, total });
  }
  const { result } = await client.job(id);
  return readResult(result, url);
}

/** A service of another version may answer otherwise. */
function readResult(result: object | null, url: string): ComparisonDocument {
  const document = result as Partial<ComparisonDocument> | null;
  if ((document?.schema_version ?? 0) > SCHEMA_VERSION)
    throw new RemoteError('other', `${url} is a newer Fern; update this one.`);
  const lists = [document?.leaderboard, document?.files, document?.rankings, document?.slices];
  if (!lists.every(Array.isArray) || typeof document?.inputs !== 'object')
    throw new RemoteError('other', `${url} answered no whole comparison; it may be an older Fern.`);
  return document as ComparisonDocument;
}
