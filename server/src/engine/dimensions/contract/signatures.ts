import type { Parameter, Signature, SourceModel } from '../../model/source.ts';
import { dice, type Member, memberSimilarity, typeSimilarity } from './types.ts';

/** One part of a signature that differs. */
export interface Gap {
  readonly part: 'parameters' | 'types' | 'result' | 'async' | 'errors';
  readonly says: string;
  /** Share of the signature, 0 to 1. */
  readonly cost: number;
}

const PARAMETERS = 0.4;
const TYPES = 0.2;
const RESULT = 0.2;
const ASYNC = 0.1;
const ERRORS = 0.1;

/** What of the golden's signature is not there; names of parameters do not matter. */
export function signatureGaps(
  golden: SourceModel,
  a: Signature,
  generated: SourceModel,
  b: Signature | null,
): Gap[] {
  if (b === null) return [{ part: 'parameters', says: 'cannot be called', cost: 1 }];
  const gaps: Gap[] = [];
  const add = (part: Gap['part'], says: string, cost: number): void => {
    if (cost > 0) gaps.push({ part, says, cost });
  };
  const length = Math.max(a.parameters.length, b.parameters.length);
  let alike = 0;
  let types = 0;
  let both = 0;
  for (let i = 0; i < length; i++) {
    const left = a.parameters[i];
    const right = b.parameters[i];
    if (left === undefined || right === undefined) {
      const one = left ?? right;
      if (one.optional || one.rest) alike += 0.5;
      continue;
    }
    alike += parameterSimilarity(left, right);
    both++;
    types +=
      left.type < 0
        ? 1
        : typeSimilarity({ model: golden, node: left.type }, { model: generated, node: right.type });
  }
  if (length > 0) {
    const takes =
      count(a) === count(b)
        ? "takes other parameters than the golden's"
        : `takes ${count(b)} where the golden takes ${count(a)}`;
    add('parameters', takes, PARAMETERS * (1 - alike / length));
    if (golden.typed && both > 0)
      add('types', "has other types of parameters than the golden's", TYPES * (1 - types / both));
  }
  if (golden.typed) {
    const same = typeSimilarity({ model: golden, node: a.returns }, { model: generated, node: b.returns });
    const cost = a.returns < 0 ? 0 : b.returns < 0 ? RESULT / 4 : RESULT * (1 - same);
    add('result', b.returns < 0 ? 'does not say what it returns' : 'returns another type', cost);
  }
  if (a.async !== b.async || a.generator !== b.generator) {
    add('async', `is ${kindOf(b)} where the golden is ${kindOf(a)}`, ASYNC);
  }
  const errors = 1 - dice(a.throws, b.throws);
  add('errors', errorText(a, b), ERRORS * errors);
  return gaps;
}

function parameterSimilarity(a: Parameter, b: Parameter): number {
  let value = 1;
  if (a.rest !== b.rest) value -= 0.5;
  if (a.optional !== b.optional) value -= 0.25;
  if (a.keys !== null && b.keys !== null) value -= 0.5 * (1 - memberSimilarity(named(a.keys), named(b.keys)));
  return Math.max(0, value);
}

function named(keys: readonly string[]): Member[] {
  return keys.map((name) => ({ name, type: null }));
}

function count(signature: Signature): string {
  const n = signature.parameters.length;
  const optional = signature.parameters.filter((parameter) => parameter.optional || parameter.rest).length;
  const plural = n === 1 ? '1 parameter' : `${n} parameters`;
  return optional === 0 ? plural : `${plural} (${optional} optional)`;
}

function kindOf(signature: Signature): string {
  return `${signature.async ? 'async' : 'synchronous'}${signature.generator ? ' generator' : ''}`;
}

function errorText(a: Signature, b: Signature): string {
  const list = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.join(', '));
  return `throws ${list(b.throws)} where the golden throws ${list(a.throws)}`;
}
