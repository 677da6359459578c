import * as vscode from 'vscode';
import type { Band } from '../../../server/src/protocol/documents.ts';
import { score } from '../../../server/src/protocol/figures.ts';
import type { Files } from '../files.ts';
import { colorOf, letterOf } from './bands.ts';
import type { Overviews } from './overview.ts';

/** Marks scored files in the explorer by the letter and colour of their band. */
export function createDecorations(files: Files, overviews: Overviews): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const isOn = (): boolean => vscode.workspace.getConfiguration('fern').get('explorer.decorations', true);
  const provider: vscode.FileDecorationProvider = {
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration(uri) {
      if (uri.scheme !== 'file' || !isOn()) return undefined;
      const known = files.of(uri) ?? overviews.fileAt(uri);
      const { overall, band } = (known ?? {}) as { overall?: number | null; band?: Band | null };
      if (overall === undefined || overall === null || band === undefined || band === null) return undefined;
      return new vscode.FileDecoration(letterOf(band), `Fern ${score(overall, 2)} ${band}`, colorOf(band));
    },
  };
  const again = (): void => changed.fire(undefined);
  return vscode.Disposable.from(
    changed,
    vscode.window.registerFileDecorationProvider(provider),
    files.onDidChange(again),
    overviews.onDidRead(again),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('fern.explorer')) again();
    }),
  );
}
