import * as vscode from 'vscode';
import { type AcceptArguments, SERVER_COMMANDS } from '../../../server/src/protocol/editor.ts';
import { execute } from '../execute.ts';
import { attempt, type Tools } from './command.ts';

/** Asks for the reason and writes it into fern.config.json. */
export const acceptDifference = (tools: Tools, argument: Omit<AcceptArguments, 'reason'>): Promise<void> =>
  attempt(tools, async () => {
    const reason = await vscode.window.showInputBox({
      title: `Fern: accept ${argument.rule}${argument.unit === undefined ? '' : ` in ${argument.unit}`}`,
      prompt: 'Why does this difference not matter? Every report lists the reason.',
      validateInput: (text) => (text.trim() === '' ? 'A reason is needed.' : undefined),
    });
    if (reason === undefined) return;
    await execute(tools.fern, SERVER_COMMANDS.accept, [{ ...argument, reason }]);
  });

/** Lists a rule no more, in this workspace. */
export const muteRule = (tools: Tools, uri: string, rule: string): Promise<void> =>
  attempt(tools, async () => {
    const section = vscode.workspace.getConfiguration('fern', vscode.Uri.parse(uri));
    const { workspaceValue } = section.inspect<Record<string, string>>('problems.severity') ?? {};
    const muted = { ...workspaceValue, [rule]: 'off' };
    await section.update('problems.severity', muted, vscode.ConfigurationTarget.Workspace);
  });
