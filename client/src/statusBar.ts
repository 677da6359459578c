import * as vscode from 'vscode';
import type { FileStatus } from '../../server/src/protocol/editor.ts';
import { score } from '../../server/src/protocol/figures.ts';
import type { Files } from './files.ts';
import type { Fern } from './languageClient.ts';

interface Shown {
  readonly text: string;
  readonly tooltip: string;
}

/** One item: the score of the file that is looked at, or the state of work. Its click shows a menu. */
export function createStatusBar(fern: Fern, files: Files): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('fern.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'Fern';
  item.command = 'fern.showMenu';
  let isRunning = false;
  const show = (): void => {
    const { text, tooltip } = isRunning
      ? shown(files.active())
      : {
          text: '$(circle-slash) Fern',
          tooltip: 'The language server does not run; click for what can be done.',
        };
    item.text = text;
    item.tooltip = tooltip;
    item.show();
  };
  show();
  const listening = [
    files.onDidChange(show),
    fern.onRunning((running) => {
      isRunning = running;
      show();
    }),
    vscode.window.onDidChangeActiveTextEditor(show),
  ];
  return vscode.Disposable.from(item, ...listening);
}

/** What the item says of a file. */
export function shown(status: FileStatus | undefined): Shown {
  if (status === undefined || status.state === 'outside')
    return { text: 'Fern', tooltip: 'Fern scores generated code against golden code.' };
  const { state, overall, band, model, reason, models } = status;
  if (state === 'failed') return { text: '$(warning) Fern', tooltip: reason ?? 'It could not be scored.' };
  if (state === 'skipped') return { text: '$(dash) Fern', tooltip: `Not scored: ${reason ?? ''}` };
  if (overall !== undefined) {
    if (state === 'scoring') {
      return {
        text: '$(sync~spin) Fern',
        tooltip: `${model}: ${score(overall, 3)} as read; what the code does is still being compared.`,
      };
    }
    return { text: `Fern ${score(overall, 2)}`, tooltip: `${model}: ${score(overall, 3)}, ${band}` };
  }
  if (models !== undefined && models.length > 0) {
    const [best] = models;
    const lines = models.map(
      (each) => `${each.model}: ${each.uri === null ? 'missing' : score(each.overall, 3)}`,
    );
    return { text: `Fern ${best.model} ${score(best.overall, 2)}`, tooltip: lines.join('\n') };
  }
  return { text: '$(sync~spin) Fern', tooltip: 'Scoring …' };
}
