import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import autocannon, { type Request } from 'autocannon';
import { createWorkplace, EXAMPLES, pause } from '../helpers/cli.ts';
import { address } from '../http/service.ts';

interface Load {
  readonly name: string;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly answers: number;
  /** Answers by status; 0: none came. */
  readonly statuses: Readonly<Record<string, number>>;
}

const CONNECTIONS = 8;
const HEADERS = { 'content-type': 'application/json' };

/** Code that no cache knows while its name is new. */
const body = (name: string): string =>
  JSON.stringify({
    golden_content: `export function ${name}(values: number[]): number { return values.reduce((a, b) => a + b, 0); }\n`,
    generated_content: `export function ${name}(list: number[]): number { let all = 0; for (const one of list) all += one; return all; }\n`,
  });
let names = 0;
const CACHED: Request = { method: 'POST', path: '/evaluate', headers: HEADERS, body: body('kept') };
const UNCACHED: Request = {
  method: 'POST',
  path: '/evaluate',
  headers: HEADERS,
  setupRequest: (request) => ({ ...request, body: body(`new${names++}`) }),
};

/**
 * The built service under load: how much it answers and how fast, whether its memory stays flat, and what it does when
 * ten times as many ask as it can answer.
 * @param args minutes of the long part, 10 when not said; `behaviour` runs the code too
 */
export async function service(out: (line: string) => void, args: readonly string[]): Promise<object> {
  const minutes = Number(args.find((arg) => /^[\d.]+$/.test(arg)) ?? 10);
  const place = createWorkplace();
  const options = args.includes('behaviour') ? [] : ['--no-behaviour'];
  const running = place.start(
    ['serve', '--port', '0', '--root', EXAMPLES, '--data', join(place.folder, 'data'), ...options],
    { env: { MAX_WORKERS: undefined, FERN_RATE_PER_MINUTE: '0' } },
  );
  try {
    const url = await address(running);
    // Threads start with the first work.
    await load(url, 'warming up', UNCACHED, 5, CONNECTIONS);
    const loads: Load[] = [];
    for (const [name, request] of [
      ['health', { method: 'GET', path: '/health' }],
      ['cached', CACHED],
      ['uncached', UNCACHED],
    ] as const) {
      loads.push(await load(url, name, request, 15, CONNECTIONS));
      out(line(loads.at(-1) as Load));
    }

    const memory: number[] = [];
    const sampling = setInterval(() => memory.push(megabytesOf(running.processes())), 5000);
    const long = await load(
      url,
      `all kinds, ${minutes} min`,
      [CACHED, UNCACHED, CACHED],
      minutes * 60,
      CONNECTIONS,
    );
    clearInterval(sampling);
    out(line(long));
    const memoryFigures = flatness(memory);
    out(`memory: ${JSON.stringify(memoryFigures)}`);

    const uncached = loads.find(({ name }) => name === 'uncached') as Load;
    const tenfold = Math.round(10 * uncached.perSecond);
    const overload = await load(url, `overload, ${tenfold} asked a second`, UNCACHED, 20, 400, tenfold);
    out(`${line(overload)}; it can do ${uncached.perSecond.toFixed(0)}`);
    const recovered = await recovery(url);
    out(`answers within the usual again after ${recovered} ms`);
    return { loads, long, memory: memoryFigures, overload, recovered };
  } finally {
    running.child.kill('SIGTERM');
    await running.done;
    place.remove();
  }
}

async function load(
  url: string,
  name: string,
  requests: Request | readonly Request[],
  seconds: number,
  connections: number,
  /** Requests a second; as many as are answered when not said. */
  rate?: number,
): Promise<Load> {
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const count = (status: number): void => {
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const options = {
    url,
    connections,
    duration: seconds,
    timeout: 60,
    requests: [requests].flat(),
    ...(rate === undefined ? {} : { overallRate: rate }),
  };
  // It is both, which its types don't say.
  const run = autocannon(options) as unknown as autocannon.Instance & Promise<autocannon.Result>;
  run.on('response', (_, status, __, milliseconds) => {
    count(status);
    if (status === 200) times.push(milliseconds);
  });
  const { errors, duration } = await run;
  if (errors > 0) statuses[0] = errors;
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return {
    name,
    perSecond: times.length / duration,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    answers: times.length,
    statuses,
  };
}

const line = ({ name, perSecond, p50, p95, p99, statuses }: Load): string =>
  `${name}: ${perSecond.toFixed(0)}/s, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${JSON.stringify(statuses)}`;

/** Of a process and its children, together. */
function megabytesOf(processes: readonly number[]): number {
  const text = execFileSync('ps', ['-o', 'rss=', '-p', processes.join(',')], { encoding: 'utf8' });
  return text.split('\n').reduce((sum, line) => sum + Number(line) / 1024, 0);
}

/** The middle of the second fifth against that of the last: what grows without end is larger then. */
function flatness(samples: readonly number[]): object {
  const middle = (from: number, to: number): number => {
    const part = samples
      .slice(Math.floor(samples.length * from), Math.ceil(samples.length * to))
      .sort((a, b) => a - b);
    return part[Math.floor(part.length / 2)] ?? NaN;
  };
  const [early, late] = [middle(0.2, 0.4), middle(0.8, 1)];
  return {
    early: Math.round(early),
    late: Math.round(late),
    change: Math.round((late / early - 1) * 1000) / 1000,
    most: Math.round(Math.max(...samples)),
  };
}

/** Milliseconds from the end of the overload until it answers in half a second, three times in a row. */
async function recovery(url: string): Promise<number> {
  const started = performance.now();
  for (let good = 0; good < 3; ) {
    const asked = performance.now();
    const answer = await fetch(`${url}/evaluate`, {
      method: 'POST',
      headers: HEADERS,
      body: body(`after${names++}`),
    });
    good = answer.ok && performance.now() - asked < 500 ? good + 1 : 0;
    if (performance.now() - started > 60_000) return Number.POSITIVE_INFINITY;
    await pause(20);
  }
  return Math.round(performance.now() - started);
}
