import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkplace, EXAMPLES, type Workplace, withoutTime } from '../helpers/cli.ts';

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
  const take = (from: string, to: string): void =>
    cpSync(join(EXAMPLES, from), join(place.folder, to), { recursive: true });
  for (const part of ['utils/text.ts', 'utils/effort.ts', 'hooks']) {
    take(`golden/${part}`, `golden/${part}`);
    take(`generated/birch/${part}`, `birch/${part}`);
  }
  for (const part of ['lib', 'hooks/input.ts']) {
    take(`generated/aspen/${part}`, `aspen/${part}`);
  }
  for (const side of ['golden', 'birch']) rmSync(join(place.folder, side, 'hooks/useBoard.ts'));
  // What can't be read is in documents too.
  for (const side of ['golden', 'aspen', 'birch']) {
    place.write(`${side}/utils/empty.ts`, '');
    place.write(`${side}/zero.ts`, Uint8Array.of(0));
  }
  place.write('fern.config.json', '{ "limits": { "windows": 1 } }');
});
afterAll(() => place.remove());

const COMMANDS: Record<string, string[]> = {
  compare: ['compare', '--golden', 'golden', '--model', 'aspen=aspen', '--model', 'birch=birch', '--json'],
  match: ['match', 'golden', 'aspen', '--json'],
  evaluate: ['evaluate', 'golden', 'aspen', '--json'],
};

test('the same bytes come out with any number of workers, from any cache, every time', async () => {
  const names = Object.keys(COMMANDS);
  const answers = new Map(names.map((name) => [name, new Map<string, string>()]));
  const run = async (name: string, how: string, ...more: string[]): Promise<void> => {
    const { code, stdout, stderr } = await place.run([...COMMANDS[name], '--quiet', ...more]);
    expect({ code, stderr }, `${name}, ${how}`).toEqual({ code: 0, stderr: '' });
    answers.get(name)?.set(how, withoutTime(stdout));
  };
  const cacheOf = (workers: number): string[] => [
    '--cache-dir',
    join(place.folder, '..', `cache-${workers}`),
  ];
  await Promise.all(
    [0, 1, 2, 4].map(async (workers) => {
      const options = ['--workers', String(workers), ...cacheOf(workers)];
      // Each command starts cold with two numbers of workers and finds what another left with the others.
      const order = workers % 4 === 0 ? names : names.toReversed();
      for (const name of order) await run(name, `${workers} workers, first`, ...options);
      for (const name of names) await run(name, `${workers} workers, again`, ...options);
    }),
  );
  await run('evaluate', 'without a cache', '--workers', '2', '--no-cache');
  await run('compare', 'without a cache', '--workers', '1', '--no-cache');
  await run('compare', 'from the cache of another number of workers', '--workers', '4', ...cacheOf(1));
  for (const [name, documents] of answers) {
    const [first] = documents.values();
    expect(first.length, name).toBeGreaterThan(1000);
    for (const [how, document] of documents) expect(document === first, `${name}, ${how}`).toBe(true);
  }
});
