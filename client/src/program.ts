import { spawn } from 'node:child_process';
import type { CommandLine } from './commandLine.ts';
import { createLines, type Line, readLine } from './progress.ts';

export type Outcome =
  | { readonly kind: 'done'; readonly stdout: string }
  | { readonly kind: 'cancelled' }
  /** `message` is one sentence for the user; the log has the rest. */
  | { readonly kind: 'failed'; readonly message: string };

/** Exit codes of the command line; a failed gate still prints its report. */
const EXIT = { done: 0, gate: 1, interrupted: 130 } as const;
/** What an interrupted command line gets to end its own processes. */
const GRACE_MS = 3000;

/**
 * Runs the command line in a process of its own and reads all it says. Never rejects.
 * @param runtime the Node.js program, or an Electron that can be one
 * @param signal interrupts the program as Ctrl-C does; it is killed if that does not end it
 */
export function runProgram(
  runtime: string,
  { args, cwd, env }: CommandLine,
  onLine: (line: Line) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ kind: 'cancelled' });
      return;
    }
    const child = spawn(runtime, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let stdout = '';
    let complaint: string | null = null;
    let killing: NodeJS.Timeout | undefined;
    const lines = createLines((text) => {
      const line = readLine(text);
      if (line.kind === 'message') complaint = line.text;
      onLine(line);
    });
    const cancel = (): void => {
      child.kill('SIGINT');
      killing = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    };
    const finish = (outcome: Outcome): void => {
      clearTimeout(killing);
      signal.removeEventListener('abort', cancel);
      resolve(outcome);
    };
    signal.addEventListener('abort', cancel, { once: true });
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => lines.push(chunk));
    child.on('error', (error) =>
      finish({ kind: 'failed', message: `Fern can't be started: ${error.message}` }),
    );
    child.on('close', (code, killedBy) => {
      lines.end();
      if (signal.aborted || code === EXIT.interrupted) finish({ kind: 'cancelled' });
      else if (code === EXIT.done || (code === EXIT.gate && stdout !== '')) finish({ kind: 'done', stdout });
      else finish({ kind: 'failed', message: complaint ?? ending(code, killedBy) });
    });
  });
}

function ending(code: number | null, killedBy: NodeJS.Signals | null): string {
  return killedBy === null ? `Fern ended with exit code ${code}.` : `Fern was ended by ${killedBy}.`;
}
