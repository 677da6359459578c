import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Position,
  type Range,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CLIENT_COMMANDS, SERVER_COMMANDS, type UnitDocument } from '../../protocol/editor.ts';
import type { GeneratedResult } from '../result.ts';
import type { FindingData } from './diagnostics.ts';
import { fixOf } from './fixes/fixes.ts';
import { diffOf, goldenFileOf } from './lenses.ts';

export interface ActionsParts {
  readonly uri: string;
  readonly text: TextDocument;
  readonly range: Range;
  readonly diagnostics: readonly Diagnostic[];
  readonly result: GeneratedResult;
  readonly uriOf: (path: string) => string;
  /** The client can ask and change settings. */
  readonly views: boolean;
}

/** What can be done about the findings at a place. */
export function actionsOf(parts: ActionsParts): CodeAction[] {
  const { uri, result, uriOf, views } = parts;
  const own = parts.diagnostics.filter(({ source, data }) => source === 'fern' && data !== undefined);
  const unit = innermost(result.units, parts.range.start);
  const actions: CodeAction[] = own.flatMap((diagnostic) => fixOf(uri, parts.text, diagnostic, views) ?? []);
  if (unit !== undefined) {
    actions.push({
      title: `Compare with golden ${unit.golden}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: own,
      command: {
        title: 'Compare with golden',
        command: SERVER_COMMANDS.openDiff,
        arguments: [diffOf(uri, result, unit, uriOf)],
      },
    });
    if (unit.overall < 1) actions.push(takeGolden(uri, result, unit, own));
  }
  for (const diagnostic of own) {
    const { rule } = diagnostic.data as FindingData;
    if (!views) continue;
    actions.push(
      {
        title: `Accept this difference (${rule}) …`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        command: {
          title: 'Accept this difference',
          command: CLIENT_COMMANDS.accept,
          arguments: [{ uri, rule, ...(unit === undefined ? {} : { unit: unit.golden }) }],
        },
      },
      {
        title: `Do not list ${rule} any more`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        command: { title: 'Mute this rule', command: CLIENT_COMMANDS.mute, arguments: [uri, rule] },
      },
    );
  }
  return actions;
}

function takeGolden(
  uri: string,
  result: GeneratedResult,
  unit: UnitDocument,
  diagnostics: readonly Diagnostic[],
): CodeAction {
  const text = TextDocument.create('', '', 0, goldenFileOf(result, unit).text).getText(unit.golden_range);
  return {
    title: `Take the golden's ${unit.golden}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [...diagnostics],
    edit: { changes: { [uri]: [{ range: unit.range, newText: text }] } },
  };
}

/** The smallest unit that holds a position. */
export function innermost(units: readonly UnitDocument[], position: Position): UnitDocument | undefined {
  return units
    .filter(({ range }) => !isBefore(position, range.start) && !isBefore(range.end, position))
    .sort((a, b) => (isBefore(a.range.start, b.range.start) ? 1 : -1))[0];
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
