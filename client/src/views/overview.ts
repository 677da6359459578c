import * as vscode from 'vscode';
import { type FileOverview, METHODS, type Overview } from '../../../server/src/protocol/editor.ts';
import type { Fern } from '../languageClient.ts';

/** The scores of all projects, asked for anew when they change and somebody looks. */
export interface Overviews extends vscode.Disposable {
  get(): Promise<Overview>;
  /** Asks anew, whatever was told. */
  refresh(): void;
  /** What is known of a file without asking. */
  fileAt(uri: vscode.Uri): FileOverview | undefined;
  readonly onDidChange: vscode.Event<void>;
  /** Something new was read. */
  readonly onDidRead: vscode.Event<void>;
}

const NOTHING: Overview = { projects: [] };

export function createOverviews(fern: Fern, log: vscode.LogOutputChannel): Overviews {
  const changed = new vscode.EventEmitter<void>();
  const read = new vscode.EventEmitter<void>();
  const files = new Map<string, FileOverview>();
  let reading: Promise<Overview> | undefined;

  async function ask(): Promise<Overview> {
    if (!fern.client.isRunning()) return NOTHING;
    try {
      const overview = await fern.request<Overview>(METHODS.overview);
      files.clear();
      for (const { models } of overview.projects)
        for (const model of models)
          for (const file of model.files)
            if (file.uri !== null) files.set(vscode.Uri.parse(file.uri).toString(), file);
      read.fire();
      return overview;
    } catch (error) {
      log.warn(`The overview could not be read: ${(error as Error).message}`);
      return NOTHING;
    }
  }

  const refresh = (): void => {
    reading = undefined;
    changed.fire();
  };
  const listening = fern.onChanged(refresh);
  return {
    get() {
      reading ??= ask();
      return reading;
    },
    refresh,
    fileAt: (uri) => files.get(uri.toString()),
    onDidChange: changed.event,
    onDidRead: read.event,
    dispose: () => vscode.Disposable.from(listening, changed, read).dispose(),
  };
}
