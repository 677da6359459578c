import { ResponseError } from 'vscode-languageclient/node';
import type { RemoteFailure } from '../../../server/src/protocol/editor.ts';
import { attempt, type Button, Refusal, type Tools } from './command.ts';
import { askForKey, OPEN_SETTINGS } from './serverKey.ts';

export interface Ways {
  /** Compare once more. */
  again(): Promise<void>;
  /** Compare with this machine. */
  here(): Promise<void>;
  readonly tools: Tools;
}

/** What a server's refusal is told with: the buttons that mend it. Anything else is what it was. */
export function remoteRefusal(error: unknown, { again, here, tools }: Ways): unknown {
  if (!(error instanceof ResponseError)) return error;
  const trouble = (error.data as Partial<RemoteFailure> | undefined)?.remote;
  if (trouble === undefined) return error;
  const instead: Button = { title: 'Compare Here Instead', press: here };
  const key: Button = {
    title: 'Set Server Key…',
    press: () =>
      attempt(tools, async () => {
        if (await askForKey(tools)) await again();
      }),
  };
  const buttons = trouble === 'key' ? [key, instead, OPEN_SETTINGS] : [instead, OPEN_SETTINGS];
  return new Refusal(error.message, ...buttons);
}
