import { Flag, K } from '../../model/kinds.ts';
import type { Parameter, Signature, Tree } from '../../model/source.ts';
import { child, children, dottedName, label } from '../../model/tree.ts';

export function isType(kind: number): boolean {
  return kind >= K.TypeReference && kind <= K.TypeThis;
}

/** The signature of a function-like node (Function, Arrow, Method, Constructor, Getter, Setter). */
export function readSignature(tree: Tree, node: number): Signature {
  const parameters: Parameter[] = [];
  let returns = -1;
  let seenParameters = false;
  for (const part of children(tree, node)) {
    const kind = tree.kind[part];
    if (kind === K.Parameter) {
      seenParameters = true;
      parameters.push(readParameter(tree, part));
    } else if (isType(kind) && kind !== K.TypeParameter) {
      returns = part;
    } else if (kind !== K.Decorator && kind !== K.TypeParameter && seenParameters) {
      break;
    }
  }
  return {
    parameters: parameters.filter((parameter) => parameter.name !== 'this'),
    returns,
    async: (tree.flags[node] & Flag.Async) !== 0,
    generator: (tree.flags[node] & Flag.Generator) !== 0,
    throws: thrown(tree, node),
    node,
  };
}

function readParameter(tree: Tree, node: number): Parameter {
  const parts = children(tree, node).filter((part) => tree.kind[part] !== K.Decorator);
  const target = parts[0] ?? -1;
  const pattern = target >= 0 && tree.kind[target] === K.ObjectPattern;
  const type = parts.find((part, index) => index > 0 && isType(tree.kind[part]));
  return {
    name: target >= 0 && tree.kind[target] === K.Identifier ? label(tree, target) : '',
    type: type ?? -1,
    optional: (tree.flags[node] & Flag.Optional) !== 0,
    rest: (tree.flags[node] & Flag.Rest) !== 0,
    keys: pattern ? patternKeys(tree, target) : null,
  };
}

function patternKeys(tree: Tree, pattern: number): string[] {
  return children(tree, pattern)
    .map((element) => child(tree, element, 0))
    .filter((key) => key >= 0 && tree.kind[key] === K.PropertyName)
    .map((key) => label(tree, key));
}

function thrown(tree: Tree, node: number): string[] {
  const names = new Set<string>();
  for (let i = node + 1; i < node + tree.size[node]; i++) {
    if (tree.kind[i] !== K.Throw) continue;
    const value = i + 1;
    const made = tree.kind[value] === K.New || tree.kind[value] === K.Call;
    names.add((made && dottedName(tree, child(tree, value, 0))) || 'value');
  }
  return [...names].sort();
}
