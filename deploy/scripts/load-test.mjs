#!/usr/bin/env node
// How much a Fern bears: for each kind of request so many a second, how long they took, how many failed.
// Usage: load-test.mjs URL [--seconds=10] [--connections=8] [--only=health,cached,uncached] [--json]
// The key comes from API_KEY. It asks with as many connections as it is told, for as long, and ends.
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '8' },
    only: { type: 'string', default: 'health,cached,uncached' },
    json: { type: 'boolean', default: false },
  },
});
const [url] = positionals;
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const names = values.only.split(',');

const headers = {
  'content-type': 'application/json',
  ...(process.env.API_KEY ? { 'x-api-key': process.env.API_KEY.split(',')[0] } : {}),
};

/** Code that no cache knows as long as the name is new. */
const body = (name) =>
  JSON.stringify({
    golden_content: `export function ${name}(values: number[]): number { return values.reduce((a, b) => a + b, 0); }\n`,
    generated_content: `export function ${name}(list: number[]): number { let all = 0; for (const one of list) all += one; return all; }\n`,
    language: 'ts',
    evaluation_type: 'file',
  });
const start = Date.now().toString(36);
let count = 0;

const KINDS = {
  health: [{ method: 'GET', path: '/health' }],
  cached: [{ method: 'POST', path: '/evaluate', headers, body: body(`kept${start}`) }],
  uncached: [
    {
      method: 'POST',
      path: '/evaluate',
      headers,
      setupRequest: (request) => ({ ...request, body: body(`new${start}n${count++}`) }),
    },
  ],
};

const isWrong = names.some((name) => !(name in KINDS)) || !(seconds > 0 && seconds <= 600);
if (url === undefined || isWrong || !(connections >= 1 && connections <= 1000)) {
  console.error(
    'Usage: load-test.mjs URL [--seconds=10] [--connections=8] [--only=health,cached,uncached] [--json]',
  );
  process.exit(2);
}

const results = [];
for (const name of names) results.push(await measure(name));
if (values.json) console.log(JSON.stringify({ url, seconds, connections, results }, null, 2));
else console.log(table(results));
process.exitCode = results.some(({ errors, answers }) => errors > 0 || answers === 0) ? 1 : 0;

async function measure(name) {
  if (name === 'cached') await once(KINDS.cached[0]);
  const times = [];
  let errors = 0;
  const run = autocannon({ url, connections, duration: seconds, timeout: 60, requests: KINDS[name] });
  run.on('response', (_, status, __, milliseconds) => {
    if (status >= 200 && status < 300) times.push(milliseconds);
    else errors++;
  });
  const { errors: broken, duration } = await run;
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? null;
  return {
    name,
    answers: times.length,
    rps: times.length / duration,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    errors: errors + broken,
  };
}

/** So that the first of those that are measured is in the cache too. */
async function once({ path, ...request }) {
  try {
    await (await fetch(new URL(path, url), request)).arrayBuffer();
  } catch (error) {
    console.error(`${url} does not answer: ${error.cause?.message ?? error.message}`);
    process.exit(1);
  }
}

function table(rows) {
  const cells = rows.map(({ name, answers, rps, p50, p95, p99, errors }) => [
    name,
    String(answers),
    rps.toFixed(1),
    ...[p50, p95, p99].map((time) => (time === null ? '–' : time.toFixed(1))),
    String(errors),
  ]);
  const all = [['', 'answers', 'rps', 'p50 ms', 'p95 ms', 'p99 ms', 'errors'], ...cells];
  const width = (column) => Math.max(...all.map((row) => row[column].length));
  return all
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(width(0)) : cell.padStart(width(at)))).join('  '),
    )
    .join('\n');
}
