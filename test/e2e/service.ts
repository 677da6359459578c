import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { address, createWorkplace, post, type Running, type Workplace } from '../http/service.ts';
import { type OpenPage, openAt } from './opened.ts';

/** The built service with a key, on a small folder of its own, for pages in a browser. */

export const KEY = 'k-4711';

const golden = {
  'sum.ts':
    'export function sum(values: number[]): number {\n  return values.reduce((a, b) => a + b, 0);\n}\n',
  'text.ts': 'export const upper = (text: string): string => text.trim().toUpperCase();\n',
};
/** What a model got right, and what it did not. */
const OTHER = 'export const upper = (text) => {\n  var t = text;\n  return t;\n};\n';

export interface Service {
  readonly url: string;
  readonly place: Workplace;
  /** Has models compared. @returns the answer: a comparison, or a job where it is asked for without waiting */
  compare(body?: object): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function startService({ key = KEY }: { key?: string | null } = {}): Promise<Service> {
  const place = createWorkplace();
  for (const [name, text] of Object.entries(golden)) {
    place.write(`golden/${name}`, text);
    place.write(`aspen/${name}`, text);
  }
  place.write('birch/sum.ts', golden['sum.ts']);
  place.write('birch/text.ts', OTHER);
  const running: Running = place.start(
    ['serve', '--port', '0', '--root', place.folder, '--no-behaviour'],
    key === null ? {} : { env: { API_KEY: key } },
  );
  const url = await address(running);
  const stop = async (): Promise<void> => {
    running.child.kill('SIGTERM');
    await running.done;
  };
  return {
    url,
    place,
    async compare(body = {}) {
      const { json, status } = await post<Record<string, unknown>>(
        `${url}/compare-models`,
        { golden_standard: 'golden', models: { aspen: 'aspen', birch: 'birch' }, ...body },
        key === null ? {} : { authorization: `Bearer ${key}` },
      );
      if (status >= 300) throw new Error(JSON.stringify(json));
      return json;
    },
    stop,
    async close() {
      await stop();
      place.remove();
    },
  };
}

/** Something in front of a service, which has it below a path. */
export async function startProxy(
  to: string,
  path: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((asked, reply) => {
    if (!asked.url?.startsWith(`${path}/`)) return void reply.writeHead(404).end();
    const { method, headers } = asked;
    const passed = request(`${to}${asked.url.slice(path.length)}`, { method, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Birch learns what the golden does. */
export function mendBirch({ place }: Service): void {
  place.write('birch/text.ts', golden['text.ts']);
}

/** That a key was refused is no fault of a page's; that one is seen in an address is. */
export function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const { origin } = new URL(url);
  const request = (asked: string): string | null => {
    if (new URL(asked).origin !== origin) return 'request';
    return asked.includes(KEY) ? 'a key in an address' : null;
  };
  return openAt(browser, url, { request, message: /Failed to load resource.* 40[14] / }, options);
}
