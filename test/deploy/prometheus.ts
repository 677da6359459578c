import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { freePort } from '../helpers/postgres.ts';

/** A real Prometheus with the configuration and rules that are shipped, in seconds instead of minutes and days. */
export interface Prometheus {
  /** Where containers of a service are, as a name server would tell it. */
  find(service: Service, addresses: readonly string[]): void;
  /** The values of an expression just now; none where it has none. */
  query(expression: string): Promise<readonly Sample[]>;
  /** Names of alerts that fire. */
  firing(): Promise<readonly string[]>;
  targets(): Promise<readonly { readonly job: string; readonly health: string; readonly error: string }[]>;
  /** Rules that Prometheus could not evaluate. */
  failedRules(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export type Service = 'api' | 'worker';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * What of the rules, and of the panels, is told otherwise; nothing else is. Windows hold several scrapes of a second
 * each, and the week before the last day stays several days long.
 */
const SHORTER: readonly (readonly [RegExp, string])[] = [
  [/\[7d\] offset 1d/g, '[16s] offset 8s'],
  [/\[1d\]/g, '[8s]'],
  [/\[(?:5|15)m\]/g, '[8s]'],
  [/\bfor: \d+[mh]\b/g, 'for: 1s'],
  [/\binterval: 1m\b/g, 'interval: 1s'],
  // Of the age of the queue.
  [/> 300\b/g, '> 3'],
];

export const shorter = (text: string): string =>
  SHORTER.reduce((all, [from, to]) => all.replace(from, to), text);

const SHIPPED = 'deploy/prometheus';

export async function startPrometheus(program: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'fern-prometheus-'));
  const port = await freePort();
  const rules = join(folder, 'rules');
  cpSync(join(SHIPPED, 'rules'), rules, { recursive: true });
  const files = readdirSync(rules).filter((name) => name.endsWith('.yml'));
  const texts = files.map((name) => readFileSync(join(rules, name), 'utf8'));
  const unused = SHORTER.filter(([from]) => !texts.some((text) => text.search(from) >= 0));
  if (unused.length > 0) throw new Error(`No rule has ${unused.map(([from]) => from).join(', ')}.`);
  files.forEach((name, at) => void writeFileSync(join(rules, name), shorter(texts[at] as string)));

  const shipped = parse(readFileSync(join(SHIPPED, 'prometheus.yml'), 'utf8'));
  const find: Prometheus['find'] = (service, addresses) =>
    writeFileSync(join(folder, `${service}.json`), JSON.stringify([{ targets: addresses }]));
  const configuration = {
    ...shipped,
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    // As there is no name server, files say what names lead to; they are watched.
    scrape_configs: shipped.scrape_configs.map(
      ({ dns_sd_configs, static_configs, ...rest }: ScrapeConfig) => {
        if (dns_sd_configs === undefined) {
          const moved = static_configs?.map(({ targets }) => ({
            targets: targets.map((target) => target.replace('localhost:9090', `127.0.0.1:${port}`)),
          }));
          return { ...rest, static_configs: moved };
        }
        const services = dns_sd_configs.flatMap(({ names }) => names);
        for (const service of services) find(service, []);
        return { ...rest, file_sd_configs: [{ files: services.map((service) => `${service}.json`) }] };
      },
    ),
  };
  writeFileSync(join(folder, 'prometheus.yml'), stringify(configuration));

  let log = '';
  const child = spawn(
    program,
    [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  child.stderr.on('data', (piece: Buffer) => {
    log += piece;
  });
  const ask = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    const { status, data, error } = (await answer.json()) as { status: string; data: T; error?: string };
    if (status !== 'success') throw new Error(`${path}: ${error}`);
    return data;
  };
  await ready(`http://127.0.0.1:${port}/-/ready`, child, () => log);
  return {
    find,
    async query(expression) {
      const { result } = await ask<{ result: { metric: Record<string, string>; value: [number, string] }[] }>(
        `query?query=${encodeURIComponent(expression)}`,
      );
      return result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }));
    },
    async firing() {
      const { alerts } = await ask<{ alerts: { state: string; labels: { alertname: string } }[] }>('alerts');
      return alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);
    },
    async targets() {
      const { activeTargets } = await ask<{
        activeTargets: { labels: { job: string }; health: string; lastError: string }[];
      }>('targets');
      return activeTargets.map(({ labels, health, lastError }) => ({
        job: labels.job,
        health,
        error: lastError,
      }));
    },
    async failedRules() {
      const { groups } = await ask<{ groups: { rules: { name: string; health: string }[] }[] }>('rules');
      return groups
        .flatMap(({ rules: own }) => own.filter(({ health }) => health === 'err'))
        .map(({ name }) => name);
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface ScrapeConfig {
  readonly dns_sd_configs?: readonly { readonly names: readonly Service[] }[];
  readonly static_configs?: readonly { readonly targets: readonly string[] }[];
}

async function ready(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}: ${log()}`);
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Prometheus does not become ready: ${log()}`);
}
