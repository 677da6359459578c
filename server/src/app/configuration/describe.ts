import type { SettingType } from '../../protocol/settings/types.ts';
import { DIMENSION_NAMES, WEIGHT_PRESETS } from '../../protocol/settings/weights.ts';
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
      return type.keys === 'name' ? 'an object of names and folders' : 'an object of files and files';
    case 'globRecord':
      return 'an object of names and lists of patterns';
    case 'weights':
      return `${listed(presetNames())} or an object of dimensions (${DIMENSION_NAMES.join(', ')}) and numbers from 0 up`;
    case 'environments':
      return 'an object of environments and their settings';
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

/** `models["a b"]`, `include[2]`, `behaviour.inputs`. */
export function keyText(path: readonly (string | number)[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') {
      text += `[${part}]`;
    } else if (/^[\w$@.-]+$/.test(part)) {
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
