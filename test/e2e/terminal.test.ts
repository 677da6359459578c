import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkplace, EXAMPLES, PROGRAM, type Workplace } from '../helpers/cli.ts';

/** What a person sees: the command line in a pseudo terminal (python3's pty). */

interface Session {
  readonly output: string;
  readonly code: number;
  /** From Ctrl-C to the end. */
  readonly seconds_after_key: number | null;
}

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
});
afterAll(() => place.remove());

const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0;

async function inTerminal(
  args: readonly string[],
  options: {
    env?: Record<string, string>;
    columns?: number;
    pressAfter?: { text: string; milliseconds: number };
  } = {},
): Promise<Session> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  const { env = {}, columns = 100, pressAfter } = options;
  const script = [join(import.meta.dirname, 'terminal.py'), String(columns)];
  const key = pressAfter ? [String(pressAfter.milliseconds), pressAfter.text] : ['', ''];
  const { stdout } = await promisify(execFile)(
    'python3',
    [...script, ...key, process.execPath, PROGRAM, ...args],
    {
      env: { ...inherited, TERM: 'xterm-256color', CACHE_DIR: place.cache, ...env },
      cwd: place.folder,
      maxBuffer: 64 << 20,
    },
  );
  return JSON.parse(stdout) as Session;
}

/** What stands on the lines of the screen at the end: returned, erased and overwritten as a terminal does. */
function screen(output: string): string[] {
  return output.split('\n').map((line) => {
    const shown: string[] = [];
    let column = 0;
    for (const part of line.replace(COLOUR, '').match(/\r|\u001b\[K|[^\r]/gu) ?? []) {
      if (part === '\r') column = 0;
      else if (part === '\u001b[K') shown.length = column;
      else shown[column++] = part;
    }
    return shown.join('').trimEnd();
  });
}

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');
const evaluate = ['evaluate', join(EXAMPLES, 'golden'), join(EXAMPLES, 'generated/aspen')];
const compare = ['compare', '--config', join(EXAMPLES, 'fern.config.json')];

describe.skipIf(!hasPython)('in a terminal', () => {
  test('a bar with rate and time left shows how far a cold run is, and is gone at the end', async () => {
    const { output, code } = await inTerminal([...evaluate, '--no-cache']);
    expect(code).toBe(0);
    expect(output).toMatch(/Reading █*░* \d+\/\d+/);
    expect(output).toMatch(/Scoring █+░+ \d+\/18, [\d.]+ files\/s/);
    expect(output).toMatch(/, \d+ s left/);
    const seen = screen(output).join('\n');
    expect(seen).not.toMatch(/Reading|Matching|Scoring|[█░]|files\/s/);
    expect(seen).toContain('18 of 18 golden files found');
    // A bar is one line: it is never wider than the screen and never scrolls.
    for (const bar of output.split('\r').filter((part) => part.includes('░'))) {
      expect(bar.replace(/^\u001b\[K/, '').length).toBeLessThan(100);
      expect(bar).not.toContain('\n');
    }
  });

  test('colours appear, and go with NO_COLOR, --no-color and --quiet bars', async () => {
    expect((await inTerminal(evaluate)).output).toMatch(COLOUR);
    const plain = await Promise.all([
      inTerminal(evaluate, { env: { NO_COLOR: '1' } }),
      inTerminal([...evaluate, '--no-color']),
      inTerminal([...evaluate, '--json', '--quiet']),
    ]);
    for (const { output, code } of plain) {
      expect(output).not.toMatch(COLOUR);
      expect(code).toBe(0);
    }
    expect(JSON.parse(plain[2].output)).toMatchObject({ schema_version: 1 });
  });

  test('the leaderboard fits a narrow screen', async () => {
    const { output, code } = await inTerminal(compare, { columns: 60 });
    expect(code).toBe(0);
    const lines = screen(output);
    expect(lines.join('\n')).toContain('aspen');
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(60);
  });

  test('Ctrl-C ends with 130 at once and leaves a clean line', async () => {
    const {
      output,
      code,
      seconds_after_key: seconds,
    } = await inTerminal([...evaluate, '--no-cache'], {
      pressAfter: { text: 'Scoring .* [1-9]/18', milliseconds: 100 },
    });
    expect(code).toBe(130);
    expect(seconds).toBeLessThan(2);
    const lines = screen(output).filter((line) => line !== '');
    expect(lines).toEqual(['Interrupted.']);
    expect(output.endsWith('\n')).toBe(true);
    // The cursor is never hidden, so nothing has to bring it back.
    expect(output).not.toContain('\u001b[?25l');
  });
});
