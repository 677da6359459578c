import { isAbsolute, relative, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from '../../app/configuration/configuration.ts';
import type { ShownSetting } from '../../app/configuration/show.ts';
import type { OnProgress } from '../../app/ports.ts';
import { ENGINE_VERSION } from '../../app/version.ts';
import { createFernClient, type FernClient, FernError, type Problem } from '../../client/fernClient.ts';
import { type ComparisonDocument, SCHEMA_VERSION } from '../../protocol/documents.ts';
import { type Run, UsageError } from '../host.ts';

/** What a team's service is asked to compare. */
interface Asked {
  readonly golden: string;
  readonly models: Configuration['models'];
  readonly weights: Configuration['weights'];
  /** The folder that the service has as its own. */
  readonly root: string;
}

export interface Answered {
  readonly document: ComparisonDocument;
  /** The service's settings; null where it does not tell them. */
  readonly settings: Settings | null;
}

type Settings = readonly Pick<ShownSetting, 'key' | 'value'>[];

/**
 * A comparison that a service makes, of its own copies of the same folders. An interrupt cancels it there.
 * @throws UsageError saying what stands in the way
 */
export async function compareOnServer(
  { host }: Pick<Run, 'host'>,
  { url, key }: NonNullable<Configuration['remote']>,
  asked: Asked,
  onProgress: OnProgress,
): Promise<Answered> {
  const folders = pathsOf(asked);
  try {
    const client = createFernClient({ url, key: key ?? undefined, fetch: host.fetch, signal: host.signal });
    const { id } = await client.compareModels({
      golden_standard: folders.golden,
      models: Object.fromEntries(folders.models),
      weights: { ...asked.weights },
      evaluation_type: 'app',
      async: true,
    });
    const document = await resultOf(client, id, url, onProgress);
    const { settings } = await client.config().catch(() => ({ settings: null }));
    return { document, settings };
  } catch (error) {
    if (host.signal.aborted || !(error instanceof FernError)) throw error;
    throw new UsageError(explain(error, url, key !== null, folders));
  }
}

/** What a comparison depends on that is told in the same words everywhere; where paths are in it, only hashes agree. */
const MOVES = /^(?:include|exclude|categories|costs|margin|behaviour\..+|limits\..+)$/;

/** Why a service may find something else than this machine; null where it does not. */
export function differs(
  { document, settings }: Answered,
  own: { readonly settings: Settings; readonly hash: string },
): string | null {
  if (document.engine_version !== ENGINE_VERSION)
    return `The server scores with engine ${document.engine_version}, this Fern with ${ENGINE_VERSION}.`;
  const others = settings === null ? [] : keysThatDiffer(own.settings, settings);
  if (others.length > 0) return `The server has other settings, by which it goes: ${others.join(', ')}.`;
  if (document.inputs.settings !== own.hash)
    return 'The server has other settings, by which it goes: accepted, pairs, alternatives, behaviour, limits or the model.';
  return null;
}

function keysThatDiffer(own: Settings, others: Settings): string[] {
  const valuesOf = (settings: Settings): ReadonlyMap<string, unknown> =>
    new Map(settings.filter(({ key }) => MOVES.test(key)).map(({ key, value }) => [key, value]));
  // Both as they travel: records without a prototype come as plain ones.
  const [here, there] = [valuesOf(JSON.parse(JSON.stringify(own))), valuesOf(others)];
  const keys = new Set([...here.keys(), ...there.keys()]);
  return [...keys].filter((key) => !isDeepStrictEqual(here.get(key), there.get(key)));
}

async function resultOf(
  client: FernClient,
  id: string,
  url: string,
  onProgress: OnProgress,
): Promise<ComparisonDocument> {
  for await (const { state, progress, problem } of client.followJob(id)) {
    if (state === 'failed')
      throw new UsageError(`the server could not compare: ${problem?.detail ?? 'it does not say why'}`);
    if (state === 'cancelled') throw new UsageError(`the job ${id} was cancelled on the server.`);
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
    throw new UsageError(`${url} is a newer Fern; update this one.`);
  const lists = [document?.leaderboard, document?.files, document?.rankings, document?.slices];
  if (!lists.every(Array.isArray) || typeof document?.inputs !== 'object')
    throw new UsageError(`${url} answered no whole comparison; it may be an older Fern.`);
  return document as ComparisonDocument;
}

interface Folders {
  readonly golden: string;
  readonly models: readonly (readonly [name: string, path: string])[];
}

/** As a service names them: below its root, with '/'. @throws UsageError for a folder that is somewhere else */
function pathsOf({ golden, models, root }: Asked): Folders {
  const pathOf = (folder: string): string => {
    const path = relative(root, folder);
    if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path))
      throw new UsageError(
        `${folder} is not below ${root}; a server (--server, FERN_SERVER) has the same folders as that one.`,
      );
    return path.split(sep).join('/') || '.';
  };
  return { golden: pathOf(golden), models: models.map(({ name, folder }) => [name, pathOf(folder)]) };
}

/** One line for people. */
function explain(error: FernError, url: string, hasKey: boolean, folders: Folders): string {
  const { status, problem, message } = error;
  if (status === 401)
    return hasKey
      ? `${url} does not know the key of FERN_SERVER_KEY.`
      : `${url} asks for a key: set FERN_SERVER_KEY.`;
  const folder = problem === null ? null : folderOf(problem, folders);
  if (folder !== null && status === 404)
    return `the server does not have ${folder}; it serves another folder, or has other files (${url}).`;
  if (folder !== null && status === 403)
    return `the server does not serve ${folder}: it leads out of its folder (${url}).`;
  if (folder !== null && status === 422) return `the server has ${folder} as a file, not a folder (${url}).`;
  if (status === 404) return `${url} is no Fern that compares: it has no /compare-models.`;
  return problem === null ? message : `${url} answered: ${message}`;
}

/** Which of the folders that were asked for a problem points to. */
function folderOf({ errors }: Problem, { golden, models }: Folders): string | null {
  const pointer = errors?.[0]?.pointer;
  if (pointer === '/golden_standard') return golden;
  const name = /^\/models\/(.+)$/
    .exec(pointer ?? '')?.[1]
    ?.replaceAll('~1', '/')
    .replaceAll('~0', '~');
  return models.find(([model]) => model === name)?.[1] ?? null;
}
