import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that check or run what is deployed. */

const FOLDERS = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  ...[17, 16, 15, 14].map((version) => `/usr/lib/postgresql/${version}/bin`),
];

/** Where a program is. CI has them all, so there a missing one is an error; elsewhere its tests are left out. */
export function findTool(name: string): string | undefined {
  const found = FOLDERS.map((folder) => join(folder, name)).find(isProgram);
  if (found === undefined) {
    const reason = `${name} is not installed (Debian has it): tests that need it are left out.`;
    if (process.env.CI) throw new Error(reason);
    console.warn(reason);
  }
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Said {
  readonly code: number | null;
  readonly text: string;
}

/** Runs a program to its end. @returns what it printed, on both streams */
export function say(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Said {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 120_000,
    ...options,
  });
  if (error !== undefined) throw error;
  return { code: status, text: stdout + stderr };
}
