import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { CLIENT_COMMANDS } from '../../../protocol/editor.ts';
import type { FindingData } from '../diagnostics.ts';
import type { Fix } from './fix.ts';
import { HABIT_FIXES } from './habits.ts';
import { MARKUP_FIXES } from './markup.ts';
import { renamingOf } from './names.ts';

/** What can be mended without knowing what was meant, by rule. */
const FIXES: Readonly<Record<string, Fix>> = { ...MARKUP_FIXES, ...HABIT_FIXES };

/**
 * The mechanical fix of a finding; null where there is none, or what stands there is not what was expected.
 * @param views the client can rename a symbol wherever it is used
 */
export function fixOf(
  uri: string,
  text: TextDocument,
  diagnostic: Diagnostic,
  views: boolean,
): CodeAction | null {
  const { rule, range = diagnostic.range } = diagnostic.data as FindingData;
  const [, here = '', usual = null] = HABIT.exec(String(diagnostic.message)) ?? [];
  const found = text.getText(range);
  const about = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred: true };
  if (rule.startsWith('style/names-of-')) {
    const renaming = views && usual !== null ? renamingOf(found, here, usual) : null;
    if (renaming === null) return null;
    const position = text.positionAt(text.offsetAt(range.start) + renaming.at);
    const title = `Rename ${renaming.from} to ${renaming.to}`;
    const command = { title, command: CLIENT_COMMANDS.rename, arguments: [uri, position, renaming.to] };
    return { ...about, title, command };
  }
  const fix = Object.hasOwn(FIXES, rule) ? FIXES[rule] : undefined;
  const before = text.getText({ start: { line: 0, character: 0 }, end: range.start });
  const after = text.getText({ start: range.end, end: text.positionAt(Number.MAX_SAFE_INTEGER) });
  const mended = fix?.({ text: found, before, after, usual }) ?? null;
  if (mended === null) return null;
  return {
    ...about,
    title: mended.title,
    edit: { changes: { [uri]: [{ range, newText: mended.newText }] } },
  };
}

/** As the style dimension says it. */
const HABIT = /: (.+) here, the golden mostly has (.+?)\.(?: \(−[\d.]+\))?$/;
