import { spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createWorkplace,
  EXAMPLES,
  entriesBelow,
  type Finished,
  PROGRAM,
  pause,
  type Workplace,
} from '../helpers/cli.ts';
import { killAtRandom } from '../helpers/kill.ts';

let place: Workplace;
/** The document of an undisturbed run. */
let right = '';
/** How long it took, in milliseconds. */
let whole = 0;
const ARGS = ['evaluate', 'golden', 'aspen', '--json', '--workers', '2'];

beforeAll(async () => {
  place = createWorkplace();
  const take = (from: string, to: string): void =>
    cpSync(join(EXAMPLES, from), join(place.folder, to), { recursive: true });
  for (const part of ['utils/text.ts', 'utils/effort.ts']) take(`golden/${part}`, `golden/${part}`);
  take('generated/aspen/lib', 'aspen/lib');
  const started = performance.now();
  right = (await place.run([...ARGS, '--no-cache'])).stdout;
  whole = performance.now() - started;
});
afterAll(() => place.remove());

const cacheArgs = (name: string): string[] => ['--cache-dir', join(place.folder, '..', `cache-${name}`)];

/** How long a process group goes on after its leader has ended, in milliseconds. */
async function lingering(processes: () => number[], limit: number): Promise<number> {
  const started = performance.now();
  while (processes().length > 0 && performance.now() - started < limit) await pause(25);
  return performance.now() - started;
}

test.each<[signal: NodeJS.Signals, percent: number]>([
  ['SIGINT', 10],
  ['SIGINT', 35],
  ['SIGINT', 60],
  ['SIGTERM', 50],
])('%s after %i percent of a run ends everything at once', async (signal, percent) => {
  const cache = cacheArgs(`${signal}-${percent}`);
  const before = entriesBelow(place.folder);
  let run = place.start([...ARGS, ...cache, '--output', 'result.json']);
  await pause((whole * percent) / 100);
  // How long it takes was measured when the machine was busier.
  for (let tries = 1; run.child.exitCode !== null && tries < 4; tries++) {
    rmSync(cache[1], { recursive: true, force: true });
    rmSync(join(place.folder, 'result.json'), { force: true });
    run = place.start([...ARGS, ...cache, '--output', 'result.json']);
    await pause((whole * percent) / 100 / 2 ** tries);
  }
  const ended = run.child.exitCode !== null;
  const sent = performance.now();
  // As a terminal does: to the whole process group.
  process.kill(-run.pid, signal);
  const { code, signal: by, stdout, stderr } = await run.done;
  const seconds = (performance.now() - sent) / 1000;
  expect(await lingering(run.processes, 2000)).toBeLessThan(1500);
  expect(ended, 'it was over before the signal').toBe(false);
  expect(seconds).toBeLessThan(2);
  // Before the program is loaded the signal itself ends it, which shells report as 130 too.
  expect({ code: by === 'SIGINT' ? 130 : code, stdout, stderr }).toEqual({
    code: 130,
    stdout: '',
    stderr: '',
  });
  expect(entriesBelow(place.folder)).toEqual(before);
  if (percent < 60) return;
  const next = await place.run([...ARGS, ...cache]);
  expect({ code: next.code, stderr: next.stderr, same: next.stdout === right }).toEqual({
    code: 0,
    stderr: '',
    same: true,
  });
});

test('killed at random moments of a cold run, the next one gives the same document', async () => {
  const report = await killAtRandom({
    place,
    args: ARGS,
    times: 5,
    seed: 'five',
    undisturbed: { document: right, milliseconds: whole },
    cacheArgs: (index) => cacheArgs(`kill-${index}`),
  });
  expect(report.filter((one) => !one.same || one.lingering >= 5000 || one.warnings !== '')).toEqual([]);
  expect(report.filter((one) => one.killed).length).toBeGreaterThanOrEqual(3);
});

test('the reader of a pipe may go (fern … | head -1)', async () => {
  const command = `"${process.execPath}" "${PROGRAM}" ${ARGS.join(' ')} ${cacheArgs('pipe').join(' ')}`;
  const piped = (line: string): Promise<Finished> =>
    new Promise((resolve, reject) => {
      const child = spawn('sh', ['-c', line], { cwd: place.folder });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
      });
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      child.on('error', reject);
      child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
  expect(await piped(`${command} --quiet | head -1`)).toMatchObject({ code: 0, stdout: '{\n', stderr: '' });
  expect(await piped(`${command} 2>&1 | true`)).toMatchObject({ code: 0, stdout: '', stderr: '' });
  // Nobody reads the progress: the results come all the same.
  expect((await piped(`${command} 2>/dev/full`)).stdout).toBe(right);
});
