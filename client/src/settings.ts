import * as vscode from 'vscode';
import { EDITOR_SETTINGS } from '../../server/src/protocol/settings/editor.ts';
import { SETTINGS } from '../../server/src/protocol/settings.ts';

const KEYS: readonly string[] = [
  ...SETTINGS.filter(({ scope }) => scope !== null).map(({ key }) => key),
  ...EDITOR_SETTINGS.map(({ key }) => key),
];

/** What somebody has set below `fern`, without defaults: those of fern.config.json go before them. */
export function explicitSettings(scope: vscode.Uri | undefined): Record<string, unknown> {
  const section = vscode.workspace.getConfiguration('fern', scope);
  const found: Record<string, unknown> = {};
  for (const key of KEYS) {
    const value = section.inspect(key);
    const set = value?.workspaceFolderValue ?? value?.workspaceValue ?? value?.globalValue;
    if (set !== undefined) found[key] = set;
  }
  return found;
}
