import type { RemoteFailure } from '../protocol/editor.ts';

/** What would mend it. */
export type RemoteTrouble = RemoteFailure['remote'];

/** Why a service did not compare; the message is one line for people. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly trouble: RemoteTrouble;

  constructor(trouble: RemoteTrouble, message: string) {
    super(message);
    this.trouble = trouble;
  }
}

/** What a host calls the places where people say which service it is. */
export interface Words {
  /** Where its address is set: `--server, FERN_SERVER`. */
  readonly address: string;
  /** What is shown to it: `the key of FERN_SERVER_KEY`. */
  readonly key: string;
  /** What somebody has to do so that there is one: `set FERN_SERVER_KEY`. */
  readonly toHaveKey: string;
}
