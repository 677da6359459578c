import type { Machine } from '../../../server/src/app/configuration/paths.ts';
import {
  type Resolved,
  type ResolveInput,
  resolveConfiguration,
} from '../../../server/src/app/configuration/resolve.ts';

export const LINUX: Machine = { platform: 'linux', cores: 6, home: '/home/u' };
export const WINDOWS: Machine = { platform: 'win32', cores: 4, home: 'C:\\Users\\u' };

/** Resolves on a Linux machine in /work, unless told otherwise. */
export function resolve(input: Partial<ResolveInput>): ReturnType<typeof resolveConfiguration> {
  return resolveConfiguration({ flags: {}, env: {}, cwd: '/work', machine: LINUX, ...input });
}

/** The same, where nothing may be wrong. */
export function resolved(input: Partial<ResolveInput>): Resolved {
  const result = resolve(input);
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join('\n'));
  }
  return result;
}

/** A configuration file in /app. */
export const file = (config: unknown, configPath = '/app/fern.config.json'): Partial<ResolveInput> => ({
  configText: JSON.stringify(config),
  configPath,
});
