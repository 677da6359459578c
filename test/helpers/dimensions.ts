import { expect } from 'vitest';
import type {
  Dimension,
  DimensionInput,
  DimensionResult,
  Finding,
} from '../../server/src/engine/dimensions/dimension.ts';
import { parseSource } from '../../server/src/engine/languages/registry.ts';
import { alignUnits } from '../../server/src/engine/matching/units.ts';

export interface InputOptions {
  readonly path?: string;
  readonly shared?: boolean;
  readonly maxWindows?: number;
}

export function inputOf(golden: string, generated: string, options: InputOptions = {}): DimensionInput {
  const { path = 'file.tsx', shared = false, maxWindows = 4 } = options;
  const a = parseSource(path, golden);
  const b = parseSource(path, generated);
  return { golden: a, generated: b, alignment: alignUnits(a, b), maxWindows, shared };
}

/** Runs a dimension on two texts and checks what holds for every result. */
export function resultOf(
  dimension: Dimension,
  golden: string,
  generated: string,
  options?: InputOptions,
): DimensionResult {
  const result = dimension.evaluate(inputOf(golden, generated, options));
  checkResult(result, golden, generated);
  return result;
}

export function checkResult(result: DimensionResult, golden: string, generated: string): void {
  if (result.value === null) {
    expect(result.reason).toMatch(/\w/);
    expect(result.findings).toEqual([]);
    return;
  }
  expect(result.value).toBeGreaterThanOrEqual(0);
  expect(result.value).toBeLessThanOrEqual(1);
  expect(costOf(result.findings)).toBeCloseTo(1 - result.value, 9);
  for (const finding of result.findings) {
    expect(finding.cost).toBeGreaterThan(0);
    expect(finding.message).toMatch(/^[A-Z`\p{L}].*[.:]?/u);
    expect(finding.rule).toMatch(/^[a-z]+\/[\w-]+$/);
    for (const [span, text] of [
      [finding.generated, generated],
      [finding.golden, golden],
    ] as const) {
      if (span === null) continue;
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
  }
}

export function costOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, finding) => sum + finding.cost, 0);
}

/** Rules of the findings, sorted, each once. */
export function rulesIn(result: DimensionResult): string[] {
  return [...new Set(result.findings.map(({ rule }) => rule))].sort();
}
