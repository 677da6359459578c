import { dirname, join } from 'node:path';
import type { Configuration } from '../../app/configuration/configuration.ts';
import { CONFIG_FILE } from '../../app/configuration/find.ts';
import type { Problem } from '../../app/configuration/parse.ts';
import { type Resolved, resolveConfiguration } from '../../app/configuration/resolve.ts';
import { samplesIn, withSamples } from '../../app/configuration/samples.ts';
import type { FileSource } from '../../app/ports.ts';
import type { Workbench } from '../../app/workbench.ts';
import type { Client } from '../client.ts';
import type { Documents } from '../documents.ts';
import type { Host, PoolsHandle } from '../host.ts';
import { createOverlay } from '../overlay.ts';
import { uriOf } from '../uris.ts';
import { createProject, isInside, type Project, type Service } from './project.ts';

/** A configuration that can't be used. */
export interface Fault {
  readonly key: string;
  readonly configPath: string | null;
  /** One sentence for people. */
  readonly message: string;
  readonly problems: readonly Problem[];
}

export type Opened = { readonly project: Project } | { readonly fault: Fault };

/** More configurations than anybody has. */
const MOST_CONFIGS = 100;

/** The projects of all workspace folders, each opened when it is first asked for. */
export class Projects {
  readonly #host: Host;
  readonly #client: Client;
  readonly #overlay: FileSource;
  readonly #documents: Documents;
  #roots: readonly string[] = [];
  #trusted = false;
  /** Folder → the configuration that stands in it; null for none. */
  readonly #configs = new Map<string, Promise<string | null>>();
  /** Workspace folder → the configurations in it, nearest first. */
  readonly #below = new Map<string, Promise<readonly string[]>>();
  readonly #opened = new Map<string, Promise<Opened | null>>();
  readonly #pools = new Map<string, PoolsHandle>();

  constructor(host: Host, client: Client, documents: Documents) {
    this.#host = host;
    this.#client = client;
    this.#documents = documents;
    this.#overlay = createOverlay(host.disk, documents);
  }

  get overlay(): FileSource {
    return this.#overlay;
  }

  get trusted(): boolean {
    return this.#trusted;
  }

  /** Full paths of the workspace's folders. */
  setRoots(roots: readonly string[]): void {
    this.#roots = roots;
    this.forget();
  }

  setTrusted(trusted: boolean): void {
    if (trusted === this.#trusted) return;
    this.#trusted = trusted;
    this.forget();
  }

  /** Reads all configurations anew when they are next asked for: settings, trust or folders have changed. */
  forget(): void {
    this.#configs.clear();
    this.#below.clear();
    this.#opened.clear();
  }

  /** The project that a file belongs to: that of the nearest configuration above it in its workspace folder. */
  async of(path: string): Promise<Opened | null> {
    const root = this.rootOf(path);
    if (root === null) return null;
    for (let folder = dirname(path); isInside(root, folder); folder = dirname(folder)) {
      const config = await this.#configIn(folder);
      if (config !== null) return this.#open(config, folder);
      if (dirname(folder) === folder) break;
    }
    return this.#open(null, root);
  }

  /** All projects of the workspace, in order of their places. */
  async all(): Promise<Opened[]> {
    const found: Opened[] = [];
    for (const root of this.#roots) {
      const inside = await this.#configsBelow(root);
      for (const config of inside) found.push((await this.#open(config, dirname(config))) as Opened);
      if (!inside.includes(join(root, CONFIG_FILE))) {
        const bySettings = await this.#open(null, root);
        if (bySettings !== null) found.push(bySettings);
      }
    }
    return found;
  }

  /** The workspace folder that a path is in; null outside of all. */
  rootOf(path: string): string | null {
    const holding = this.#roots.filter((root) => isInside(root, path));
    return holding.sort((a, b) => b.length - a.length)[0] ?? null;
  }

  /** Whether a path is in the workspace with all links followed. */
  holds(path: string): boolean {
    const { realPath } = this.#host;
    const real = realPath(path);
    return this.rootOf(path) !== null && this.#roots.some((root) => isInside(realPath(root), real));
  }

  /** A workbench for what belongs to no project; reads files as the editor has them. */
  workbench(configuration: Configuration): Workbench {
    return this.#poolsFor(configuration).workbench(configuration, this.#overlay);
  }

  /** Files on disk were made, changed or deleted; of a deleted folder often only the folder is told. */
  async changed(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      if (/[\\/]fern\.config\.json$/.test(path)) {
        this.#below.clear();
        this.#configs.delete(dirname(path));
        this.#opened.delete(path);
      } else if ([...this.#opened.keys()].some((key) => isInside(path, key))) this.forget();
    }
    for (const opening of this.#opened.values()) {
      const opened = await opening.catch(() => null);
      if (opened === null || !('project' in opened)) continue;
      const { project } = opened;
      if (this.#hasOtherSamples(project, paths)) this.#opened.delete(project.key);
      else if (paths.some((path) => project.concerns(path))) project.touch();
    }
  }

  /** Whether folders of samples have come or gone, so that the project has other models. */
  #hasOtherSamples({ folders, configuration }: Project, paths: readonly string[]): boolean {
    return folders.some((folder) => {
      if (!paths.some((path) => isInside(folder, path))) return false;
      const now = samplesIn(this.#host.contentOf(folder)).map((sample) => join(folder, sample));
      const own = configuration.models.filter((model) => dirname(model.folder) === folder);
      return now.join('\n') !== own.map((model) => model.folder).join('\n');
    });
  }

  /** Ends threads that have nothing to do. */
  async release(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pools) => pools.release()));
  }

  async close(): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    this.forget();
    await Promise.all(pools.map((each) => each.close()));
  }

  /** Looked for once: the editor tells when one comes or goes. */
  #configsBelow(root: string): Promise<readonly string[]> {
    const known = this.#below.get(root);
    if (known !== undefined) return known;
    const looking = this.#host.find(root, `**/${CONFIG_FILE}`, MOST_CONFIGS);
    this.#below.set(root, looking);
    return looking;
  }

  #configIn(folder: string): Promise<string | null> {
    const known = this.#configs.get(folder);
    if (known !== undefined) return known;
    const path = join(folder, CONFIG_FILE);
    const looking = this.#textOf(path).then(
      (text) => (text === null ? null : path),
      // There is one; that it can't be read is told when it is opened.
      () => path,
    );
    this.#configs.set(folder, looking);
    return looking;
  }

  #open(config: string | null, folder: string): Promise<Opened | null> {
    const key = config ?? folder;
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const opening = this.#read(key, config, folder);
    this.#opened.set(key, opening);
    return opening;
  }

  async #textOf(path: string): Promise<string | null> {
    return this.#documents.textAt(path) ?? (await this.#host.readText(path));
  }

  async #read(key: string, config: string | null, folder: string): Promise<Opened | null> {
    const { machine, env } = this.#host;
    const fault = (message: string, problems: readonly Problem[] = []): Opened => ({
      fault: { key, configPath: config, message, problems },
    });
    let text: string | null;
    try {
      text = config === null ? null : await this.#textOf(config);
    } catch (error) {
      return fault(`${config} can't be read: ${(error as Error).message}`);
    }
    const section = await this.#client.configuration(uriOf(folder));
    const editor = typeof section === 'object' && section !== null ? { editor: section as object } : {};
    const common = { env, cwd: folder, machine, flags: this.#trusted ? {} : { 'behaviour.enabled': false } };
    const resolved = resolveConfiguration({
      ...common,
      ...(editor as { editor?: Record<string, unknown> }),
      ...(text === null || config === null ? {} : { configText: text, configPath: config }),
    });
    if (!resolved.ok) {
      const [first] = resolved.problems;
      return fault(first.message, resolved.problems);
    }
    for (const warning of resolved.warnings) this.#client.log('warn', warning);
    const own = this.#trusted
      ? resolved.configuration
      : withoutPlaces(resolved.configuration, resolveConfiguration(common));
    const configuration = withSamples(own, machine, this.#host.contentOf);
    const { golden, models } = configuration;
    if (golden === null || models.length === 0) {
      if (config === null) return null;
      const lacks = golden === null ? '"golden", where the golden code is' : '"models", which to compare';
      return fault(`${CONFIG_FILE} does not say ${lacks}.`);
    }
    for (const place of [golden, ...models.map((model) => model.folder)]) {
      if (!this.holds(place))
        return fault(`${place} is not in the workspace; open a folder that holds it too.`);
    }
    try {
      const pools = this.#poolsFor(configuration);
      return {
        project: createProject({
          key,
          configuration,
          golden,
          resolved,
          service: this.#trusted ? serviceOf(resolved) : null,
          folders: own.models.map((model) => model.folder),
          pools,
          disk: this.#host.disk,
          overlay: this.#overlay,
        }),
      };
    } catch (error) {
      return fault((error as Error).message);
    }
  }

  #poolsFor(configuration: Configuration): PoolsHandle {
    const { workers, cache, embeddingModel, behaviour } = configuration;
    const key = JSON.stringify([workers, cache, embeddingModel, behaviour.enabled]);
    const known = this.#pools.get(key);
    if (known !== undefined) return known;
    const pools = this.#host.openPools(configuration);
    this.#pools.set(key, pools);
    return pools;
  }
}

function serviceOf({ configuration, sources }: Resolved): Service | null {
  if (configuration.remote === null) return null;
  const { url } = configuration.remote;
  return { url, isOfEnvironment: sources.get('remote.url')?.layer === 'environment' };
}

/** Of a workspace that nobody trusts, its files say nothing about places outside of it. */
function withoutPlaces(
  configuration: Configuration,
  own: ReturnType<typeof resolveConfiguration>,
): Configuration {
  if (!own.ok) return configuration;
  const { cache, embeddingModel, workers } = own.configuration;
  return { ...configuration, cache, embeddingModel, workers };
}
