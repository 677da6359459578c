import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { say } from './tools.ts';

/** nginx with the configuration that is shipped, on ports of its own; certificates come from the shipped script. */
export interface Nginx {
  readonly plainPort: number;
  readonly port: number;
  readonly authority: string;
  /** What `nginx -t` said. */
  readonly checked: string;
  ask(path: string, options?: Ask): Promise<Answered>;
  close(): Promise<void>;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Buffer;
  /** Called with each piece of the answer as it comes. */
  readonly onData?: (piece: string) => void;
  readonly plain?: boolean;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly text: string;
}

export const CONFIGURATION = readFileSync('deploy/nginx/fern.conf', 'utf8');

/** @param upstream what stands for `api:8000`, the address of an api or a name with a port */
export async function startNginx(nginx: string, upstream: string, resolver?: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'fern-nginx-'));
  const secrets = join(folder, 'secrets');
  const made = say(resolve('deploy/scripts/make-certificates.sh'), [secrets]);
  if (made.code !== 0) throw new Error(made.text);
  const [plainPort, port] = [await freePort(), await freePort()];
  const configuration = replaceAll(CONFIGURATION, {
    'listen 8080': `listen 127.0.0.1:${plainPort}`,
    'listen 8443': `listen 127.0.0.1:${port}`,
    '/run/secrets/tls_certificate': join(secrets, 'tls.crt'),
    '/run/secrets/tls_key': join(secrets, 'tls.key'),
    '/dev/stdout': join(folder, 'access.log'),
    'set $fern_api api:8000;': `set $fern_api ${upstream};`,
    ...(resolver === undefined ? {} : { 'resolver 127.0.0.11 valid=5s': `resolver ${resolver} valid=1s` }),
  });
  writeFileSync(join(folder, 'fern.conf'), configuration);
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(folder, name));
  const main = `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    worker_processes 1;
    daemon off;
    pid ${folder}/nginx.pid;
    error_log ${folder}/error.log warn;
    events { worker_connections 256; }
    http {
      client_body_temp_path ${folder}/body;
      proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi;
      scgi_temp_path ${folder}/scgi;
      include ${folder}/fern.conf;
    }`;
  const path = join(folder, 'nginx.conf');
  writeFileSync(path, main);
  chmodSync(folder, 0o755);
  const log = ['-e', join(folder, 'error.log')];
  const { code, text } = say(nginx, ['-t', '-c', path, ...log]);
  if (code !== 0) throw new Error(text);
  const child = spawn(nginx, ['-c', path, ...log], { stdio: 'ignore' });
  await reachable(port, child);
  const authority = readFileSync(join(secrets, 'ca.crt'), 'utf8');
  return {
    plainPort,
    port,
    authority,
    checked: text,
    ask: (path, options = {}) =>
      ask(options.plain ? plainPort : port, path, options.plain ? null : authority, options),
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function replaceAll(text: string, replacements: Readonly<Record<string, string>>): string {
  let replaced = text;
  for (const [from, to] of Object.entries(replacements)) {
    if (!replaced.includes(from)) throw new Error(`The configuration has no ${from}.`);
    replaced = replaced.replaceAll(from, to);
  }
  return replaced;
}

function ask(
  port: number,
  path: string,
  ca: string | null,
  { method = 'GET', headers = {}, body, onData }: Ask,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers, agent: false } as const;
    const request = ca === null ? plain(options) : secure({ ...options, ca, servername: 'localhost' });
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        onData?.(piece);
      });
      response.on('end', () => {
        // An answer to a body that nobody reads comes before its end.
        request.destroy();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          text,
        });
      });
    });
    request.on('error', reject);
    if (body === undefined && 'content-length' in headers) request.flushHeaders();
    else request.end(body);
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function reachable(port: number, child: ChildProcess): Promise<void> {
  const { connect } = await import('node:net');
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}.`);
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nginx does not listen.');
}
