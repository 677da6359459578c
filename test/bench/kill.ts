import { createWorkplace, EXAMPLES } from '../helpers/cli.ts';
import { killAtRandom, LONGEST_LINGER } from '../helpers/kill.ts';

const TIMES = 20;

/** `kill -9` at random moments of cold runs: is the next run's document right, and does any process stay? */
export async function kill(out: (line: string) => void): Promise<object> {
  const place = createWorkplace();
  try {
    const args = [
      'evaluate',
      `${EXAMPLES}/golden`,
      `${EXAMPLES}/generated/aspen`,
      '--json',
      '--workers',
      '2',
    ];
    const started = performance.now();
    const first = await place.run([...args, '--quiet', '--no-cache']);
    const milliseconds = performance.now() - started;
    if (first.code !== 0) throw new Error(`the undisturbed run failed: ${first.stderr}`);
    const cacheOf = (index: number): string => `${place.cache}-${index}`;
    const runs = await killAtRandom({
      place,
      args,
      times: TIMES,
      seed: 'kill',
      undisturbed: { document: first.stdout, milliseconds },
      cacheArgs: (index) => ['--cache-dir', cacheOf(index)],
    });
    out('killed after   processes gone after   next run');
    for (const { at, killed, lingering, same, warnings } of runs) {
      const verdict = `${same ? 'same document' : 'OTHER DOCUMENT'}${warnings === '' ? '' : ', with warnings'}`;
      out(
        `${String(at).padStart(9)} ms   ${String(lingering).padStart(17)} ms   ${killed ? verdict : `${verdict} (it was over)`}`,
      );
    }
    const figures = {
      times: TIMES,
      killed: runs.filter((run) => run.killed).length,
      same: runs.filter((run) => run.same).length,
      warnings: runs.filter((run) => run.warnings !== '').length,
      left_after_5_s: runs.filter((run) => run.lingering > LONGEST_LINGER).length,
      longest_lingering_ms: Math.max(...runs.map((run) => run.lingering)),
    };
    out(
      `${figures.same} of ${figures.times} next runs gave the same document; ${figures.left_after_5_s} left a process after 5 s.`,
    );
    return { ...figures, runs };
  } finally {
    place.remove();
  }
}
