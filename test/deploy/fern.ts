import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorkplace, EXAMPLES } from '../helpers/cli.ts';

/** The built service as a process, on the bundled example. */
export interface Fern {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

export const KEY = 'a-key-for-tests';

export async function startFern(): Promise<Fern> {
  const place = createWorkplace();
  const running = place.start(['serve', '--port', '0', '--root', EXAMPLES, '--no-behaviour'], {
    env: { API_KEY: KEY },
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    running.child.stderr?.on('data', (piece: Buffer) => {
      said += piece;
      const found = /Fern serves .* at (http:\/\/\S+);/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    running.child.once('exit', () => reject(new Error(said)));
  });
  return {
    port: Number(new URL(url).port),
    url,
    async close() {
      running.child.kill('SIGTERM');
      await running.done;
      place.remove();
    },
  };
}

export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

/** A server before Fern that may answer itself: when `answer` says so by returning true. */
export async function standBefore(
  fern: Fern,
  answer: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<Front> {
  const server = createServer((asked, response) => {
    if (answer(asked, response)) return;
    const { method, url, headers } = asked;
    const passed = request({ host: '127.0.0.1', port: fern.port, method, path: url, headers }, (got) => {
      response.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(response);
    });
    passed.on('error', () => response.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
