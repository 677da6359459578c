import { InputError } from '../app/workbench.ts';
import { RemoteError } from '../remote/remoteError.ts';
import { parseCommandLine } from './args.ts';
import { HANDLERS } from './commands/index.ts';
import { renderHelp } from './help.ts';
import { EXIT, type Host, UsageError } from './host.ts';
import { plain } from './reporters/text.ts';

/** Runs one command line. Never throws: what goes wrong is one line on standard error and an exit code. */
export async function runCommandLine(argv: readonly string[], host: Host): Promise<number> {
  const line = parseCommandLine(argv);
  if (!line.ok) {
    host.err(`fern: ${line.message}\n`);
    return EXIT.usage;
  }
  if (line.command === 'version') {
    host.out(`${host.version}\n`);
    return EXIT.done;
  }
  if (line.command === 'help') {
    host.out(line.topic === null ? renderHelp() : renderHelp(line.topic));
    return argv.length === 0 ? EXIT.usage : EXIT.done;
  }
  try {
    return await HANDLERS[line.command]({ host, positionals: line.positionals, flags: line.flags });
  } catch (error) {
    if (host.signal.aborted) return EXIT.interrupted;
    const { message, stack } = error as Error;
    const expected =
      [UsageError, InputError, RemoteError].some((kind) => error instanceof kind) || isPlain(error);
    const lines = error instanceof UsageError ? error.lines : [message];
    const text = lines.map(plain).join('\n');
    host.err(`fern: ${text}${expected ? '' : ' (this is a fault of Fern; --verbose shows where)'}\n`);
    if (line.flags.verbose) host.err(`${stack}\n`);
    return EXIT.usage;
  }
}

/** Errors of the platform that say in plain words what to do. */
function isPlain(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'FERN_MODEL' || code === 'FERN_WORKER' || code === 'FERN_SOURCE';
}
