import type { Setting } from '../../protocol/settings/types.ts';
import { checkValue } from './check.ts';
import { keyText } from './describe.ts';
import { readJson } from './json.ts';
import { fromPlain, type Tree } from './tree.ts';

const SWITCHES: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
]);

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export type TextResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly messages: readonly string[] };

/**
 * Reads the value of a setting from an environment variable or an option.
 *
 * @param label how messages call it: `MAX_WORKERS`, `--workers`.
 * @param delimiter what is between several folders; without it the text is one.
 */
export function readText(setting: Setting, text: string, label: string, delimiter?: string): TextResult {
  const json = asTree(setting, text, delimiter);
  if ('error' in json) {
    return { ok: false, messages: [`${label} ${json.error}`] };
  }
  return checkLabelled(setting, json, label);
}

/** Checks a value that is not from a file; problems are named after `label`. */
export function checkLabelled(setting: Setting, tree: Tree, label: string): TextResult {
  const messages: string[] = [];
  const value = checkValue(
    setting.type,
    tree,
    (_offset, path, message) => {
      messages.push(path.length === 0 ? `${label} ${message}` : `${label}: "${keyText(path)}" ${message}`);
    },
    setting.secret,
  );
  return messages.length === 0 ? { ok: true, value } : { ok: false, messages };
}

function asTree(setting: Setting, text: string, delimiter?: string): Tree | { readonly error: string } {
  const trimmed = text.trim();
  switch (setting.type.kind) {
    case 'string':
    case 'path':
      return fromPlain(trimmed);
    case 'folders':
      return fromPlain(delimiter === undefined ? trimmed : partsOf(trimmed, delimiter));
    case 'boolean':
      return fromPlain(SWITCHES.get(trimmed.toLowerCase()) ?? trimmed);
    case 'integer':
    case 'number':
    case 'bytes':
      return fromPlain(NUMBER.test(trimmed) ? Number(trimmed) : trimmed);
    case 'enum':
      return fromPlain(spelling(trimmed, setting.type.values, setting.type.aliases));
    default:
      return jsonOrName(trimmed, setting.secret);
  }
}

/** A part with nothing in it, which a variable that was not set leaves, names no folder. */
function partsOf(text: string, delimiter: string): readonly string[] {
  return text
    .split(delimiter)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Variables are often written in capitals: INFO, Production. */
function spelling(
  text: string,
  values: readonly string[],
  aliases: Readonly<Record<string, string>> | undefined,
): string {
  const lower = text.toLowerCase();
  if (aliases !== undefined && Object.hasOwn(aliases, lower)) {
    return aliases[lower] ?? text;
  }
  return values.find((value) => value.toLowerCase() === lower) ?? text;
}

function jsonOrName(text: string, secret: boolean): Tree | { readonly error: string } {
  if (!/^[[{]/.test(text)) {
    return fromPlain(text);
  }
  const json = readJson(text);
  if (json.ok) {
    return json.tree;
  }
  const where = secret ? '' : ` at character ${json.offset + 1}: ${json.message}`;
  return { error: `is not valid JSON${where}.` };
}
