import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pause } from '../helpers/cli.ts';
import { freePort } from './nginx.ts';
import { findTool, say } from './tools.ts';

/** PostgreSQL as the stack starts it: the same settings, the same rules of who may connect, over TLS. */
export interface Database {
  readonly port: number;
  readonly password: string;
  /** The file with the authority that signed the server's certificate. */
  readonly authority: string;
  url(database: string): string;
  /** Runs a statement, over TLS and with the password. @returns what it printed */
  sql(database: string, statement: string): string;
  close(): Promise<void>;
}

/** Settings that the stack's start.sh gives, as arguments. */
export const SETTINGS = [
  ...readFileSync('deploy/postgres/start.sh', 'utf8').matchAll(/(?<=\s)-c (\S+)/g),
].map(([, setting]) => setting!);

/** Encoded in URLs, and nothing to a shell. */
const PASSWORD = 'p@ss:w/%$rd';

export async function startPostgres(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'fern-postgres-'));
  const port = await freePort();
  const secrets = join(folder, 'secrets');
  const made = say(resolve('deploy/scripts/make-certificates.sh'), [secrets]);
  if (made.code !== 0) throw new Error(made.text);
  // PostgreSQL does not run as root.
  const isRoot = process.getuid?.() === 0;
  const ids = (option: string) => Number(say('id', [option, 'postgres']).text);
  const user = isRoot ? { uid: ids('-u'), gid: ids('-g') } : {};
  const own = (name: string, mode: number) => {
    chmodSync(join(folder, name), mode);
    if (isRoot) chownSync(join(folder, name), user.uid!, user.gid!);
  };
  copyFileSync(join(secrets, 'postgres.key'), join(folder, 'server.key'));
  copyFileSync(join(secrets, 'postgres.crt'), join(folder, 'server.crt'));
  copyFileSync('deploy/postgres/hba.conf', join(folder, 'hba.conf'));
  writeFileSync(join(folder, 'password'), PASSWORD);
  for (const name of ['server.key', 'server.crt', 'hba.conf', 'password']) own(name, 0o600);
  own('.', 0o700);
  const data = join(folder, 'data');
  const settings = SETTINGS.map((setting) =>
    setting.replace('/run/tls/', `${folder}/`).replace('/etc/postgresql/', `${folder}/`),
  );
  const run = (name: string, args: readonly string[]) => {
    const child = spawn(findTool(name)!, args, { ...user, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        text += piece;
      });
    const done = new Promise<number | null>((resolve) => child.on('close', resolve));
    return { child, done, said: () => text };
  };
  const init = run('initdb', [
    '--pgdata',
    data,
    '--username=fern',
    `--pwfile=${join(folder, 'password')}`,
    '--auth=scram-sha-256',
    '--no-sync',
  ]);
  if ((await init.done) !== 0) throw new Error(init.said());
  const server = run('postgres', [
    ...['-D', data, '-k', folder, '-p', String(port), '-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const end = Date.now() + 30_000;
  while (!server.said().includes('ready to accept connections')) {
    if (server.child.exitCode !== null || Date.now() > end) throw new Error(server.said());
    await pause(50);
  }
  chmodSync(folder, 0o711);
  chmodSync(secrets, 0o755);
  return {
    port,
    password: PASSWORD,
    authority: join(secrets, 'ca.crt'),
    url: (database) =>
      `postgresql://fern:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}?sslmode=verify-full&sslrootcert=${join(secrets, 'ca.crt')}`,
    sql(database, statement) {
      const address = `host=127.0.0.1 port=${port} user=fern dbname=${database} sslmode=verify-full sslrootcert=${join(secrets, 'ca.crt')}`;
      const { code, text } = say('psql', ['-XqAtv', 'ON_ERROR_STOP=1', '-d', address, '-c', statement], {
        env: { ...process.env, PGPASSWORD: PASSWORD },
      });
      if (code !== 0) throw new Error(text);
      return text.trim();
    },
    async close() {
      server.child.kill('SIGINT');
      await server.done;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
