import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { RemoteFailure } from '../../protocol/editor.ts';
import { RemoteError } from '../../remote/remoteError.ts';
import type { Reporter } from '../client.ts';
import type { Session } from '../session.ts';
import { CommandError } from './command.ts';
import { HANDLERS } from './index.ts';

/** @throws ResponseError with one sentence for the user */
export async function executeCommand(
  session: Session,
  command: string,
  args: readonly unknown[],
  reporter: Reporter,
): Promise<unknown> {
  const handler = Object.hasOwn(HANDLERS, command) ? HANDLERS[command] : undefined;
  if (handler === undefined) throw failure(`Fern knows no command ${command}.`);
  return answering(session, command, reporter.signal, () =>
    session.idle.during(() => handler(session, args, reporter)),
  );
}

/** Does what was asked. @throws ResponseError with one sentence for the user */
export async function answering<T>(
  session: Session,
  asked: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { name, message, stack } = error as Error;
    if (signal?.aborted || name === 'AbortError')
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    if (error instanceof RemoteError) throw failure<RemoteFailure>(message, { remote: error.trouble });
    if (!(error instanceof CommandError) && name !== 'InputError')
      session.client.log('error', `${asked}: ${stack ?? message}`);
    throw failure(message);
  }
}

function failure<Data = void>(message: string, data?: Data): ResponseError<Data> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message, data);
}
