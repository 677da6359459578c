import * as vscode from 'vscode';
import type { Tools } from './command.ts';
import { serverAddress } from './serverKey.ts';

interface Entry extends vscode.QuickPickItem {
  readonly command: string;
}

/** What makes sense now, as the click on the status bar item shows it. */
export async function showMenu({ fern, files }: Tools): Promise<void> {
  const role = files.active()?.role ?? 'none';
  const entries: Entry[] = [
    ...(role === 'generated'
      ? [
          { label: '$(question) Explain Score', command: 'fern.explainScore' },
          { label: '$(diff) Compare with Golden Side by Side', command: 'fern.compareWithGolden' },
          { label: '$(go-to-file) Open Golden Counterpart', command: 'fern.openGolden' },
        ]
      : []),
    ...(role === 'golden'
      ? [{ label: '$(diff) Compare with Golden Side by Side', command: 'fern.compareWithGolden' }]
      : []),
    { label: '$(list-ordered) Compare Models', command: 'fern.compareModels' },
    { label: '$(graph) Show Leaderboard', command: 'fern.showLeaderboard' },
    { label: '$(gear) Set Up Fern', command: 'fern.setUp' },
    ...(serverAddress() === undefined
      ? []
      : [{ label: '$(key) Set Server Key…', command: 'fern.setServerKey' }]),
    { label: '$(output) Show Log', command: 'fern.showLog' },
    {
      label: fern.client.isRunning() ? '$(debug-restart) Restart Server' : '$(debug-start) Start Server',
      command: 'fern.restartServer',
    },
  ];
  const picked = await vscode.window.showQuickPick(entries, { title: 'Fern' });
  if (picked !== undefined) await vscode.commands.executeCommand(picked.command);
}
