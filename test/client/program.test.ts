import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, runProgram } from '../../client/src/program.ts';

/** Small programs in place of the command line. */
const PROGRAMS = {
  done: "process.stdout.write('<p>ü</p>'); process.stderr.write('Scoring a 1/2\\nfern: slow disk\\n')",
  gate: "process.stdout.write('<p>report</p>'); process.stderr.write('fern: too low\\n'); process.exitCode = 1",
  nothing: 'process.exitCode = 1',
  usage: "process.stderr.write('fern: no such folder\\n    at x\\n'); process.exitCode = 2",
  silent: 'process.exitCode = 3',
  killed: "process.kill(process.pid, 'SIGKILL')",
  waits:
    "process.on('SIGINT', () => process.exit(130)); console.error('Reading …'); setInterval(() => {}, 1000)",
  deaf: "process.on('SIGINT', () => {}); console.error('Reading …'); setInterval(() => {}, 1000)",
} as const;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fern-client-'));
  for (const [name, text] of Object.entries(PROGRAMS)) writeFileSync(join(folder, `${name}.js`), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(name: keyof typeof PROGRAMS, runtime = process.execPath, cancelAtFirstLine = false) {
  const said: string[] = [];
  const stop = new AbortController();
  const outcome: Outcome = await runProgram(
    runtime,
    { args: [join(folder, `${name}.js`)], cwd: folder, env: {} },
    (line) => {
      said.push(`${line.kind}: ${line.text}`);
      if (cancelAtFirstLine) stop.abort();
    },
    stop.signal,
  );
  return { outcome, said };
}

describe('running the command line', () => {
  test('gives its output and its lines', async () => {
    expect(await run('done')).toEqual({
      outcome: { kind: 'done', stdout: '<p>ü</p>' },
      said: ['progress: Scoring a 1/2', 'message: slow disk'],
    });
  });

  test('a failed gate has a report all the same', async () => {
    expect((await run('gate')).outcome).toEqual({ kind: 'done', stdout: '<p>report</p>' });
  });

  test.each([
    ['usage', 'no such folder'],
    ['nothing', 'Fern ended with exit code 1.'],
    ['silent', 'Fern ended with exit code 3.'],
  ] as const)('%s fails with one sentence', async (name, message) => {
    expect((await run(name)).outcome).toEqual({ kind: 'failed', message });
  });

  test.skipIf(process.platform === 'win32')('one that was killed', async () => {
    expect((await run('killed')).outcome).toEqual({ kind: 'failed', message: 'Fern was ended by SIGKILL.' });
  });

  test('a runtime that is not there', async () => {
    const { outcome } = await run('done', join(folder, 'no-such-program'));
    expect(outcome).toMatchObject({ kind: 'failed', message: expect.stringContaining("can't be started") });
  });

  test.each(['waits', 'deaf'] as const)('cancelling ends one that %s', async (name) => {
    expect((await run(name, process.execPath, true)).outcome).toEqual({ kind: 'cancelled' });
  });

  test('cancelled before it began', async () => {
    const line = { args: [join(folder, 'done.js')], cwd: folder, env: {} };
    const outcome = await runProgram(process.execPath, line, () => {}, AbortSignal.abort());
    expect(outcome).toEqual({ kind: 'cancelled' });
  });
});
