import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { createWorkplace, EXAMPLES, type Workplace } from '../helpers/cli.ts';

/** The built command line runs code: threads, sandbox and all. */

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
});
afterAll(() => place.remove());

async function evaluate(golden: string, generated: string): Promise<EvaluationDocument> {
  const { code, stdout, stderr } = await place.run(['evaluate', golden, generated, '--behaviour', '--json']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as EvaluationDocument;
}

const example = (path: string): string => join(EXAMPLES, path);

describe('fern evaluate --behaviour', () => {
  test('the golden itself is equivalent, exactly 1, and loses no point', async () => {
    const document = await evaluate(example('golden/utils/text.ts'), example('golden/utils/text.ts'));
    expect(document.overall).toBe(1);
    expect(document.files[0].findings).toEqual([]);
    expect(document.behaviour).toMatchObject({ agreement: 1, verdict: 'equivalent' });
    expect(document.dimensions.functional.basis).toBe('mixed');
    for (const unit of document.behaviour.units) expect(unit.verdict).toBe('equivalent');
  });

  test('right code under other names is equivalent', async () => {
    const document = await evaluate(
      example('golden/utils/pagination.ts'),
      example('generated/aspen/lib/paging.ts'),
    );
    expect(document.behaviour.verdict).toBe('equivalent');
    expect(document.overall).toBeGreaterThan(0.95);
  });

  test('wrong logic in the golden words is bounded, with witnesses that name each function', async () => {
    const document = await evaluate(
      example('golden/utils/text.ts'),
      example('generated/dogwood/utils/text.ts'),
    );
    expect(document.overall).toBeLessThan(0.5);
    const differing = document.behaviour.units.filter(({ verdict }) => verdict === 'differs');
    expect(differing.length).toBeGreaterThanOrEqual(4);
    for (const { golden, witness } of differing) {
      expect(witness?.call, golden).toMatch(new RegExp(`^${golden}\\(`));
      expect(witness?.golden).not.toBe(witness?.generated);
    }
    const lost = document.files[0].findings.reduce((sum, { points }) => sum + points, 0);
    expect(lost).toBeCloseTo(1 - document.overall, 5);
  });

  test('code that never ends, breaks the builtins or reaches out ends in a verdict', async () => {
    place.write('golden.ts', 'export const twice = (n: number): number => n * 2;\n');
    place.write(
      'hostile.ts',
      `Array.prototype.map = () => []; JSON.stringify = () => '{}';
       export function twice(n: number): number { for (;;) { try { require('child_process').execSync('true'); } catch {} } }`,
    );
    const document = await evaluate(join(place.folder, 'golden.ts'), join(place.folder, 'hostile.ts'));
    expect(document.behaviour.units[0]).toMatchObject({ golden: 'twice', verdict: 'differs' });
    expect(document.behaviour.units[0].witness?.generated).toBe('never ends');
  });

  test('with --no-behaviour nothing is run', async () => {
    const path = example('golden/utils/text.ts');
    const { stdout } = await place.run(['evaluate', path, path, '--no-behaviour', '--json']);
    const document = JSON.parse(stdout) as EvaluationDocument;
    expect(document.behaviour).toMatchObject({ agreement: null, verdict: 'not_executable' });
    expect(document.dimensions.functional.basis).toBe('contract');
  });
});
