import { applyEdits, modify } from 'jsonc-parser';
import type { AcceptedLine } from '../../protocol/settings/types.ts';

/**
 * The text of a fern.config.json that accepts one difference more; comments and layout stay as they are.
 * @param line its path relative to the file
 */
export function withAccepted(text: string, line: AcceptedLine): string {
  const indented = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: !indented.startsWith('\t'),
    tabSize: indented.startsWith('\t') ? 1 : indented.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const options = { formattingOptions, isArrayInsertion: true };
  return applyEdits(text, modify(text, ['accepted', -1], line, options));
}
