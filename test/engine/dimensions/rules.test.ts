import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rulesPage } from '../../../server/src/engine/dimensions/rules/documentation.ts';
import { inspect } from '../../../server/src/engine/dimensions/rules/inspect.ts';
import { RULES } from '../../../server/src/engine/dimensions/rules/registry.ts';
import { draftPair } from '../../../server/src/engine/index.ts';
import { parseSource } from '../../../server/src/engine/languages/registry.ts';

describe('the registry', () => {
  test('ids are of their dimension and used once', () => {
    const ids = RULES.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of RULES) expect(rule.id).toMatch(new RegExp(`^${rule.dimension}/[a-z]+(-[a-z]+)*$`));
  });

  test('every rule says one sentence and where it comes from', () => {
    for (const rule of RULES) {
      expect(rule.says).toMatch(/^[A-Z`<].*\.$/);
      if (rule.dimension === 'security') expect(rule.reference).toMatch(/^CWE-\d+$/);
      if (rule.dimension === 'accessibility') expect(rule.reference).toMatch(/^WCAG \d\.\d\.\d+$/);
      expect(rule.reference).not.toBe('');
      expect(rule.kinds.length).toBeGreaterThan(0);
    }
  });

  test('docs/rules.md is made from it (vitest -u writes it)', async () => {
    await expect(rulesPage()).toMatchFileSnapshot('../../../docs/rules.md');
  });
});

describe('the page of rules', () => {
  const page = new Set([...rulesPage().matchAll(/^\| `([^`]+)` \|/gm)].map(([, rule]) => rule));

  test('has every rule that the engine names', () => {
    const names = listed('server/src').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/rule: '([a-z]+\/[a-z-]+)'|^ {8}'([a-z]+\/[a-z-]+)',$/gm)].map(
        ([, first, second]) => first ?? second,
      ),
    );
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((rule) => !page.has(rule))).toEqual([]);
  });

  test.each(['functional', 'structural', 'semantic', 'style', 'overall'])('tells of %s', (dimension) => {
    expect([...page].filter((rule) => rule.startsWith(`${dimension}/`)).length).toBeGreaterThan(4);
  });

  test('has every rule that the models of the example break', () => {
    const broken = new Set<string>();
    for (const golden of listed('examples/golden')) {
      for (const model of readdirSync('examples/generated')) {
        const path = golden.replace('examples/golden', `examples/generated/${model}`);
        if (!/\.[jt]sx?$/.test(path) || !existsSync(path)) continue;
        const sides = [golden, path].map((file) => parseSource(file, readFileSync(file, 'utf8')));
        for (const [, { findings }] of draftPair(sides[0], sides[1], 1, false).results)
          for (const { rule } of findings) broken.add(rule);
      }
    }
    expect(broken.size).toBeGreaterThan(20);
    expect([...broken].filter((rule) => !page.has(rule))).toEqual([]);
  });
});

function listed(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

describe('inspecting', () => {
  test('is done once for a model', () => {
    const model = parseSource('a.ts', 'eval(x);');
    expect(inspect(model)).toBe(inspect(model));
    expect(inspect(model).hits).toHaveLength(1);
  });

  test.each([
    ['nested calls', `${'eval(`.repeat(300)}x${`)'.repeat(300)}`],
    ['nested elements', `const x = ${'<div onClick={f}>'.repeat(300)}${'</div>'.repeat(300)};`],
    ['a broken file', 'export function f( { if (a ||) <img src= return } class'],
    [
      'odd names',
      'const constructor = 1; constructor.hasOwnProperty.toString(); <__proto__ constructor="x" />;',
    ],
  ])('survives %s', (_, code) => {
    expect(() => inspect(parseSource('a.tsx', code))).not.toThrow();
  });

  test('cost grows no faster than the file', () => {
    const piece =
      'export function f0(xs, ys) { return xs.map((x) => ys.find((y) => y.id === x.id) ?? eval(x)); }\n';
    /** The least of several: others use the processor too. */
    const time = (count: number): number => {
      const times = Array.from({ length: 5 }, () => {
        const model = parseSource('a.ts', piece.repeat(count));
        const start = process.cpuUsage().user;
        inspect(model);
        return process.cpuUsage().user - start;
      });
      return Math.min(...times);
    };
    time(200);
    expect(time(4000)).toBeLessThan(40 * Math.max(1000, time(400)));
  });
});
