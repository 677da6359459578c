import type { Run } from '../host.ts';

/** `fern lsp --stdio`: serves an editor until it hangs up. */
export function lsp({ host }: Run): Promise<number> {
  return host.serveEditor();
}
