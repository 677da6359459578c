import { configure } from '../configure.ts';
import { EXIT, type Run } from '../host.ts';

/** `fern serve`: answers over HTTP until it is interrupted. */
export async function serve(run: Run): Promise<number> {
  const { configuration } = await configure(run);
  const code = await run.host.serveHttp(configuration);
  // Being interrupted is how a service ends.
  return run.host.signal.aborted ? EXIT.done : code;
}
