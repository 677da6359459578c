import * as vscode from 'vscode';
import { readAddress } from '../../../server/src/protocol/addresses.ts';
import { faultOfAddress, faultOfKey } from '../serverKeys.ts';
import { attempt, type Button, Refusal, type Tools } from './command.ts';

/** Settings of the machine are those of the remote one, where there is one. */
export const OPEN_SETTINGS: Button = {
  title: 'Open Settings',
  press: () =>
    vscode.commands.executeCommand(
      `workbench.action.open${vscode.env.remoteName === undefined ? '' : 'Remote'}Settings`,
      { query: 'fern.remote.url' },
    ),
};

/** Keeps the key of the server that compares, or deletes it. */
export const setServerKey = (tools: Tools): Promise<void> =>
  attempt(tools, async () => {
    await askForKey(tools);
  });

/** @returns whether there is another key now */
export async function askForKey({ keys }: Pick<Tools, 'keys'>): Promise<boolean> {
  const url = serverAddress() ?? (await askForAddress());
  if (url === undefined) return false;
  const fault = faultOfAddress(url);
  if (fault !== undefined) throw new Refusal(`${url}: ${fault}`, OPEN_SETTINGS);
  const { origin } = readAddress(url) as URL;
  const isKept = (await keys.of(origin)) !== null;
  const key = await vscode.window.showInputBox({
    title: 'Fern: Set Server Key',
    prompt: `The key for ${origin}.${isKept ? ' Nothing deletes the one that is kept.' : ''}`,
    password: true,
    ignoreFocusOut: true,
    validateInput: faultOfKey,
  });
  if (key === undefined) return false;
  if (key.trim() === '') await keys.forget(origin);
  else await keys.keep(origin, key.trim());
  const what = key.trim() === '' ? 'no key is kept' : 'the key is kept';
  vscode.window.setStatusBarMessage(`Fern: ${what} for ${origin}.`, 6000);
  return true;
}

/** Of the server that compares; the environment goes before settings, as for the language server. */
export function serverAddress(): string | undefined {
  const ofEnvironment = process.env.FERN_SERVER?.trim();
  const setting = vscode.workspace
    .getConfiguration('fern')
    .inspect<string>('remote.url')
    ?.globalValue?.trim();
  return ofEnvironment || setting || undefined;
}

async function askForAddress(): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'Fern: Server',
    prompt: 'The address of the fern serve that compares models in the place of this machine.',
    placeHolder: 'https://fern.example.org',
    ignoreFocusOut: true,
    validateInput: faultOfAddress,
  });
  const url = text?.trim();
  if (url !== undefined)
    await vscode.workspace
      .getConfiguration('fern')
      .update('remote.url', url, vscode.ConfigurationTarget.Global);
  return url;
}
