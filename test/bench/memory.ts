import { join } from 'node:path';
import { table } from '../corpus/figures.ts';
import { makeApplication } from './applications.ts';
import { runProgram, temporaryFolder, type Weight, writeFiles } from './program.ts';

/**
 * Peak memory of all processes of a comparison that runs no code, by number of files and of models. Arguments: number of files
 * (default 3000), then numbers of models (default 1 3).
 */
export async function memory(out: (line: string) => void, args: readonly string[]): Promise<object> {
  const [size = 3000, ...models] = args.map(Number);
  const counts = models.length > 0 ? models : [1, 3];
  const rows: ({ models: number; seconds: number } & Weight)[] = [];
  const folder = temporaryFolder();
  try {
    const names = Array.from({ length: Math.max(...counts) }, (_, i) => `model-${i}`);
    names.forEach((name, index) => {
      const { golden, generated } = makeApplication(size, name);
      if (index === 0) writeFiles(join(folder.path, 'golden'), golden);
      writeFiles(join(folder.path, name), generated);
    });
    for (const count of counts) {
      const cache = temporaryFolder();
      const chosen = names
        .slice(0, count)
        .flatMap((name) => ['--model', `${name}=${join(folder.path, name)}`]);
      const run = await runProgram(
        [
          'compare',
          '--golden',
          join(folder.path, 'golden'),
          ...chosen,
          '--no-behaviour',
          '--json',
          '--quiet',
          '--cache-dir',
          cache.path,
        ],
        { weigh: true },
      );
      cache.remove();
      if (run.code !== 0) throw new Error(run.stderr);
      rows.push({
        models: count,
        seconds: run.seconds,
        ...run.peak,
      });
      out(
        `${size} files, ${count} models: ${run.seconds.toFixed(0)} s, ${run.peak.resident.toFixed(0)} MB resident`,
      );
    }
  } finally {
    folder.remove();
  }
  out('');
  const body = rows.map((row) => [
    String(size),
    String(row.models),
    row.seconds.toFixed(0),
    row.resident.toFixed(0),
    row.proportional.toFixed(0),
    row.own.toFixed(0),
  ]);
  const head = [
    'files',
    'models',
    'seconds',
    'peak resident MB (all processes)',
    'peak proportional MB',
    'peak own MB',
  ];
  for (const line of table([head, ...body])) out(line);
  return { size, rows };
}
