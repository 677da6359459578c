import { configure } from '../configure.ts';
import { EXIT, type Run, type ServiceCommand } from '../host.ts';

/** `fern serve`: answers over HTTP until it is interrupted. */
export const serve = (run: Run): Promise<number> => service(run, { name: 'serve' });

/** `fern worker`: does the jobs of services until it is interrupted. */
export const worker = (run: Run): Promise<number> => service(run, { name: 'work' });

/** `fern backup FILE`: saves what a service with an embedded database keeps. */
export const backup = (run: Run): Promise<number> =>
  service(run, { name: 'backup', file: run.positionals[0] });

/** `fern restore FILE`: makes the data of a service from what was saved. */
export const restore = (run: Run): Promise<number> =>
  service(run, { name: 'restore', file: run.positionals[0] });

async function service(run: Run, command: ServiceCommand): Promise<number> {
  const code = await run.host.service(command, await configure(run), () => configure(run));
  // Being interrupted is how a service ends.
  const serves = command.name === 'serve' || command.name === 'work';
  return serves && run.host.signal.aborted ? EXIT.done : code;
}
