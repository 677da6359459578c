import { ts } from 'ts-morph';
import type { Input, Value } from '../../../server/src/engine/index.ts';
import { createRandom, pick } from '../random.ts';
import { NAMED } from './named.ts';

export type Random = () => number;
export type Make = (random: Random) => Value;

const UNDEFINED: Value = { $undefined: 1 };

/**
 * Random inputs for parameters that are written as TypeScript types, apart from how Fern makes its own: `Date,
 * int[]`, `{ a?: Word }`, `1 | "x"`. The same text and seed give the same inputs.
 */
export function typedInputs(takes: string, count: number, seed: string): Input[] {
  const parameters = parametersOf(takes);
  const texts = parameters.map((type) => type.getText());
  const makers = parameters.map(makerOf);
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const args = makers.map((make) => make(random));
    // Equal arguments are what comparing functions are about, and would hardly ever come up.
    if (texts.length > 1 && texts[0] === texts[1] && random() < 0.15) args[1] = args[0]!;
    return { args };
  });
}

function parametersOf(takes: string): readonly ts.TypeNode[] {
  const file = ts.createSourceFile('type.ts', `type T = [${takes}];`, ts.ScriptTarget.Latest, true);
  const type = (file.statements[0] as ts.TypeAliasDeclaration).type as ts.TupleTypeNode;
  return type.elements;
}

function makerOf(type: ts.TypeNode): Make {
  if (ts.isParenthesizedTypeNode(type)) return makerOf(type.type);
  if (ts.isArrayTypeNode(type)) return listOf(makerOf(type.elementType));
  if (ts.isUnionTypeNode(type)) {
    const options = type.types.map(makerOf);
    return (random) => pick(options, random)(random);
  }
  if (ts.isTupleTypeNode(type)) {
    const elements = type.elements.map(makerOf);
    return (random) => elements.map((make) => make(random));
  }
  if (ts.isTypeLiteralNode(type)) return objectOf(type);
  if (ts.isTypeReferenceNode(type) && type.typeArguments !== undefined)
    return recordOf(makerOf(type.typeArguments[0]!), makerOf(type.typeArguments[1]!));
  const text = type.getText();
  const named = NAMED[text];
  if (named !== undefined) return named;
  const constant: Value = text === 'undefined' ? UNDEFINED : JSON.parse(text);
  return () => constant;
}

function listOf(element: Make): Make {
  return (random) => {
    const length = random() < 0.1 ? 10 + Math.floor(random() * 15) : Math.floor(random() * 8);
    return Array.from({ length }, () => element(random));
  };
}

function objectOf(type: ts.TypeLiteralNode): Make {
  const properties = type.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    optional: member.questionToken !== undefined,
    make: makerOf(member.type!),
  }));
  return (random) => {
    const found: Record<string, Value> = {};
    for (const { name, optional, make } of properties)
      if (!optional || random() < 0.6) found[name] = make(random);
    return found;
  };
}

function recordOf(key: Make, value: Make): Make {
  return (random) => {
    const found: Record<string, Value> = {};
    for (let left = Math.floor(random() * 5); left > 0; left--) found[String(key(random))] = value(random);
    return found;
  };
}
