import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../service/problems.ts';
import type { Host } from '../host.ts';
import { isKnown, type SentFile, sentFile, takesGzip } from './files.ts';
import type { Page } from './page.ts';

/** Pages are there for whoever asks: they hold nothing, and what they show is asked for with a key. */
const OPEN = { config: { open: true } } as const;

/** @returns the routes that the page has */
export function servePage(app: FastifyInstance, page: Page, read: Host['readAsset']): readonly string[] {
  const { url, folder, files, html, policy } = page;
  const known = new Map<string, Promise<SentFile>>();
  /** Each file is read once; one that could not be read is looked for again. */
  const file = (name: string, content: () => Promise<Uint8Array | string>): Promise<SentFile> => {
    const found = known.get(name) ?? content().then((whole) => sentFile(name, whole));
    known.set(name, found);
    found.catch(() => known.delete(name));
    return found;
  };
  const asset = (name: string): Promise<SentFile> =>
    file(name, async () => {
      const bytes = await read(`${folder.slice(1)}/${name}`);
      if (bytes === null)
        throw new Problem(404, 'This Fern was built without its pages: `node esbuild.mjs` makes them.');
      return bytes;
    });

  app.get(url, OPEN, async (request, reply) => {
    await Promise.all(files.map(asset));
    reply.header('content-security-policy', policy);
    return send(request, reply, await file('index.html', async () => html));
  });
  app.get(`${folder}/:file`, OPEN, async (request, reply) => {
    const { file: name } = request.params as { file: string };
    // Its addresses are relative to where it is, without a slash.
    if (name === '' && url === folder) return reply.redirect(`..${url}`, 308);
    if (!files.includes(name)) throw new Problem(404, 'The page has no such file.');
    return send(request, reply, await asset(name));
  });
  return [url, `${folder}/:file`];
}

/** A browser asks each time whether it has the newest: other instances may be of another version. */
function send({ headers }: FastifyRequest, reply: FastifyReply, { type, bytes, gzipped, tag }: SentFile) {
  reply.headers({ 'cache-control': 'no-cache', vary: 'accept-encoding', etag: tag });
  if (isKnown(headers['if-none-match'], tag)) return reply.code(304).send();
  reply.type(type);
  if (!takesGzip(headers['accept-encoding'])) return reply.send(bytes);
  return reply.header('content-encoding', 'gzip').send(gzipped);
}
