import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The built command line as another process, in a folder of its own, with one worker. Needs a build (dist/fern.js). */

/** FERN_PROGRAM may name another build, such as an installed package. Tests and benchmarks run in the project's root. */
export const PROGRAM = process.env.FERN_PROGRAM ?? resolve('dist/fern.js');
export const EXAMPLES = resolve('examples');

/** Variables of whoever runs the tests that would change what Fern does. */
const FOREIGN =
  /^(?:ENVIRONMENT|LOG_LEVEL|MAX_WORKERS|CACHE_|EMBEDDING_MODEL|EVALUATION_WEIGHTS|GPU_|DB_|API_KEY|FERN_(?!PROGRAM)|NO_COLOR|FORCE_COLOR|NODE_)/;

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** Of the main process; it leads a process group of the same number. */
  readonly pid: number;
  readonly child: ChildProcess;
  readonly done: Promise<Finished>;
  /** Living processes of its group, itself included. */
  processes(): number[];
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where it runs; the workplace's folder when not said. */
  readonly cwd?: string;
  /** User and group that it runs as; only root can choose. */
  readonly uid?: number;
}

export interface Workplace {
  readonly folder: string;
  /** The cache that every run here uses, unless it says otherwise. */
  readonly cache: string;
  /** Writes a file below the folder. @returns its full path */
  write(path: string, content: string | Uint8Array): string;
  writeAll(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** Lets runs as another user in. */
  letEverybodyIn(): void;
  start(args: readonly string[], options?: RunOptions): Running;
  run(args: readonly string[], options?: RunOptions): Promise<Finished>;
  remove(): void;
}

export function createWorkplace(): Workplace {
  const root = mkdtempSync(join(tmpdir(), 'fern-cli-'));
  const folder = join(root, 'work');
  const cache = join(root, 'cache');
  mkdirSync(folder);
  const write = (path: string, content: string | Uint8Array): string => {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    return full;
  };
  const start = (args: readonly string[], { env = {}, cwd = folder, uid }: RunOptions = {}): Running => {
    const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd,
      env: {
        ...Object.fromEntries(inherited),
        CACHE_DIR: cache,
        FERN_DATA: join(root, 'data'),
        MAX_WORKERS: '1',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    const pid = child.pid ?? 0;
    return { pid, child, done: finished(child), processes: () => groupOf(pid) };
  };
  return {
    folder,
    cache,
    write,
    writeAll(files) {
      for (const [path, content] of Object.entries(files)) write(path, content);
    },
    letEverybodyIn() {
      chmodSync(root, 0o755);
    },
    start,
    run: (args, options) => start(args, options).done,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Permissions mean nothing to root: then tests of them run as nobody. */
const IS_ROOT = process.getuid?.() === 0;
export const PLAIN_USER: { readonly uid?: number } = IS_ROOT ? { uid: 65_534 } : {};

/** Whether runs can be those of a user whom permissions stop: not where root's own folders hide the program. */
export function canBePlainUser(): boolean {
  if (process.platform === 'win32') return false;
  if (!IS_ROOT) return true;
  const { status } = spawnSync(process.execPath, [PROGRAM, '--version'], {
    uid: 65_534,
    gid: 65_534,
    cwd: '/',
  });
  return status === 0;
}

function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Living processes (no zombies) of a process group. */
function groupOf(group: number): number[] {
  return execFileSync('ps', ['-eo', 'pid=,pgid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, pgid, stat]) => Number(pgid) === group && stat?.startsWith('Z') === false)
    .map(([pid]) => Number(pid));
}

/** The one JSON document that a run printed. @throws Error with what it said instead. */
export function documentOf<T>({ stdout, stderr, code }: Finished): T {
  try {
    return JSON.parse(stdout) as T;
  } catch {
    throw new Error(
      `no JSON document (exit code ${code}): ${stdout.slice(0, 500)}\n${stderr.slice(0, 2000)}`,
    );
  }
}

/** The only thing that may differ between two runs on the same bytes. */
export function withoutTime(stdout: string): string {
  return stdout.replace(/"evaluation_time_seconds": [\d.]+/, '"evaluation_time_seconds": 0');
}

/** Lines on standard error. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Names of all entries below a folder. */
export function entriesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
