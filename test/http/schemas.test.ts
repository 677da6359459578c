import { Ajv2020 } from 'ajv/dist/2020.js';
import type { TSchema } from 'typebox';
import { describe, expect, test } from 'vitest';
import { Comparison } from '../../server/src/http/schemas/comparison.ts';
import { Evaluation } from '../../server/src/http/schemas/evaluation.ts';
import type { BehaviourUnit, EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { acceptedComparison, acceptedEvaluation } from '../fixtures/documents/accepted.ts';
import { boardComparison, loneComparison } from '../fixtures/documents/comparison.ts';
import { boardEvaluation } from '../fixtures/documents/evaluation.ts';
import { hostileComparison, hostileEvaluation } from '../fixtures/documents/others.ts';
import { closed } from './valid.ts';

/** That schemas and documents have the same fields is the compiler's to say; here: that documents pass. */

const ajv = new Ajv2020({ allErrors: true });

function wrong(schema: TSchema, document: unknown): string[] {
  const check = ajv.compile(closed(schema));
  check(document);
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const unit: Required<BehaviourUnit> = {
  golden: 'add',
  generated: 'plus',
  verdict: 'differs',
  agreement: 0.75,
  inputs: 200,
  branch_coverage: 1,
  mutants: { caught: 9, total: 10 },
  reason: 'it differs',
  mapping: { fields: { a: 'b' }, literals: { on: 'yes' }, parameters: ['x'], members: { get: 'read' } },
  witness: {
    call: 'add(1, 2)',
    arguments: ['1', '2'],
    golden: '3',
    generated: '4',
    generated_call: 'plus(1, 2)',
    beyond: ['a text in the place of a number'],
  },
};

/** Every field that may be left out is there. */
function wholeEvaluation(): EvaluationDocument {
  const document = acceptedEvaluation();
  const behaviour = { agreement: 0.75, verdict: 'differs', reason: 'units differ', units: [unit] } as const;
  const [file] = document.files;
  document.behaviour = { ...behaviour, units: [unit] };
  document.files = [
    { ...file!, behaviour: document.behaviour, generated_parts: ['b.ts'], golden_version: 'v2' },
  ];
  document.dimensions.functional = {
    value: 0.5,
    weight: 0.3,
    basis: 'executed',
    reason: 'as run',
    evidence: { agreement: 0.75, unit: 'add' },
  };
  return document;
}

describe('documents are what their schemas say', () => {
  test.each([
    ['a comparison', Comparison, boardComparison()],
    ['of one model', Comparison, loneComparison()],
    ['with what was accepted', Comparison, acceptedComparison()],
    ['of hostile names', Comparison, hostileComparison()],
    ['an evaluation', Evaluation, boardEvaluation()],
    ['with everything', Evaluation, wholeEvaluation()],
    ['of hostile names', Evaluation, hostileEvaluation()],
  ])('%s', (_, schema, document) => {
    expect(wrong(schema, document)).toEqual([]);
  });

  test('and a field of which they say nothing is refused, however deep', () => {
    const document = boardComparison();
    Object.assign(document.files[0]!.cells.aspen![0]!, { more: 1 });
    Object.assign(document.inputs, { more: 1 });
    expect(wrong(Comparison, document)).toEqual([
      '/files/0/cells/aspen/0 must NOT have additional properties',
      '/inputs must NOT have additional properties',
    ]);
  });
});
