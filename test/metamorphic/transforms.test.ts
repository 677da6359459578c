import { describe, expect, test } from 'vitest';
import { bindingShape } from '../corpus/binder.ts';
import { corpusFiles } from '../corpus/files.ts';
import { parseText, syntaxProblems } from '../corpus/syntax.ts';
import { removeComments } from '../corpus/transforms/comments.ts';
import { mutate } from '../corpus/transforms/mutate.ts';
import { oppositeOptions, reformat } from '../corpus/transforms/reformat.ts';
import { renameLocals, renamePrivateHelpers } from '../corpus/transforms/renameLocals.ts';
import { reorder } from '../corpus/transforms/reorder.ts';
import { mergeModules, splitModule } from '../corpus/transforms/split.ts';
import { load, shape } from './run.ts';
import { COMMENTED, COMPONENT, SHADOWED } from './samples.ts';

const CALLS: [string, unknown[]][] = [
  ['total', [[1, 2, 3]]],
  ['total', [[1, 2], { offset: 5, extra: 4 }]],
  ['pick', [{ alpha: 4 }]],
  ['pick', [{ alpha: 4, beta: 9 }]],
  ['counted', []],
];

function outcomes(text: string): unknown[] {
  const module = load(text);
  return CALLS.map(([name, args]) => module[name]!(...args));
}

describe('behaviour stays', () => {
  const expected = outcomes(SHADOWED);
  test.each([
    ['renameLocals', renameLocals],
    ['renamePrivateHelpers', renamePrivateHelpers],
    ['reorder', (text: string, path: string) => reorder(text, path, 'b')],
    ['reformat', reformat],
  ])('%s', async (_, transform) => {
    const text = await transform(SHADOWED, 'sample.ts');
    expect(text).not.toBe(SHADOWED);
    expect(outcomes(text)).toEqual(expected);
  });
});

describe('renameLocals', () => {
  test('renames every local and nothing else', () => {
    const text = renameLocals(SHADOWED, 'sample.ts');
    expect(text).not.toMatch(/\b(?:values|options|rest|label|suffix)\b/);
    expect(text).toMatch(
      /export class Counter \{\s+constructor\(private readonly step: number, x\d+ = step\)/,
    );
    expect(text).toMatch(/\{ alpha: x\d+, beta: x\d+ = 7 \} = /);
    expect(text).toMatch(/function scale\(x\d+: number, \{ offset: x\d+ = factor, \.\.\.x\d+ \}/);
    expect(text).toContain('outer: for');
  });
  test('keeps components capital and props as they are', () => {
    const text = renameLocals(COMPONENT, 'sample.tsx');
    expect(text).toMatch(/<X\d+ key=\{x\d+\} item=\{x\d+\} \/>/);
    expect(text).toMatch(/List\(\{ items: x\d+, onPick: x\d+ \}: Props\)/);
    expect(syntaxProblems(text, 'sample.tsx')).toEqual([]);
  });
  test('avoids names that are taken', () => {
    expect(renameLocals('function f(a) { return a + x1; }', 'a.js')).toBe(
      'function f(x2) { return x2 + x1; }',
    );
  });
});

describe('removeComments', () => {
  test('removes comments and nothing that looks like one', () => {
    expect(removeComments(COMMENTED, 'a.ts')).toBe(
      [
        '#!/usr/bin/env node',
        "  const url = 'http://a'; ",
        'const pattern = /\\/\\*[/*]/g;  ',
        `const text = \`// kept \${   url } /* kept */\`;`,
        'function f(  a  ) { return \n a; }',
        '',
      ].join('\n'),
    );
  });
  test('knows JSX text', () => {
    const text = removeComments(COMPONENT, 'a.tsx');
    expect(text).toContain('// not a comment');
    expect(text).not.toContain('only said here');
    expect(text).not.toContain('{}\n');
  });
});

describe('reformat', () => {
  test('turns each habit round', async () => {
    const options = oppositeOptions("const a = { b: 'c' };\nconst f = (x) => [\n  x,\n  1\n];\n", 'a.ts');
    expect(options).toMatchObject({
      semi: false,
      singleQuote: false,
      arrowParens: 'avoid',
      bracketSpacing: false,
    });
    expect(await reformat('const a = "b"', 'a.ts')).toBe("const a = 'b';\n");
  });
});

describe('reorder', () => {
  const source = `import './first';\n\n/** of a */\nfunction a() {}\n\nrun();\n\nclass B extends C {}\nclass C {}\ntype T = 1; // t\ninterface I {}\n`;
  test('moves declarations with their comments and leaves what runs', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 20; seed++) {
      const text = reorder(source, 'a.ts', String(seed));
      seen.add(text);
      expect(text.startsWith("import './first';")).toBe(true);
      expect(text).toMatch(/\/\*\* of a \*\/\nfunction a/);
      expect(text).toContain('type T = 1; // t');
      expect(text.indexOf('class C')).toBeLessThan(text.indexOf('class B'));
      expect(text.indexOf('run()')).toBeLessThan(text.indexOf('class C'));
      expect(text.split('\n').filter(Boolean).sort()).toEqual(source.split('\n').filter(Boolean).sort());
    }
    expect(seen.size).toBeGreaterThan(5);
  });
});

describe('split and merge', () => {
  const golden = { path: 'lib/sample.ts', text: SHADOWED };
  test('a split module has every declaration once', () => {
    const split = splitModule(
      {
        path: 'lib/m.ts',
        text: `${SHADOWED}\nfunction more() { return scale(1); }\nexport const last = () => more();`,
      },
      'rest',
    );
    const [first, second] = split!.files;
    expect(second.path).toBe('lib/rest.ts');
    for (const { text, path } of split!.files) expect(syntaxProblems(text, path)).toEqual([]);
    for (const [name, path] of split!.units) {
      const declares = (text: string): boolean =>
        new RegExp(`(?:function|const|class) ${name}\\b`).test(text.replace(/^ .*$/gm, ''));
      expect([declares(first.text), declares(second.text)]).toEqual([
        path === first.path,
        path === second.path,
      ]);
    }
  });
  test('merging undoes imports of each other', () => {
    const other = {
      path: 'lib/b.ts',
      text: "import { total } from './sample';\nexport const twice = () => total([1]) + total([1]);\n",
    };
    const merged = mergeModules(golden, other, 'lib/both.ts')!;
    expect(merged.text).not.toContain("'./sample'");
    expect(load(merged.text).twice!()).toBe('40!40!');
    expect(mergeModules(golden, golden, 'lib/both.ts')).toBeNull();
  });
});

describe('on real files', () => {
  const files = corpusFiles({ perPackage: 3 });
  test.each(files.map((file) => [file.path, file] as const))('%s', async (path, { text }) => {
    const problems = syntaxProblems(text, path);
    const bare = removeComments(text, path);
    expect(shape(bare, path)).toEqual(shape(text, path));
    const renamed = renameLocals(text, path);
    const helpers = renamePrivateHelpers(text, path);
    const moved = reorder(text, path);
    const mutated = mutate(text, path, 8).text;
    for (const result of [await reformat(text, path), renamed, helpers, moved, mutated]) {
      expect(syntaxProblems(result, path)).toEqual(problems);
    }
    for (const result of [renamed, helpers])
      expect(bindingShape(result, path)).toEqual(bindingShape(text, path));
    expect(parseText(moved, path).statements.length).toBe(parseText(text, path).statements.length);
  });
});
