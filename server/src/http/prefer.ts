import type { IncomingHttpHeaders } from 'node:http';

/** Whether somebody asks to be answered with a job (RFC 7240). */
export function prefersAsync({ prefer }: IncomingHttpHeaders): boolean {
  return [prefer ?? ''].flat().some((line) => /(?:^|[,;])\s*respond-async\s*(?:$|[,;])/i.test(line));
}
