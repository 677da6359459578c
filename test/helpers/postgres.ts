import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A real PostgreSQL server with SSL on, of Debian's packages, in a folder of its own. */
export interface Postgres {
  /** Of a database that is made for who asks; another one each time. */
  database(): Promise<string>;
  /** File of the certificate that signs the server's. */
  readonly ca: string;
  readonly port: number;
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

const PASSWORD = 'secret of the tests';

/** Folder of the newest server's programs; null where none is installed. */
function postgresPrograms(): string | null {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return null;
  const versions = readdirSync(base).sort((a, b) => Number(b) - Number(a));
  return versions.length === 0 ? null : join(base, versions[0], 'bin');
}

/** CI has one; where there is none, what needs it is skipped for all to see. */
export const isPostgresThere = postgresPrograms() !== null || process.env.CI !== undefined;

export async function createPostgres(): Promise<Postgres> {
  const bin = postgresPrograms();
  if (bin === null) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  const folder = mkdtempSync(join(tmpdir(), 'fern-pg-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  // It does not run as root.
  const user = process.getuid?.() === 0 ? idsOf('postgres') : null;
  const own = (path: string): void => {
    if (user !== null) chownSync(path, user.uid, user.gid);
  };
  own(folder);
  own(data);
  const password = join(folder, 'password');
  writeFileSync(password, PASSWORD);
  own(password);
  execFileSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'fern',
      '-A',
      'scram-sha-256',
      `--pwfile=${password}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...user, cwd: folder, stdio: 'pipe' },
  );
  const port = await freePort();
  const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')];
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`.split(
      ' ',
    ),
    { ...user, cwd: folder, stdio: 'pipe' },
  );
  writeFileSync(join(data, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  let running: ReturnType<typeof spawn> | null = null;
  let databases = 0;

  const url = (name: string): string =>
    `postgresql://fern:${encodeURIComponent(PASSWORD)}@localhost:${port}/${name}`;

  async function start(): Promise<void> {
    const options = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: folder,
      ssl: 'on',
      ssl_key_file: key,
      ssl_cert_file: certificate,
      max_connections: 200,
      // Nothing of it has to outlive the machine.
      fsync: 'off',
    };
    const args = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    running = spawn(join(bin as string, 'postgres'), ['-D', data, ...args], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    });
    await answering(`${url('postgres')}?sslmode=no-verify`);
  }

  async function stop(): Promise<void> {
    const child = running;
    running = null;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // At once, without waiting for who is connected.
    child.kill('SIGINT');
    await ended;
  }

  await start();
  return {
    ca: certificate,
    port,
    start,
    stop,
    async database() {
      const name = `fern${++databases}`;
      await query(`${url('postgres')}?sslmode=no-verify`, `create database ${name}`);
      return `${url(name)}?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`;
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await query(url, 'select 1');
      return;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
