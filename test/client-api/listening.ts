import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Listening {
  readonly url: string;
  readonly heard: readonly Heard[];
  close(): Promise<void>;
}

export type Reply = (response: ServerResponse, request: Heard) => void;

/** A server that answers as it is told: request by request, the last way from then on. */
export async function listen(...replies: readonly Reply[]): Promise<Listening> {
  const heard: Heard[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const told = { method, path: url, headers, body };
      heard.push(told);
      replies[Math.min(heard.length, replies.length) - 1](response, told);
    });
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const json =
  (document: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(document));

export const problem = (status: number, detail: string, headers?: Record<string, string>): Reply =>
  json({ type: 'about:blank', title: 'x', status, detail, instance: 'urn:x' }, status, headers);

/** As when a cable is pulled. */
export const hangUp: Reply = (response) => void response.socket?.destroy();

/** Half an answer. */
export const breakOff: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"status":');
  setTimeout(() => response.socket?.destroy(), 20);
};
