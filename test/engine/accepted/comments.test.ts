import { expect, test } from 'vitest';
import { acceptComments } from '../../../server/src/engine/accepted/comments.ts';
import { parseSource } from '../../../server/src/engine/index.ts';

const read = (text: string) => acceptComments(parseSource('a.ts', text), text);
const RULE = 'functional/behaves-differently';

test.each<readonly [string, string, string | null]>([
  ['above a function', `// fern-accept ${RULE}: why\nexport function f() { return 1; }\nconst g = 1;`, 'f'],
  ['above a constant', `const a = 1;\n// fern-accept ${RULE}: why\nexport const f = () => 1;`, 'f'],
  ['above its documentation', `// fern-accept ${RULE}: why\n/** Says. */\nexport const f = () => 1;`, 'f'],
  ['in its documentation', `/**\n * Says.\n * fern-accept ${RULE}: why\n */\nfunction f() {}`, 'f'],
  ['in a block', `/* fern-accept ${RULE}: why */\nfunction f() {}`, 'f'],
  ['inside a function', `function f() {\n  // fern-accept ${RULE}: why\n  return 1;\n}\nconst g = 1;`, 'f'],
  [
    'at the end inside',
    `function f() {\n  return 1;\n  // fern-accept ${RULE}: why\n}\nfunction g() {}`,
    'f',
  ],
  ['behind, on the last line', `const f = 1; // fern-accept ${RULE}: why\nconst g = 2;`, 'f'],
  ['above a method', `class C {\n  a() {}\n  // fern-accept ${RULE}: why\n  f() { return 1; }\n}`, 'C.f'],
  ['inside a class', `class C {\n  f() { return 1; }\n  // fern-accept ${RULE}: why\n}`, 'C'],
  ['above the default export', `// fern-accept ${RULE}: why\nexport default function f() {}`, 'f'],
])('%s', (_, text, unit) => {
  const { accepted, faults } = read(text);
  expect(faults).toEqual([]);
  expect(accepted).toMatchObject([{ unit, rule: RULE, input: null, reason: 'why' }]);
});

test('one input, a whole dimension, and the line', () => {
  const text =
    'const a = 1;\n// fern-accept style: ours: is older\n// fern-accept functional `f("a  b")`: as is\nconst f = () => 1;';
  expect(read(text).accepted).toMatchObject([
    { unit: 'f', rule: 'style', input: null, reason: 'ours: is older', line: 1 },
    { unit: 'f', rule: 'functional', input: 'f("a  b")', reason: 'as is', line: 2 },
  ]);
});

test.each<readonly [string, string, RegExp]>([
  ['no reason', `// fern-accept ${RULE}\nconst f = 1;`, /Write `fern-accept RULE: reason`/],
  ['an empty reason', `// fern-accept ${RULE}:   \nconst f = 1;`, /Write `fern-accept RULE: reason`/],
  ['no rule', '// fern-accept: the golden is wrong\nconst f = 1;', /Write `fern-accept RULE: reason`/],
  ['no such dimension', '// fern-accept functonal/x: why\nconst f = 1;', /`functonal\/x` is no rule/],
  ['nothing beside it', `const f = 1;\n\nexport {};\n// fern-accept ${RULE}: why\n`, /directly above/],
])('%s is told', (_, text, message) => {
  const { accepted, faults } = read(text);
  expect(accepted).toEqual([]);
  expect(faults.map((fault) => fault.message)).toEqual([expect.stringMatching(message)]);
});

test('a comment full of slashes takes no longer than its length', () => {
  const ruler = '// '.repeat(2_000);
  const stars = '/* * /'.repeat(500);
  const { accepted } = read(`// fern-accept ${RULE}: why\n${ruler}\n${stars}*/\n;\nconst f = 1;`);
  expect(accepted).toEqual([]);
  const above = read(`// fern-accept ${RULE}: why\n${ruler}\nexport const f = 1;`);
  expect(above.accepted.map(({ unit }) => unit)).toEqual(['f']);
});

test.each([
  ['a text', `const f = '// fern-accept ${RULE}: why';`],
  ['prose', `// Comments such as fern-accept ${RULE}: why are read.\nconst f = 1;`],
  ['another word', `// fern-acceptable ${RULE}: why\nconst f = 1;`],
])('%s is no acceptance', (_, text) => {
  expect(read(text)).toEqual({ accepted: [], faults: [] });
});
