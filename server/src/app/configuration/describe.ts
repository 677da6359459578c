import type { SettingType } from '../../protocol/settings/types.ts';
import { WEIGHT_PRESETS } from '../../protocol/settings/weights.ts';
import type { Tree } from './tree.ts';

/** What a setting may be, to follow "must be". */
export function allowed(type: SettingType): string {
  switch (type.kind) {
    case 'string':
      return 'a text';
    case 'path':
      return type.names === undefined
        ? 'a path'
        : `${type.names.map((name) => JSON.stringify(name)).join(', ')} or a folder`;
    case 'folders':
      return 'a path or a list of paths';
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number from ${type.minimum} to ${type.maximum}`;
    case 'number':
      return `a number from ${type.minimum} to ${type.maximum}`;
    case 'bytes':
      return `a whole number of ${type.unit} from ${type.minimum} to ${type.maximum}`;
    case 'enum':
      return listed(type.values.map((value) => JSON.stringify(value)));
    case 'globs':
      return type.minimumItems > 0 ? 'a list of at least one pattern' : 'a list of patterns';
    case 'paths':
      return type.keys === 'name'
        ? 'an object like {"model-a": "generated/model-a"}'
        : 'an object like {"generated/a.ts": "golden/a.ts"}';
    case 'pathLists':
      return 'an object like {"golden/a.ts": ["golden/alternatives/a.ts"]}';
    case 'accepted':
      return 'a list of objects like {"golden": "golden/a.ts", "unit": "slugify", "rule": "functional/behaves-differently", "input": "slugify(null)", "reason": "the golden is wrong here"}, where "golden", "reason" and one of the others are needed';
    case 'globRecord':
      return 'an object like {"components": ["components/**"]}';
    case 'numbers':
      return 'an object like {"model-a": 1.25}';
    case 'weights':
      return `${presetNames().join(', ')} or an object like {"functional": 2, "style": 1}`;
    case 'environments':
      return 'an object like {"production": { "workers": 2 }}';
  }
}

/** A value as a message shows it: short, on one line. */
export function shown(tree: Tree, secret = false): string {
  if (secret) {
    return 'what was given';
  }
  if (tree.type !== 'scalar') {
    return tree.type === 'array' ? 'a list' : 'an object';
  }
  if (typeof tree.value === 'number') {
    return String(tree.value);
  }
  const text = JSON.stringify(tree.value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…"`;
}

/** How messages write the way to a part: `models["a b"]`, `include[2]`, `behaviour.inputs`. */
export function keyText(path: readonly (string | number)[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') {
      text += `[${part}]`;
    } else if (text === '' || /^[\w$@-]+$/.test(part)) {
      text += text === '' ? part : `.${part}`;
    } else {
      text += `[${JSON.stringify(part)}]`;
    }
  }
  return text;
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function presetNames(): string[] {
  return Object.keys(WEIGHT_PRESETS).map((name) => JSON.stringify(name));
}
