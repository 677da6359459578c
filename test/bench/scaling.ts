import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { createWorkplace, EXAMPLES, pause, type Workplace } from '../helpers/cli.ts';
import { createPostgres } from '../helpers/postgres.ts';
import { address, get, post, working } from '../http/service.ts';

interface Measured {
  readonly workers: number;
  /** Seconds from the request to the result. */
  readonly total: number;
  /** Seconds that a share took, of each. */
  readonly shares: readonly number[];
  /** Seconds from the last share to the result. */
  readonly finish: number;
  /** Seconds from the request to the first share. */
  readonly begin: number;
}

const MODELS = 20;
const MACHINES = [1, 2, 4, 8, 16, 20, 32, 64];

/**
 * One comparison of 20 models by a fleet on a real PostgreSQL: with 1 and 2 workers on this machine, and, by a simulation
 * with the times that were measured, with more machines.
 * @param args `no-behaviour` only reads the code
 */
export async function scaling(out: (line: string) => void, args: readonly string[]): Promise<object> {
  const options = args.includes('no-behaviour') ? ['--no-behaviour'] : [];
  const server = await createPostgres();
  const place = createWorkplace();
  try {
    writeModels(place);
    const measured: Measured[] = [];
    for (const workers of [1, 2]) {
      measured.push(await measure(place, await server.database(), workers, options));
      out(line(measured.at(-1) as Measured));
    }
    const [one, two] = measured as [Measured, Measured];
    out(`speed-up with 2 workers on this machine: ${(one.total / two.total).toFixed(2)}`);
    const simulated = MACHINES.map((machines) => ({ machines, seconds: simulate(one, machines) }));
    const alone = simulated[0]?.seconds ?? NaN;
    for (const { machines, seconds } of simulated)
      out(
        `${machines} machines (simulated): ${seconds.toFixed(1)} s, ${(alone / seconds).toFixed(1)} times as fast`,
      );
    const floor = one.begin + one.finish + Math.max(...one.shares);
    out(`It never takes less than ${floor.toFixed(1)} s: beginning, the longest share, putting together.`);
    return { measured, simulated, floor };
  } finally {
    await server.remove();
    place.remove();
  }
}

/** Each model's code differs from the others', as otherwise what one has found would be found for all. */
function writeModels(place: Workplace): void {
  const golden = join(EXAMPLES, 'golden');
  const files = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.tsx?$/.test(path),
  );
  for (const path of files) {
    const text = readFileSync(join(golden, path), 'utf8');
    const write = (folder: string, content: string): void => {
      const full = join(place.folder, folder, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
    };
    write('golden', text);
    for (let model = 0; model < MODELS; model++)
      write(`model-${model}`, `${text}\nconst of${model} = ${model};\nvoid of${model};\n`);
  }
}

async function measure(
  place: Workplace,
  url: string,
  workers: number,
  options: readonly string[],
): Promise<Measured> {
  const start = (name: string, args: readonly string[]) =>
    place.start([...args, '--root', place.folder, ...options], {
      env: {
        DB_URL: url,
        CACHE_DIR: join(place.folder, `cache-${workers}-${name}`),
        FERN_RATE_PER_MINUTE: '0',
      },
    });
  const api = start('api', ['serve', '--port', '0', '--no-jobs']);
  const running = [api];
  const client = new pg.Client({ connectionString: url });
  try {
    const at = await address(api);
    await client.connect();
    for (let i = 0; i < workers; i++) {
      running.push(start(`worker-${i}`, ['worker']));
      await working(running.at(-1) as typeof api);
    }
    const asked = performance.now();
    const models = Object.fromEntries(Array.from({ length: MODELS }, (_, i) => [`model-${i}`, `model-${i}`]));
    const { json } = await post<{ id: string }>(`${at}/compare-models`, {
      golden_standard: 'golden',
      models,
      async: true,
    });
    return { workers, ...(await watch(client, at, json.id, asked)) };
  } finally {
    await client.end();
    for (const { child } of running) child.kill('SIGTERM');
    await Promise.all(running.map(({ done }) => done));
  }
}

/** When each share began and ended, to some hundredths of a second. */
async function watch(
  client: pg.Client,
  at: string,
  id: string,
  asked: number,
): Promise<Omit<Measured, 'workers'>> {
  const begun = new Map<number, number>();
  const ended = new Map<number, number>();
  for (;;) {
    const { rows } = await client.query(
      "select number, state from fern.steps where job = $1 and stage = 'part'",
      [id],
    );
    const now = (performance.now() - asked) / 1000;
    for (const { number, state } of rows as { number: number; state: string }[]) {
      if (state !== 'waiting' && !begun.has(number)) begun.set(number, now);
      if (state === 'done' && !ended.has(number)) ended.set(number, now);
    }
    const job = await get<{ state: string }>(`${at}/jobs/${id}`);
    if (job.state === 'failed') throw new Error(`The comparison failed: ${JSON.stringify(job)}`);
    if (job.state === 'completed') {
      const total = (performance.now() - asked) / 1000;
      const shares = [...ended].map(([number, end]) => end - (begun.get(number) as number));
      return {
        total,
        shares,
        begin: Math.min(...begun.values()),
        finish: total - Math.max(...ended.values()),
      };
    }
    await pause(20);
  }
}

/** Shares go to whoever is free, in their order; each machine has one worker that does one at a time. */
function simulate({ shares, begin, finish }: Measured, machines: number): number {
  const free = Array.from({ length: machines }, () => 0);
  for (const share of shares) {
    const next = free.indexOf(Math.min(...free));
    free[next] = (free[next] as number) + share;
  }
  return begin + Math.max(...free) + finish;
}

const line = ({ workers, total, shares, begin, finish }: Measured): string =>
  `${workers} worker${workers > 1 ? 's' : ''}: ${total.toFixed(1)} s; begins after ${begin.toFixed(1)} s, ${shares.length} shares of ${(shares.reduce((a, b) => a + b, 0) / shares.length).toFixed(2)} s each, put together in ${finish.toFixed(1)} s`;
