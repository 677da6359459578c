import { createServer, type Server } from 'node:http';
import type { Metrics } from './metrics.ts';

/** Serves `GET /metrics` and `GET /livez` alone, to whoever reaches the port. */
export function createMetricsServer(metrics: Pick<Metrics, 'text' | 'contentType'>): Server {
  return createServer(async ({ method, url }, response) => {
    const path = url?.split('?')[0];
    if (method !== 'GET' || (path !== '/metrics' && path !== '/livez')) {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = path === '/livez' ? 'ok\n' : await metrics.text();
      response.writeHead(200, { 'content-type': path === '/livez' ? 'text/plain' : metrics.contentType });
      response.end(text);
    } catch {
      response.writeHead(500).end();
    }
  });
}

/** @returns the port. @throws Error when it can't listen there */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as { port: number }).port);
    });
  });
}
