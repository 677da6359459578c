import { expect } from 'vitest';
import type {
  Dimension,
  DimensionInput,
  DimensionResult,
} from '../../../server/src/engine/dimensions/dimension.ts';
import { inspect } from '../../../server/src/engine/dimensions/rules/inspect.ts';
import { parseSource } from '../../../server/src/engine/languages/registry.ts';
import { alignUnits } from '../../../server/src/engine/matching/units.ts';

/** Ids of the rules that say something about a piece of code, sorted, each once. */
export function rulesOf(code: string, path = 'file.tsx'): string[] {
  return [...new Set(inspect(parseSource(path, code)).hits.map((hit) => hit.rule.id))].sort();
}

/** The texts that the rules point at. */
export function placesOf(code: string, rule: string, path = 'file.tsx'): string[] {
  const model = parseSource(path, code);
  return inspect(model)
    .hits.filter((hit) => hit.rule.id === rule)
    .map((hit) => code.slice(model.tree.start[hit.node], model.tree.end[hit.node]));
}

/** Code that a rule has to find, and code, as alike as can be, that it must leave alone. */
export interface RuleCase {
  readonly rule: string;
  readonly found: readonly string[];
  readonly silent: readonly string[];
}

/** Runs a dimension on two texts and checks what holds for every result. */
export function evaluate(
  dimension: Dimension,
  golden: string,
  generated: string,
  path = 'file.tsx',
  shared = false,
): DimensionResult {
  const a = parseSource(path, golden);
  const b = parseSource(path, generated);
  const input: DimensionInput = {
    golden: a,
    generated: b,
    alignment: alignUnits(a, b),
    maxWindows: 8,
    shared,
  };
  const result = dimension.evaluate(input);
  if (result.value !== null) {
    expect(result.value).toBeGreaterThanOrEqual(0);
    expect(result.value).toBeLessThanOrEqual(1);
    const costs = result.findings.reduce((sum, finding) => sum + finding.cost, 0);
    expect(costs).toBeCloseTo(1 - result.value, 9);
    for (const finding of result.findings) {
      expect(finding.cost).toBeGreaterThan(0);
      expect(finding.generated).not.toBeNull();
      expect(finding.message).toMatch(/\.$/);
    }
  } else {
    expect(result.reason).toMatch(/\w/);
    expect(result.findings).toEqual([]);
  }
  return result;
}
