import { describe, expect, test } from 'vitest';
import { parse, textOf } from '../../helpers/model.ts';

/** Comments as `kind text`. */
function commentsOf(code: string, path?: string): string[] {
  return parse(code, path).comments.map((comment) => `${comment.kind} ${textOf(code, comment)}`);
}

const CASES: readonly (readonly [what: string, code: string, comments: readonly string[]])[] = [
  ['kinds', '// a\n/* b */\n/** c */\nf()', ['line // a', 'block /* b */', 'doc /** c */']],
  ['an empty block is no doc', '/**/ f(); /***/', ['block /**/', 'doc /***/']],
  ['behind code', 'f() // a\ng() /* b */', ['line // a', 'block /* b */']],
  [
    'between everything',
    '/*1*/ const /*2*/ a /*3*/ = /*4*/ b /*5*/ ( /*6*/ c /*7*/, d /*8*/ ) /*9*/ ; /*10*/',
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `block /*${n}*/`),
  ],
  ['over lines', '/* a\n * b\n */\nf()', ['block /* a\n * b\n */']],
  ['CRLF', '// a\r\nf() // b\r\n', ['line // a', 'line // b']],
  ['at the end without line end', 'f()\n// a', ['line // a']],
  ['only comments', '// a\n/* b */\n', ['line // a', 'block /* b */']],
  ['in an empty block', 'function f() {\n  // a\n}', ['line // a']],
  ['in an empty catch', 'try { f() } catch { /* a */ }', ['block /* a */']],
  ['in an empty object', 'f({ /* a */ })', ['block /* a */']],
  ['in an empty array', 'f([ /* a */ ])', ['block /* a */']],
  ['in an empty call', 'f(/* a */)', ['block /* a */']],
  ['in an empty class', 'class A { /* a */ }', ['block /* a */']],
  ['in an empty type', 'type A = { /* a */ }', ['block /* a */']],
  ['behind return', 'function f() {\n  return; // a\n}', ['line // a']],
  ['in JSX', '<p>{/* a */}</p>', ['block /* a */']],
  ['in JSX between texts', '<p>one {/* a */} two</p>', ['block /* a */']],
  ['among attributes', '<p /* a */ id="b" // c\n/>', ['block /* a */', 'line // c']],
  ['in an empty fragment', '<>{/* a */}</>', ['block /* a */']],
  ['not in JSX text', '<p>see http://a.b/* and // more</p>', []],
  ['not in JSX attributes', '<a href="http://a.b/*" title=\'// x\' />', []],
  ['not in texts', `f('// a', "/* b */", 'it\\'s // c')`, []],
  ['not in templates', 'f(`// a ${b} /* c */ ${d}// e`)', []],
  ['in the holes of templates', 'f(`// a ${/* b */ c} // d`)', ['block /* b */']],
  ['not in tagged templates', 'css`/* a */ ${b} // c`', []],
  ['not in regular expressions', 'f(/[/*]/, /\\/\\//g, a / b / c)', []],
  ['behind regular expressions', 'f(/a/) // b', ['line // b']],
  ['not in modules', "import a from 'http://a.b'; export * from 'http://c'; import('http://d')", []],
  ['not in import types', "type A = import('http://a').B", []],
  ['behind imports', "import a from './a' // b", ['line // b']],
  ['not in a shebang', '#!/usr/bin/env node // a\nf() // b', ['line // b']],
  ['not in quoted keys', "f({ '// a': 1 })", []],
  ['without end', 'f() /* a', ['block /* a']],
  ['in types', 'type A = /* a */ B<C /* b */>', ['block /* a */', 'block /* b */']],
];

describe('comments', () => {
  test.each(CASES)('%s', (_, code, comments) => {
    expect(commentsOf(code)).toEqual(comments);
  });
});
