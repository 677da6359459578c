import { posix, win32 } from 'node:path';
import type { AcceptedLine, SettingType } from '../../protocol/settings/types.ts';

/** The machine that Fern runs on, told by the host so that nothing here asks the system. */
export interface Machine {
  /** As in `process.platform`. */
  readonly platform: string;
  /** CPU cores that can be used, at least 1. */
  readonly cores: number;
  /** The user's home folder, absolute. */
  readonly home: string;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** The rules for paths on a machine. */
export function pathRules(machine: Pick<Machine, 'platform'>): typeof posix {
  return machine.platform === 'win32' ? win32 : posix;
}

/** An absolute path; `~/` at the start is the home folder. */
export function absolute(path: string, base: string, machine: Machine): string {
  const rules = pathRules(machine);
  return /^~[\\/]|^~$/.test(path) ? rules.join(machine.home, path.slice(1)) : rules.resolve(base, path);
}

/** Makes the paths in a checked value absolute. */
export function settlePaths(type: SettingType, value: unknown, base: string, machine: Machine): unknown {
  if (type.kind === 'path' && typeof value === 'string') {
    return type.names?.includes(value) ? value : absolute(value, base, machine);
  }
  if (type.kind === 'folders') {
    const folders = [value as string | readonly string[]].flat();
    const settled = [...new Set(folders.map((folder) => absolute(folder, base, machine)))];
    return settled.length === 1 ? settled[0] : settled;
  }
  if (type.kind === 'paths' && value instanceof Map) {
    const settled = new Map<string, string>();
    for (const [name, path] of value) {
      const key = type.keys === 'path' ? absolute(String(name), base, machine) : String(name);
      settled.set(key, absolute(String(path), base, machine));
    }
    return settled;
  }
  if (type.kind === 'pathLists' && value instanceof Map) {
    return new Map(
      [...(value as ReadonlyMap<string, readonly string[]>)].map(([path, others]) => [
        absolute(path, base, machine),
        others.map((other) => absolute(other, base, machine)),
      ]),
    );
  }
  if (type.kind === 'accepted') {
    return (value as readonly AcceptedLine[]).map((line) => ({
      ...line,
      golden: absolute(line.golden, base, machine),
    }));
  }
  return value;
}

/** Where what must not be lost lives when nobody says otherwise. */
export function defaultDataDir(env: Variables, machine: Machine): string {
  return userFolder(env, machine, {
    windows: ['fern', 'Data'],
    mac: ['Application Support', 'fern'],
    xdg: { variable: 'XDG_DATA_HOME', home: ['.local', 'share'] },
  });
}

/** Where the cache lives when nobody says otherwise. */
export function defaultCacheDir(env: Variables, machine: Machine): string {
  return userFolder(env, machine, {
    windows: ['fern', 'Cache'],
    mac: ['Caches', 'fern'],
    xdg: { variable: 'XDG_CACHE_HOME', home: ['.cache'] },
  });
}

/** XDG Base Directory Specification: a relative path in one of its variables is invalid and ignored. */
function userFolder(
  env: Variables,
  { platform, home }: Machine,
  {
    windows,
    mac,
    xdg,
  }: {
    readonly windows: readonly string[];
    readonly mac: readonly string[];
    readonly xdg: { readonly variable: string; readonly home: readonly string[] };
  },
): string {
  const { isAbsolute, join } = pathRules({ platform });
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA;
    return join(local && isAbsolute(local) ? local : join(home, 'AppData', 'Local'), ...windows);
  }
  if (platform === 'darwin') return join(home, 'Library', ...mac);
  const given = env[xdg.variable];
  return join(given && isAbsolute(given) ? given : join(home, ...xdg.home), 'fern');
}
