import * as vscode from 'vscode';
import type { EvaluationDocument } from '../../../server/src/protocol/documents.ts';
import {
  type CounterpartAnswer,
  METHODS,
  SERVER_COMMANDS,
  type UnitDocument,
} from '../../../server/src/protocol/editor.ts';
import { score } from '../../../server/src/protocol/figures.ts';
import { execute, executeWithProgress } from '../execute.ts';
import { attempt, fileOf, generatedStatus, Refusal, type Tools } from './command.ts';

/** Scores the file that is looked at, and says so in a sentence with what can be done next. */
export const evaluateFile = (tools: Tools, clicked: unknown): Promise<void> =>
  attempt(tools, async () => {
    const uri = fileOf(clicked);
    const { overall, band, model } = await generatedStatus(tools, uri);
    const name = vscode.workspace.asRelativePath(uri, false);
    const [why, diff] = ['Explain Score', 'Compare with Golden'];
    const answer = await vscode.window.showInformationMessage(
      `${name}: ${score(overall ?? 0, 3)}, ${band} (${model}).`,
      why,
      diff,
    );
    if (answer === why) await vscode.commands.executeCommand('fern.explainScore', uri);
    if (answer === diff) await vscode.commands.executeCommand('fern.compareWithGolden', uri);
  });

/** Two files that are asked for; of files that were clicked together, those. */
export const evaluateTwoFiles = (tools: Tools, clicked: unknown, together: unknown): Promise<void> =>
  attempt(tools, async () => {
    const both = Array.isArray(together) && together.length === 2 ? (together as vscode.Uri[]) : null;
    const golden = both?.[0] ?? (await pick('Which file is golden?', clicked, 'file'));
    if (golden === undefined) return;
    const generated = both?.[1] ?? (await pick('Which file was generated?', undefined, 'file'));
    if (generated === undefined) return;
    await evaluate(tools, golden, generated);
  });

export const evaluateFolder = (tools: Tools, clicked: unknown): Promise<void> =>
  attempt(tools, async () => {
    const generated = await pick('Which folder was generated?', clicked, 'folder');
    if (generated === undefined) return;
    const golden = await pick('Which folder is golden?', undefined, 'folder');
    if (golden !== undefined) await evaluate(tools, golden, generated);
  });

async function evaluate({ fern, panel }: Tools, golden: vscode.Uri, generated: vscode.Uri): Promise<void> {
  const name = vscode.workspace.asRelativePath(generated, false);
  const document = await executeWithProgress<EvaluationDocument>(
    fern,
    `Fern: evaluating ${name}`,
    SERVER_COMMANDS.evaluate,
    [golden.toString(), generated.toString()],
  );
  panel.show({ title: `Fern: ${name}`, config: null, report: { kind: 'evaluation', document } });
}

async function pick(
  title: string,
  clicked: unknown,
  kind: 'file' | 'folder',
): Promise<vscode.Uri | undefined> {
  if (clicked instanceof vscode.Uri) return clicked;
  const isFile = kind === 'file';
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: 'Choose',
      canSelectFiles: isFile,
      canSelectFolders: !isFile,
      ...(vscode.workspace.workspaceFolders === undefined
        ? {}
        : { defaultUri: vscode.workspace.workspaceFolders[0].uri }),
    })) ?? [];
  return chosen;
}

interface UnitPick extends vscode.QuickPickItem {
  readonly unit: string | undefined;
}

/** The selected code against a unit of the golden file, the likeliest first. */
export const evaluateSelection = (tools: Tools): Promise<void> =>
  attempt(tools, async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || editor.selection.isEmpty)
      throw new Refusal('select the code to evaluate first.');
    const { document, selection } = editor;
    const uri = document.uri.toString();
    const { golden } = await execute<CounterpartAnswer>(tools.fern, SERVER_COMMANDS.counterpart, [uri]);
    if (golden === null) throw new Refusal('this file has no golden counterpart.');
    const units = await tools.fern.request<UnitDocument[]>(METHODS.units, { uri });
    const picked = await vscode.window.showQuickPick(candidates(units, selection), {
      title: 'Fern: Evaluate Selection',
      placeHolder: 'Which part of the golden file does it stand for?',
    });
    if (picked === undefined) return;
    const result = await executeWithProgress<EvaluationDocument>(
      tools.fern,
      'Fern: evaluating the selection',
      SERVER_COMMANDS.evaluateSelection,
      [
        {
          generated: uri,
          golden,
          range: { start: selection.start, end: selection.end },
          ...(picked.unit === undefined ? {} : { unit: picked.unit }),
        },
      ],
    );
    tools.panel.show({
      title: 'Fern: selection',
      config: null,
      report: { kind: 'evaluation', document: result },
    });
  });

/** Units whose counterparts the selection touches go first. */
function candidates(units: readonly UnitDocument[], selection: vscode.Selection): UnitPick[] {
  const touched = (unit: UnitDocument): number => {
    const start = Math.max(unit.range.start.line, selection.start.line);
    const end = Math.min(unit.range.end.line, selection.end.line);
    return Math.max(0, end - start + 1);
  };
  const ordered = [...units].sort((a, b) => touched(b) - touched(a));
  return [
    ...ordered.map((unit) => ({
      label: unit.golden,
      description: unit.kind,
      ...(touched(unit) > 0 ? { detail: `counterpart of ${unit.name}, which is selected` } : {}),
      unit: unit.golden,
    })),
    { label: 'The whole golden file', unit: undefined },
  ];
}
