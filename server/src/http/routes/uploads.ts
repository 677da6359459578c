import type { Uploads } from '../../service/uploads.ts';
import { Upload } from '../answers.ts';
import type { Limiter } from '../limiter.ts';
import type { Route } from '../route.ts';

/** Bytes of an archive. */
export const MOST_ARCHIVE = 64 * 1024 * 1024;

/** Code that is sent once, to be named by requests. */
export function uploadRoutes(uploads: Uploads, limiter: Limiter): readonly Route[] {
  return [
    {
      method: 'POST',
      url: '/uploads',
      summary:
        'Takes code as a .tar.gz or .zip archive; requests then name it in the place of a path: `upload:ID`, or `upload:ID/folder`.',
      bytes: MOST_ARCHIVE,
      answer: Upload,
      status: 201,
      problems: [413, 415, 422, 503],
      handle: ({ body }, signal) =>
        limiter.run(async () => {
          const { id, files, bytes } = await uploads.add(body as Uint8Array);
          const document = { schema_version: 1, id, path: `upload:${id}`, files, bytes };
          return { status: 201, body: JSON.stringify(document) };
        }, signal),
    },
  ];
}
