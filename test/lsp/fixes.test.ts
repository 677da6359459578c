import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fixOf } from '../../server/src/lsp/view/fixes/fixes.ts';
import { renamingOf } from '../../server/src/lsp/view/fixes/names.ts';

const URI = 'file:///a.tsx';

/** What a fix makes of a text, in which the finding's place stands between `«` and `»`; null where there is none. */
function mended(rule: string, marked: string, usual?: string): string | null {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = TextDocument.create(URI, 'typescriptreact', 1, marked.replace(/[«»]/g, ''));
  const range = { start: text.positionAt(start), end: text.positionAt(end) };
  const message = usual === undefined ? '' : `Habit: this here, the golden mostly has ${usual}. (−0.004)`;
  const action = fixOf(URI, text, { code: rule, range, message, data: { rule, range } }, true);
  const edits = action?.edit?.changes?.[URI];
  return edits === undefined ? null : TextDocument.applyEdits(text, edits);
}

describe('fixes of markup', () => {
  test.each([
    ['accessibility/alt-text', '«<img src="a.png" />»', '<img alt="" src="a.png" />'],
    ['accessibility/alt-text', '«<Image»', '<Image alt=""'],
    ['accessibility/alt-text', '«<input type="image" />»', null],
    ['accessibility/no-autofocus', '<input «autoFocus» />', '<input  />'],
    ['accessibility/no-autofocus', '<input «autoFocus={focus()}» />', '<input  />'],
    ['accessibility/no-autofocus', '«<input autoFocus />»', null],
    ['accessibility/access-key', '<a «accessKey="s"»>', '<a >'],
    ['accessibility/tabindex-positive', '<a «tabIndex={3}»>', '<a tabIndex={0}>'],
    ['accessibility/redundant-role', '<nav «role="navigation"»>', '<nav >'],
    ['accessibility/scope-attribute', '<td «scope="row"»>', '<td >'],
    ['accessibility/html-lang', '«<html>»', '<html lang="en">'],
    ['accessibility/html-lang', '«<html lang={x}>»', null],
    [
      'security/target-blank',
      '<a «target="_blank"» href={x}>',
      '<a target="_blank" rel="noopener noreferrer" href={x}>',
    ],
    ['security/target-blank', '<a «target="_blank"» rel="author">', null],
    ['constructor', '«"plain"»', null],
  ])('%s: %s', (rule, marked, expected) => {
    expect(mended(rule, marked)).toBe(expected);
  });
});

describe('fixes of habits', () => {
  test.each([
    ['quotes', 'single', 'a(«"plain"»)', "a('plain')"],
    ['quotes', 'double', "«'plain\\n'»", '"plain\\n"'],
    ['quotes', 'single', `«"it's"»`, null],
    ['quotes', 'single', '«"a\\"b"»', null],
    ['quotes', 'single', '«name»', null],
    ['semicolons', 'yes', 'run(«)»\nnext()', 'run();\nnext()'],
    ['semicolons', 'no', 'run()«;»\nnext()', 'run()\nnext()'],
    ['semicolons', 'no', 'run()«;»\n[1].map(f)', null],
    ['semicolons', 'no', 'run()«;»\n(f)()', null],
    ['semicolons', 'no', 'run()«;» next()', null],
    ['trailing commas', 'yes', '«[\n  1,\n  2\n]»', '[\n  1,\n  2,\n]'],
    ['trailing commas', 'no', '«{\n  a: 1,\n}»', '{\n  a: 1\n}'],
    ['trailing commas', 'yes', 'const «{\n  a,\n  ...rest\n}» = b', null],
    ['trailing commas', 'yes', '«[\n  1 // one\n]»', null],
    ['trailing commas', 'no', '«[\n  1,\n  ,\n]»', null],
    ['equality', 'strict', 'if («a == b») c()', 'if (a === b) c()'],
    ['equality', 'strict', 'if («a != 1») c()', 'if (a !== 1) c()'],
    ['equality', 'strict', 'if («a == null») c()', null],
    ['equality', 'strict', 'if («a <= b») c()', null],
    ['equality', 'loose', 'if («a == b») c()', null],
    ['variables', 'const', '«let a = 1»;\nuse(a <= 2, a == 1);', 'const a = 1;\nuse(a <= 2, a == 1);'],
    ['variables', 'const', '«let a = 1»;\na = 2;', null],
    ['variables', 'const', '«let a = 1»;\na += 2;', null],
    ['variables', 'const', '«let a = 1»;\na++;', null],
    ['variables', 'const', '«let a = 1»;\n[b, a] = [a, b];', null],
    ['variables', 'const', '«let a = 1»;\nfor (a of b) c();', null],
    ['variables', 'const', 'const f = () => { a = 2; };\n«let a = 1»;', null],
    [
      'variables',
      'const',
      '«let a = 1»;\nconst { b } = a; x.a = 1;',
      'const a = 1;\nconst { b } = a; x.a = 1;',
    ],
    ['variables', 'const', '«let a = 1, b = 2»;', null],
    ['variables', 'const', '«let a»;', null],
    ['array types', 'T[]', 'let a: «Array<string>»;', 'let a: string[];'],
    ['array types', 'T[]', 'let a: «Array<A | B>»;', null],
    ['array types', 'Array<T>', 'let a: «string[]»;', 'let a: Array<string>;'],
    ['object types', 'type', '«interface A<T> {\n  a: T;\n}»\n', 'type A<T> = {\n  a: T;\n};\n'],
    ['object types', 'type', '«interface A extends B {\n  a: T;\n}»\n', null],
    ['object types', 'interface', 'export «type A = { a: 1 };»', 'export interface A { a: 1 }'],
    ['object types', 'interface', '«export type A = { a: 1 } & { b: 2 };»', null],
    ['arrow bodies', 'expression', 'a.map(«(x) => {\n  return x + 1;\n}»)', 'a.map((x) => x + 1)'],
    ['arrow bodies', 'expression', 'a.map(«x => { return { x }; }»)', 'a.map(x => ({ x }))'],
    ['arrow bodies', 'expression', 'a.map(«x => { y(); return x; }»)', null],
    ['arrow bodies', 'expression', 'a.map(«x => {\n  // why\n  return x; }»)', null],
    ['arrow bodies', 'block', 'a.map(«x => x + 1»)', 'a.map(x => { return x + 1; })'],
    ['arrow bodies', 'block', 'a.map(«x => ({ x })»)', 'a.map(x => { return ({ x }); })'],
    ['joining text', 'template', '«\'a\' + b.c + "d"»', '`a${b.c}d`'],
    ['joining text', 'template', '«a + b + "c"»', null],
    ['joining text', 'template', "«'`' + b»", '`\\`${b}`'],
    ['joining text', 'template', "«'a' + b()»", null],
  ])('%s (%s): %s', (habit, usual, marked, expected) => {
    expect(mended(`style/${habit.replaceAll(' ', '-')}`, marked, usual)).toBe(expected);
  });
});

describe('names', () => {
  test.each([
    ['user_name', 'snake_case', 'camelCase', { at: 0, from: 'user_name', to: 'userName' }],
    ['userName', 'camelCase', 'snake_case', { at: 0, from: 'userName', to: 'user_name' }],
    ['parseHTMLText', 'camelCase', 'snake_case', { at: 0, from: 'parseHTMLText', to: 'parse_html_text' }],
    ['_max_size', 'snake_case', 'camelCase', { at: 0, from: '_max_size', to: '_maxSize' }],
    ['maxSize', 'camelCase', 'UPPER_CASE', { at: 0, from: 'maxSize', to: 'MAX_SIZE' }],
    ['user_card', 'snake_case', 'PascalCase', { at: 0, from: 'user_card', to: 'UserCard' }],
    ['async get_all() {\n}', 'snake_case', 'camelCase', { at: 6, from: 'get_all', to: 'getAll' }],
    ['user_name', 'snake_case', 'lower', { at: 0, from: 'user_name', to: 'userName' }],
    ['user_name', 'snake_case', 'mixed', null],
    ['name', 'snake_case', 'camelCase', null],
  ])('%s to %s', (text, here, usual, expected) => {
    expect(renamingOf(text, here, usual)).toEqual(expected);
  });

  test('are renamed by the editor, which knows where they are used; not where it can not', () => {
    const text = TextDocument.create(URI, 'typescript', 1, 'const user_name = 1;');
    const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 15 } };
    const message = 'Names of variables: snake_case here, the golden mostly has camelCase.';
    const diagnostic = { range, message, data: { rule: 'style/names-of-variables', range } };
    const action = fixOf(URI, text, diagnostic, true);
    expect(action?.command).toEqual({
      title: 'Rename user_name to userName',
      command: 'fern.renameSymbol',
      arguments: [URI, range.start, 'userName'],
    });
    expect(fixOf(URI, text, diagnostic, false)).toBeNull();
  });
});
