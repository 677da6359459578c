import * as vscode from 'vscode';
import {
  type CounterpartAnswer,
  type DiffArguments,
  type ExplanationAnswer,
  SERVER_COMMANDS,
} from '../../../server/src/protocol/editor.ts';
import { execute } from '../execute.ts';
import { attempt, fileOf, Refusal, type Tools } from './command.ts';

/** Shows golden and generated code side by side, at the place that was meant. */
export async function showDiff({
  golden,
  generated,
  title,
  range,
  goldenRange,
}: DiffArguments): Promise<void> {
  const [left, right] = [vscode.Uri.parse(golden), vscode.Uri.parse(generated)];
  const at = range ?? goldenRange;
  const place =
    at === undefined
      ? undefined
      : new vscode.Range(at.start.line, at.start.character, at.end.line, at.end.character);
  const cursor = place === undefined ? undefined : new vscode.Range(place.start, place.start);
  await vscode.commands.executeCommand('vscode.diff', left, right, title, {
    preview: true,
    // Of the right side; without it VS Code goes to the first difference.
    ...(range === undefined || cursor === undefined ? {} : { selection: cursor }),
  });
  if (place === undefined || cursor === undefined) return;
  const wanted = range === undefined ? left : right;
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === wanted.toString(),
  );
  if (editor === undefined) return;
  editor.selection = new vscode.Selection(cursor.start, cursor.start);
  editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Explanations as documents that are rendered; the last one of each title. */
export class Explanations implements vscode.TextDocumentContentProvider {
  static readonly scheme = 'fern-explanation';
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  async show(name: string, { markdown }: ExplanationAnswer): Promise<void> {
    const path = `/${name}.md`;
    this.#texts.set(path, markdown);
    const uri = vscode.Uri.from({ scheme: Explanations.scheme, path });
    this.#changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }
}

export const explainScore = (tools: Tools, clicked: unknown): Promise<void> =>
  attempt(tools, async () => {
    await vscode.commands.executeCommand(SERVER_COMMANDS.explain, fileOf(clicked).toString());
  });

export const openGolden = (tools: Tools, clicked: unknown): Promise<void> =>
  attempt(tools, async () => {
    const { golden } = await counterpartOf(tools, fileOf(clicked));
    await vscode.window.showTextDocument(vscode.Uri.parse(golden));
  });

/** Of a golden file the model is asked for. */
export const compareWithGolden = (tools: Tools, clicked: unknown): Promise<void> =>
  attempt(tools, async () => {
    const uri = fileOf(clicked);
    const { golden, generated } = await counterpartOf(tools, uri);
    const isGolden = vscode.Uri.parse(golden).toString() === uri.toString();
    const chosen = isGolden ? await chooseModel(generated) : uri.toString();
    if (chosen === undefined) return;
    const name = (path: string): string => vscode.workspace.asRelativePath(vscode.Uri.parse(path));
    await showDiff({ golden, generated: chosen, title: `${name(golden)} ↔ ${name(chosen)}` });
  });

async function counterpartOf(
  { fern }: Tools,
  uri: vscode.Uri,
): Promise<{ golden: string; generated: CounterpartAnswer['generated'] }> {
  const { golden, generated } = await execute<CounterpartAnswer>(fern, SERVER_COMMANDS.counterpart, [
    uri.toString(),
  ]);
  if (golden === null) throw new Refusal('this file has no golden counterpart.');
  return { golden, generated };
}

async function chooseModel(generated: CounterpartAnswer['generated']): Promise<string | undefined> {
  if (generated.length === 0) throw new Refusal('no model has generated a counterpart of this file.');
  if (generated.length === 1) return generated[0].uri;
  const picked = await vscode.window.showQuickPick(
    generated.map(({ model, uri }) => ({
      label: model,
      description: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
      uri,
    })),
    { title: 'Fern: Compare with Golden Side by Side', placeHolder: 'Which model?' },
  );
  return picked?.uri;
}
