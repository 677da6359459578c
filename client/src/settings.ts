import * as vscode from 'vscode';
import { EDITOR_SETTINGS } from '../../server/src/protocol/settings/editor.ts';
import { SETTINGS } from '../../server/src/protocol/settings.ts';

const ROWS = [...SETTINGS.filter(({ scope }) => scope !== null), ...EDITOR_SETTINGS];

/** What somebody has set below `fern`, without defaults: those of fern.config.json go before them. */
export function explicitSettings(scope: vscode.Uri | undefined): Record<string, unknown> {
  const section = vscode.workspace.getConfiguration('fern', scope);
  const found: Record<string, unknown> = {};
  for (const { key, scope: reach } of ROWS) {
    const value = section.inspect(key);
    const ofWorkspace =
      reach === 'machine' ? undefined : (value?.workspaceFolderValue ?? value?.workspaceValue);
    const set = ofWorkspace ?? value?.globalValue;
    if (set !== undefined) found[key] = set;
  }
  return found;
}
