import { type Machine, pathRules } from './paths.ts';

export const CONFIG_FILE = 'fern.config.json';

/** The part of a file system that finding the configuration needs. */
export interface ConfigReader {
  /**
   * @returns the text, or null when there is no such file.
   * @throws Error when there is one that can't be read.
   */
  readonly readText: (path: string) => Promise<string | null>;
}

export type FoundConfig =
  | { readonly ok: true; readonly configPath: string; readonly configText: string }
  /** No file; everything comes from the other layers. */
  | { readonly ok: true; readonly configPath?: undefined; readonly configText?: undefined }
  | { readonly ok: false; readonly message: string };

/**
 * Finds the configuration file: the named one (`--config`, relative to `cwd`), or the nearest
 * fern.config.json from `cwd` upward.
 */
export async function findConfig(
  options: {
    readonly cwd: string;
    readonly named?: string | null;
    readonly machine: Pick<Machine, 'platform'>;
  },
  reader: ConfigReader,
): Promise<FoundConfig> {
  const { dirname, join, resolve } = pathRules(options.machine);
  if (options.named !== undefined && options.named !== null) {
    const path = resolve(options.cwd, options.named);
    const found = await read(path, reader);
    return found ?? { ok: false, message: `--config: there is no file ${path}` };
  }
  let folder = resolve(options.cwd);
  for (;;) {
    const found = await read(join(folder, CONFIG_FILE), reader);
    const above = dirname(folder);
    if (found !== null) {
      return found;
    }
    if (above === folder) {
      return { ok: true };
    }
    folder = above;
  }
}

async function read(path: string, reader: ConfigReader): Promise<FoundConfig | null> {
  try {
    const configText = await reader.readText(path);
    return configText === null ? null : { ok: true, configPath: path, configText };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, message: `${path} can't be read: ${reason}` };
  }
}
