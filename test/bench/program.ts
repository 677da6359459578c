import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The built command line as another process, timed and weighed from outside. */

export interface ProgramRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** Largest sums over all processes of the run, sampled; 0 where the system does not tell. */
  readonly peak: Weight;
}

/** Memory in MB. */
export interface Weight {
  /** Resident sets added up: shared pages count in each process. */
  readonly resident: number;
  /** Each page once. */
  readonly proportional: number;
  /** The processes' own memory: without files that are mapped, which the system takes back when it needs the room. */
  readonly own: number;
}

const SAMPLE_MS = 150;

export function runProgram(
  args: readonly string[],
  options: { readonly weigh?: boolean } = {},
): Promise<ProgramRun> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'fern.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  let peak: Weight = { resident: 0, proportional: 0, own: 0 };
  const timer =
    options.weigh && child.pid !== undefined
      ? setInterval(() => {
          const now = weigh(child.pid as number);
          peak = {
            resident: Math.max(peak.resident, now.resident),
            proportional: Math.max(peak.proportional, now.proportional),
            own: Math.max(peak.own, now.own),
          };
        }, SAMPLE_MS)
      : undefined;
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      resolve({ code, stdout, stderr, seconds: (performance.now() - started) / 1000, peak });
    });
  });
}

/** Memory of a process and all that it started, in MB (Linux). */
export function weigh(pid: number): Weight {
  let resident = 0;
  let proportional = 0;
  let own = 0;
  for (const one of family(pid)) {
    try {
      const rollup = readFileSync(`/proc/${one}/smaps_rollup`, 'utf8');
      resident += Number(/^Rss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
      proportional += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
      own += Number(/^Anonymous:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
    } catch {
      // It has ended meanwhile.
    }
  }
  return { resident, proportional, own };
}

/** A process and its descendants (Linux). */
export function family(pid: number): number[] {
  if (!existsSync('/proc')) return [pid];
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const found = [pid];
  for (let i = 0; i < found.length; i++) {
    for (const [child, parent] of parents) if (parent === found[i]) found.push(child);
  }
  return found;
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'fern-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function writeFiles(folder: string, files: readonly { path: string; text: string }[]): void {
  for (const { path, text } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
