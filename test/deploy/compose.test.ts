import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { complaints } from './schema.ts';
import { say } from './tools.ts';

interface Service {
  image: string;
  user?: string;
  command?: string[];
  entrypoint?: string[];
  read_only?: boolean;
  privileged?: boolean;
  restart: string;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  container_name?: string;
  environment?: Record<string, string>;
  ports?: string[];
  networks: string[];
  volumes?: string[];
  secrets?: string[];
  tmpfs?: string[];
  profiles?: string[];
  logging?: { options: Record<string, string> };
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  stop_grace_period?: string;
  build?: { context: string; dockerfile: string };
  deploy?: { replicas?: string; resources: { limits: Record<string, string | number> } };
}

interface Stack {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, null>;
  secrets: Record<string, { file: string }>;
}

const TEXT = readFileSync('deploy/compose.yml', 'utf8');
const stack = parse(TEXT, { merge: true }) as Stack;
const { services, networks, volumes, secrets } = stack;
const all = Object.entries(services);
/** As they are when .env says nothing. */
const filled = (text: string) => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

/** What the service reads of its environment; compose may set nothing else of it. */
const VARIABLES = [
  ...['ENVIRONMENT', 'LOG_LEVEL', 'MAX_WORKERS', 'CACHE_DIR', 'API_KEY', 'API_KEY_FILE'],
  ...[
    'FERN_HOST',
    'FERN_PORT',
    'FERN_ROOT',
    'FERN_JOBS',
    'FERN_METRICS_PORT',
    'FERN_DATA',
    'FERN_RATE_PER_MINUTE',
  ],
  ...[
    'DB_URL',
    'DB_HOST',
    'DB_PORT',
    'DB_USER',
    'DB_PASSWORD',
    'DB_PASSWORD_FILE',
    'DB_NAME',
    'DB_SSL',
    'DB_SSL_CA',
  ],
];

test('is what the Compose Specification allows', () => {
  expect(complaints('compose-spec', stack)).toEqual([]);
  expect(complaints('compose-spec', { ...stack, services: { api: { imag: 'x' } } })).not.toEqual([]);
});

test('has the services of the stack, and nothing that nobody uses', () => {
  expect(Object.keys(services).sort()).toEqual(
    ['api', 'grafana', 'nginx', 'postgres', 'prometheus', 'tools', 'worker'].sort(),
  );
});

describe.each(all)('%s', (name, service) => {
  test('can do no more than it must', () => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      logging: { options: { 'max-size': expect.any(String), 'max-file': expect.any(String) } },
    });
    expect(service.privileged).toBeUndefined();
    // PostgreSQL's image starts as root, gives its folders to a user, and becomes that user.
    expect(service.cap_add).toEqual(
      name === 'postgres' ? ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'] : undefined,
    );
    if (name !== 'postgres' && service.user !== undefined)
      expect(filled(service.user)).toMatch(/^[1-9]\d*:\d+$/);
  });

  test('is a version that is named', () => {
    expect(filled(service.image)).toMatch(/^[\w./-]+:[\w.-]+$/);
    expect(service.image).not.toMatch(/:latest$/);
  });

  test('is watched, limited and started again', () => {
    if (service.profiles !== undefined) {
      expect(service.restart).toBe('no');
      return;
    }
    expect(service.restart).toBe('unless-stopped');
    expect(service.healthcheck?.test[0]).toBe('CMD');
    expect(service.healthcheck?.test.length).toBeGreaterThan(2);
    const { cpus, memory } = service.deploy?.resources.limits ?? {};
    expect(filled(String(cpus))).toMatch(/^\d+$/);
    expect(filled(String(memory))).toMatch(/^\d+[mg]$/);
    // What is kept in memory as a file system counts as memory.
    const bytes = (text: string) => Number.parseInt(text, 10) * (text.endsWith('g') ? 1024 : 1);
    const files = (service.tmpfs ?? []).map((mount) => bytes(/size=(\d+m)/.exec(mount)?.[1] ?? 'none'));
    expect(files.reduce((sum, size) => sum + size, 0)).toBeLessThan(bytes(filled(String(memory))));
  });

  test('speaks of what there is', () => {
    for (const network of service.networks) expect(networks).toHaveProperty(network);
    for (const secret of service.secrets ?? []) expect(secrets).toHaveProperty(secret);
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(condition).toBe('service_healthy');
      expect(services[other]?.healthcheck).toBeDefined();
    }
    for (const volume of service.volumes ?? []) {
      const [from = '', to] = filled(volume).split(':');
      if (to === undefined) continue;
      if (!from.startsWith('.')) expect(volumes).toHaveProperty([from]);
      else if (from !== './backups') expect([from, existsSync(join('deploy', from))]).toEqual([from, true]);
    }
    for (const [variable, value] of Object.entries(service.environment ?? {})) {
      if (variable.endsWith('_FILE') || variable.endsWith('CERTS') || variable.endsWith('ROOTCERT'))
        expect([variable, service.secrets]).toEqual([
          variable,
          expect.arrayContaining([/^\/run\/secrets\/(\w+)$/.exec(value)?.[1]]),
        ]);
    }
  });
});

describe.each(['api', 'worker'])('%s', (name) => {
  const service = services[name]!;

  test('can be there several times', () => {
    expect(service.container_name).toBeUndefined();
    expect(service.ports).toBeUndefined();
    expect(filled(service.deploy?.replicas ?? '')).toBe('1');
    // A named volume would be one for all.
    const writable = (service.volumes ?? []).filter((volume) => !volume.endsWith(':ro'));
    expect(writable).toEqual([service.environment?.CACHE_DIR]);
  });

  test('is told only what Fern reads, and has more time to end than Fern takes', () => {
    expect(
      Object.keys(service.environment ?? {}).filter((variable) => !VARIABLES.includes(variable)),
    ).toEqual([]);
    expect(service.command).toEqual([name === 'api' ? 'serve' : 'worker']);
    expect(Number.parseInt(service.stop_grace_period ?? '', 10)).toBeGreaterThan(30);
    expect(service.environment?.FERN_JOBS).toBe(name === 'api' ? 'false' : undefined);
  });
});

test('ports are the same wherever they are written', () => {
  const prometheus = readFileSync('deploy/prometheus/prometheus.yml', 'utf8');
  const nginx = readFileSync('deploy/nginx/fern.conf', 'utf8');
  const { environment } = services.api!;
  expect(services.worker?.environment?.FERN_METRICS_PORT).toBe(environment?.FERN_METRICS_PORT);
  expect(prometheus.match(/port: (\d+)/g)).toEqual(Array(2).fill(`port: ${environment?.FERN_METRICS_PORT}`));
  expect([...prometheus.matchAll(/names: \[(\w+)\]/g)].map(([, name]) => name)).toEqual(['api', 'worker']);
  expect(nginx).toContain(`set $fern_api api:${environment?.FERN_PORT};`);
  expect(services.api?.healthcheck?.test.at(-1)).toContain(`:${environment?.FERN_PORT}/readyz`);
  expect(services.worker?.healthcheck?.test.at(-1)).toContain(`:${environment?.FERN_METRICS_PORT}/livez`);
  const inside = services.nginx?.ports?.map((port) => port.split(':').at(-1));
  expect([...nginx.matchAll(/listen (\d+)/g)].map(([, port]) => port)).toEqual(inside);
  for (const secret of nginx.match(/(?<=\/run\/secrets\/)\w+/g) ?? [])
    expect(services.nginx?.secrets).toContain(secret);
  const start = readFileSync('deploy/postgres/start.sh', 'utf8');
  for (const secret of start.match(/(?<=\/run\/secrets\/)\w+/g) ?? [])
    expect(services.postgres?.secrets).toContain(secret);
});

test('only nginx is reached from elsewhere, and what runs code of others reaches nothing', () => {
  for (const [name, { ports = [], networks: own }] of all) {
    if (name !== 'nginx') expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    // Docker publishes no port of a container that is on internal networks alone.
    if (ports.length > 0) expect(own.some((network) => networks[network]?.internal !== true)).toBe(true);
  }
  for (const name of ['api', 'worker', 'postgres', 'tools'])
    expect(services[name]?.networks.filter((network) => networks[network]?.internal !== true)).toEqual([]);
});

test('secrets are those that the scripts make, and each is used', () => {
  const made = ['make-secrets.sh', 'make-certificates.sh']
    .map((name) => readFileSync(`deploy/scripts/${name}`, 'utf8'))
    .join('\n');
  for (const [name, { file }] of Object.entries(secrets)) {
    const own = /^\.\/secrets\/([\w.]+)$/.exec(file)?.[1] ?? '';
    expect([
      name,
      new RegExp(`^(?:chmod 644|for name in) .*\\b${own.replace('.', '\\.')}(?:;| |$)`, 'm').test(made),
    ]).toEqual([name, true]);
    expect([name, all.some(([, service]) => service.secrets?.includes(name))]).toEqual([name, true]);
  }
  expect(readFileSync('deploy/.gitignore', 'utf8').split('\n')).toEqual(
    expect.arrayContaining(['secrets/', '.env']),
  );
});

test('volumes and networks are used', () => {
  for (const volume of Object.keys(volumes))
    expect([
      volume,
      all.some(([, service]) => service.volumes?.some((own) => own.startsWith(`${volume}:`))),
    ]).toEqual([volume, true]);
  for (const network of Object.keys(networks))
    expect([network, all.filter(([, service]) => service.networks.includes(network)).length > 1]).toEqual([
      network,
      true,
    ]);
});

test('.env.example names everything that can be chosen, with its default', () => {
  const chosen = [...TEXT.matchAll(/\$\{(\w+):-([^}]*)\}/g)].map(([, name, value]) => `${name}=${value}`);
  const shown = readFileSync('deploy/.env.example', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(shown.sort()).toEqual([...new Set(chosen)].sort());
  expect(TEXT.match(/\$\{\w+\}/g)).toBeNull();
});

test('the image is built of what is there', () => {
  const { context = '', dockerfile = '' } = services.api?.build ?? {};
  const root = normalize(join('deploy', context));
  expect(existsSync(join(root, dockerfile))).toBe(true);
  expect(services.worker?.image).toBe(services.api?.image);
});

test('tools run the script that they are told, with what else is said', () => {
  const [shell = '', flag = '', command = ''] = services.tools?.entrypoint ?? [];
  const run = (...args: string[]) =>
    say(shell, [flag, command.replaceAll('$$', '$').replace('/scripts', 'deploy/scripts'), ...args]);
  expect(run('backup.sh')).toEqual({ code: 2, text: expect.stringContaining('Set DB_URL') });
  expect(run('deploy.sh', 'a', 'b')).toEqual({
    code: 2,
    text: expect.stringContaining('Usage: deploy.sh TAG'),
  });
  expect(services.tools?.volumes).toContain('./scripts:/scripts:ro');
});
