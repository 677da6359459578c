import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** What can be mended without knowing what was meant, by rule: a title, and the edit at a finding's place. */
const FIXES: Readonly<Record<string, (found: string) => { title: string; newText: string } | null>> = {
  'accessibility/alt-text': (found) => {
    const newText = found.replace(/^<(?:img|Image)\b(?![^>]*\balt=)/, '$& alt=""');
    return newText === found
      ? null
      : { title: 'Add an empty alt text (a picture that only decorates)', newText };
  },
  'accessibility/no-autofocus': (found) =>
    without(found, /^autoFocus(?:=\{[^}]*\}|="[^"]*")?$/, 'Take autoFocus away'),
  'accessibility/access-key': (found) =>
    without(found, /^accessKey=(?:\{[^}]*\}|"[^"]*")$/, 'Take accessKey away'),
  'accessibility/tabindex-positive': (found) => {
    const newText = found.replace(/^(tabIndex=)(?:\{[^}]*\}|"[^"]*")$/, '$1{0}');
    return newText === found ? null : { title: 'Follow the reading order: tabIndex 0', newText };
  },
  'style/quotes': (found) => {
    const [, quote, inner] = /^(['"])((?:[^'"\\`]|\\(?!['"]).)*)\1$/.exec(found) ?? [];
    if (quote === undefined) return null;
    const other = quote === "'" ? '"' : "'";
    return { title: `Write ${other}…${other} as the golden does`, newText: `${other}${inner}${other}` };
  },
};

function without(found: string, shape: RegExp, title: string): { title: string; newText: string } | null {
  return shape.test(found) ? { title, newText: '' } : null;
}

/** The mechanical fix of a finding; null where there is none, or what stands there is not what was expected. */
export function fixOf(uri: string, text: TextDocument, diagnostic: Diagnostic): CodeAction | null {
  const fix = Object.hasOwn(FIXES, String(diagnostic.code)) ? FIXES[String(diagnostic.code)] : undefined;
  const mended = fix?.(text.getText(diagnostic.range)) ?? null;
  if (mended === null) return null;
  const edit: TextEdit = { range: diagnostic.range, newText: mended.newText };
  return {
    title: mended.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred: true,
    edit: { changes: { [uri]: [edit] } },
  };
}
