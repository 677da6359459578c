import type { Configuration } from '../../app/configuration/configuration.ts';
import type { Resolved } from '../../app/configuration/resolve.ts';
import { configurationDocument, type ShownSetting } from '../../app/configuration/show.ts';
import type { FileSource } from '../../app/ports.ts';
import type { Workbench } from '../../app/workbench.ts';
import type { PoolsHandle } from '../host.ts';
import { createSnapshot, type Snapshot } from './snapshot.ts';

/** Where a file stands in a project. */
export type Place =
  | { readonly role: 'generated'; readonly model: string; readonly folder: string }
  | { readonly role: 'golden'; readonly folder: string };

/** A service that compares in this machine's place. */
export interface Service {
  readonly url: string;
  /** By FERN_SERVER, not by the editor. */
  readonly isOfEnvironment: boolean;
}

/** One configuration and what it is about. */
export interface Project {
  /** Of the configuration: its file, or the folder whose editor settings say it all. */
  readonly key: string;
  readonly configPath: string | null;
  readonly configuration: Configuration;
  readonly golden: string;
  /** Null where this machine compares. */
  readonly service: Service | null;
  /** Everything that is set, in the file's words. */
  settings(): readonly ShownSetting[];
  /** Of the models as they are configured, before samples are told apart. */
  readonly folders: readonly string[];
  /** Reads files as the editor has them. */
  readonly bench: Workbench;
  /** Null for a file that the project is not about. */
  placeOf(path: string): Place | null;
  /** Whether a file or folder is in the project's code, or has some of it inside. */
  concerns(path: string): boolean;
  /** What is on disk; the same until `touch`. */
  snapshot(): Snapshot;
  /** Something on disk has changed. */
  touch(): void;
}

export interface ProjectParts {
  readonly key: string;
  readonly configuration: Configuration;
  readonly golden: string;
  readonly resolved: Resolved;
  readonly service: Service | null;
  readonly folders: readonly string[];
  readonly pools: PoolsHandle;
  readonly disk: FileSource;
  readonly overlay: FileSource;
}

export function createProject(parts: ProjectParts): Project {
  const { configuration, golden, pools } = parts;
  const bench = pools.workbench(configuration, parts.overlay);
  const saved = pools.workbench(configuration, parts.disk);
  let snapshot: Snapshot | undefined;
  // Of folders inside of one another the innermost counts.
  const folders: Place[] = [
    { role: 'golden' as const, folder: golden },
    ...configuration.models.map(({ name, folder }) => ({ role: 'generated' as const, model: name, folder })),
  ].sort((a, b) => b.folder.length - a.folder.length);
  return {
    key: parts.key,
    configPath: configuration.configPath,
    configuration,
    golden,
    folders: parts.folders,
    service: parts.service,
    settings: () => configurationDocument(parts.resolved).settings,
    bench,
    placeOf: (path) => folders.find(({ folder }) => isInside(folder, path)) ?? null,
    concerns: (path) => folders.some(({ folder }) => isInside(folder, path) || isInside(path, folder)),
    snapshot: () => {
      snapshot ??= createSnapshot(saved, configuration, golden);
      return snapshot;
    },
    touch: () => {
      snapshot = undefined;
    },
  };
}

export function isInside(folder: string, path: string): boolean {
  const rest = path.slice(folder.length);
  return path.startsWith(folder) && (rest === '' || /^[\\/]/.test(rest) || /[\\/]$/.test(folder));
}
