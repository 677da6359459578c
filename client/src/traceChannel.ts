import type * as vscode from 'vscode';

/** What the language client needs of a channel in order to write down what it says and hears. */
type Written = 'trace' | 'logLevel' | 'onDidChangeLogLevel';

/** The log for messages of the protocol: what is secret in them is not written down. */
export function createTraceChannel(
  log: Pick<vscode.LogOutputChannel, Written>,
  withoutSecrets: (text: string) => string,
): vscode.LogOutputChannel {
  const channel: Pick<vscode.LogOutputChannel, Written> = {
    get logLevel() {
      return log.logLevel;
    },
    onDidChangeLogLevel: (listener, self, disposables) =>
      log.onDidChangeLogLevel(listener, self, disposables),
    trace: (message, ...rest) =>
      log.trace(
        withoutSecrets(message),
        ...rest.map((each) => (typeof each === 'string' ? withoutSecrets(each) : each)),
      ),
  };
  return channel as vscode.LogOutputChannel;
}
