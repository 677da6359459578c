import type { AcceptedLine, SettingType } from '../../protocol/settings/types.ts';
import {
  DIMENSION_NAMES,
  type DimensionName,
  WEIGHT_PRESETS,
  type WeightPreset,
  type Weights,
} from '../../protocol/settings/weights.ts';
import { allowed, shown } from './describe.ts';
import { didYouMean } from './nearest.ts';
import type { Entry, Tree } from './tree.ts';

/** Takes note of a problem. `path` leads from the setting to the faulty part; `message` follows its name. */
export type Report = (offset: number, path: readonly (string | number)[], message: string) => void;

/** A name or path has a character that can be seen, and none that controls. */
export const NAME_PATTERN = '^(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$';

/** A pattern is relative, stays inside its folder and is not negated (but may be an extglob `!(…)`). */
export const GLOB_PATTERN = '^(?!/|\\.\\./|!(?!\\())(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$';

/** A dimension, or one of its rules. */
export const RULE_PATTERN = `^(?:${DIMENSION_NAMES.join('|')})(?:/[a-z][a-z0-9-]*)?$`;

const RULE = new RegExp(RULE_PATTERN);
const NAME = new RegExp(NAME_PATTERN);
const GLOB = new RegExp(GLOB_PATTERN);

/**
 * Checks a value against the type of its setting and reports everything that is wrong with it.
 *
 * @returns the value as the program uses it (see `ValueOf`), or undefined when there was a problem.
 */
export function checkValue(type: SettingType, tree: Tree, report: Report, secret = false): unknown {
  const refuse = (): undefined => {
    const hint =
      type.kind === 'enum' && tree.type === 'scalar' ? didYouMean(String(tree.value), type.values) : '';
    report(tree.offset, [], `must be ${allowed(type)}, not ${shown(tree, secret)}.${hint}`);
  };
  const scalar = tree.type === 'scalar' ? tree.value : undefined;
  switch (type.kind) {
    case 'string':
      return typeof scalar === 'string' ? scalar : refuse();
    case 'path':
      return typeof scalar === 'string' && NAME.test(scalar) ? scalar : refuse();
    case 'folders':
      return checkFolders(tree, report);
    case 'boolean':
      return typeof scalar === 'boolean' ? scalar : refuse();
    case 'integer':
    case 'bytes':
      return Number.isSafeInteger(scalar) && within(scalar, type) ? scalar : refuse();
    case 'number':
      return within(scalar, type) ? scalar : refuse();
    case 'enum':
      return typeof scalar === 'string' && type.values.includes(scalar) ? scalar : refuse();
    case 'globs':
      return checkGlobs(tree, type.minimumItems, [], report) ?? undefined;
    case 'paths':
      return tree.type === 'object' ? checkPaths(tree.entries, type.keys, report) : refuse();
    case 'pathLists':
      return tree.type === 'object' ? checkPathLists(tree.entries, report) : refuse();
    case 'accepted':
      return tree.type === 'array' ? checkAccepted(tree.items, report) : refuse();
    case 'globRecord':
      return tree.type === 'object' ? checkGlobRecord(tree.entries, report) : refuse();
    case 'numbers':
      return tree.type === 'object' ? checkNumbers(tree.entries, report) : refuse();
    case 'weights':
      return checkWeights(tree, report, refuse);
    case 'environments':
      return refuse();
  }
}

function within(value: unknown, type: { readonly minimum: number; readonly maximum: number }): boolean {
  return typeof value === 'number' && value >= type.minimum && value <= type.maximum;
}

function checkFolders(tree: Tree, report: Report): string | readonly string[] | undefined {
  const items = tree.type === 'array' ? tree.items : [tree];
  if (items.length === 0) report(tree.offset, [], 'must name at least one folder.');
  const folders: string[] = [];
  items.forEach((item, index) => {
    if (item.type === 'scalar' && typeof item.value === 'string' && NAME.test(item.value)) {
      folders.push(item.value);
    } else if (item === tree) {
      report(tree.offset, [], `must be ${allowed({ kind: 'folders' })}, not ${shown(tree)}.`);
    } else {
      report(item.offset, [index], `must be a path, not ${shown(item)}.`);
    }
  });
  const [first] = folders;
  if (folders.length < items.length || first === undefined) return undefined;
  return folders.length === 1 ? first : folders;
}

function checkGlobs(
  tree: Tree,
  minimumItems: number,
  path: readonly (string | number)[],
  report: Report,
): readonly string[] | undefined {
  if (tree.type !== 'array') {
    const type = { kind: 'globs', minimumItems } as const;
    report(tree.offset, path, `must be ${allowed(type)}, not ${shown(tree)}.`);
    return undefined;
  }
  if (tree.items.length < minimumItems) {
    report(tree.offset, path, 'must name at least one pattern.');
    return undefined;
  }
  const globs: string[] = [];
  tree.items.forEach((item, index) => {
    if (item.type === 'scalar' && typeof item.value === 'string' && GLOB.test(item.value)) {
      globs.push(item.value);
    } else {
      const rule =
        'must be a pattern relative to its folder, like "src/**/*.ts" (leave files out with "exclude")';
      report(item.offset, [...path, index], `${rule}, not ${shown(item)}.`);
    }
  });
  return globs.length === tree.items.length ? globs : undefined;
}

function checkPaths(
  entries: readonly Entry[],
  keys: 'name' | 'path',
  report: Report,
): ReadonlyMap<string, string> | undefined {
  return checkRecord(entries, keys, report, (value, name) => {
    if (value.type === 'scalar' && typeof value.value === 'string' && NAME.test(value.value)) {
      return value.value;
    }
    report(
      value.offset,
      [name],
      `must be the path of a ${keys === 'name' ? 'folder' : 'file'}, not ${shown(value)}.`,
    );
    return undefined;
  });
}

function checkGlobRecord(
  entries: readonly Entry[],
  report: Report,
): ReadonlyMap<string, readonly string[]> | undefined {
  return checkRecord(entries, 'name', report, (value, name) => checkGlobs(value, 1, [name], report));
}

function checkNumbers(entries: readonly Entry[], report: Report): ReadonlyMap<string, number> | undefined {
  return checkRecord(entries, 'name', report, (value, name) => {
    const number = value.type === 'scalar' ? value.value : undefined;
    if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
    report(value.offset, [name], `must be a number from 0 up, not ${shown(value)}.`);
    return undefined;
  });
}

function checkPathLists(
  entries: readonly Entry[],
  report: Report,
): ReadonlyMap<string, readonly string[]> | undefined {
  return checkRecord(entries, 'path', report, (value, name) => {
    const items = value.type === 'array' ? value.items : [];
    const paths = items.flatMap((item) =>
      item.type === 'scalar' && typeof item.value === 'string' && NAME.test(item.value) ? item.value : [],
    );
    if (items.length > 0 && paths.length === items.length) return paths;
    report(value.offset, [name], `must be a list of at least one path of a file, not ${shown(value)}.`);
    return undefined;
  });
}

const ACCEPTED_KEYS = ['golden', 'unit', 'rule', 'input', 'reason'] as const;

function checkAccepted(items: readonly Tree[], report: Report): readonly AcceptedLine[] | undefined {
  const lines = items.flatMap((item, index) => {
    const line = checkAcceptedLine(item, index, report);
    return line === undefined ? [] : [line];
  });
  return lines.length === items.length ? lines : undefined;
}

function checkAcceptedLine(item: Tree, index: number, report: Report): AcceptedLine | undefined {
  let fine = true;
  const fault = (offset: number, path: readonly string[], message: string): void => {
    fine = false;
    report(offset, [index, ...path], message);
  };
  if (item.type !== 'object') {
    fault(item.offset, [], `must be an object of ${ACCEPTED_KEYS.join(', ')}, not ${shown(item)}.`);
    return undefined;
  }
  const given = new Map<string, string>();
  const seen = new Set<string>();
  for (const { name, offset, value } of item.entries) {
    const text = value.type === 'scalar' && typeof value.value === 'string' ? value.value : '';
    if (seen.has(name)) {
      fault(offset, [name], 'is given twice.');
    } else if (!ACCEPTED_KEYS.some((key) => key === name)) {
      const hint = didYouMean(name, ACCEPTED_KEYS);
      fault(offset, [name], `is not a known key.${hint || ` Known are ${ACCEPTED_KEYS.join(', ')}.`}`);
    } else if (!NAME.test(text)) {
      fault(
        value.offset,
        [name],
        `must be ${name === 'golden' ? 'the path of a file' : 'a text'}, not ${shown(value)}.`,
      );
    } else if (name === 'rule' && !RULE.test(text)) {
      const hint = didYouMean(text.split('/')[0] ?? text, DIMENSION_NAMES);
      const rules = `a rule like "functional/behaves-differently", or a dimension: ${DIMENSION_NAMES.join(', ')}`;
      fault(value.offset, [name], `must be ${rules}; not ${shown(value)}.${hint}`);
    }
    seen.add(name);
    given.set(name, text);
  }
  for (const key of ['golden', 'reason'])
    if (!seen.has(key)) fault(item.offset, [], `needs ${JSON.stringify(key)}.`);
  if (!['unit', 'rule', 'input'].some((key) => seen.has(key)))
    fault(item.offset, [], 'needs "unit", "rule" or "input", so that it is clear what is accepted.');
  return fine ? (Object.fromEntries(given) as unknown as AcceptedLine) : undefined;
}

function checkRecord<T>(
  entries: readonly Entry[],
  keys: 'name' | 'path',
  report: Report,
  check: (value: Tree, name: string) => T | undefined,
): ReadonlyMap<string, T> | undefined {
  const values = new Map<string, T>();
  const seen = new Set<string>();
  for (const { name, offset, value } of entries) {
    if (seen.has(name)) {
      report(offset, [name], 'is named twice.');
    } else if (!NAME.test(name)) {
      report(offset, [name], `is not a ${keys} that can be used: it is blank or has control characters.`);
    }
    const checked = check(value, name);
    if (checked !== undefined && NAME.test(name) && !seen.has(name)) {
      values.set(name, checked);
    }
    seen.add(name);
  }
  return values.size === entries.length ? values : undefined;
}

function isPreset(name: string): name is WeightPreset {
  return Object.hasOwn(WEIGHT_PRESETS, name);
}

function isDimension(name: string): name is DimensionName {
  return DIMENSION_NAMES.some((dimension) => dimension === name);
}

function checkWeights(tree: Tree, report: Report, refuse: () => undefined): Weights | undefined {
  if (tree.type === 'scalar' && typeof tree.value === 'string') {
    if (isPreset(tree.value)) {
      return WEIGHT_PRESETS[tree.value];
    }
    const hint = didYouMean(tree.value, Object.keys(WEIGHT_PRESETS));
    if (hint !== '') {
      report(tree.offset, [], `has no preset ${shown(tree)}.${hint}`);
      return undefined;
    }
  }
  if (tree.type !== 'object') {
    return refuse();
  }
  const weights = Object.fromEntries(DIMENSION_NAMES.map((name) => [name, 0])) as Record<
    DimensionName,
    number
  >;
  const seen = new Set<string>();
  let fine = true;
  const fault = (offset: number, path: readonly string[], message: string): void => {
    fine = false;
    report(offset, path, message);
  };
  for (const { name, offset, value } of tree.entries) {
    const weight = value.type === 'scalar' ? value.value : undefined;
    if (seen.has(name)) {
      fault(offset, [name], 'is named twice.');
    } else if (!isDimension(name)) {
      const hint = didYouMean(name, DIMENSION_NAMES);
      fault(offset, [name], `is not a dimension.${hint || ` There are ${DIMENSION_NAMES.join(', ')}.`}`);
    } else if (typeof weight !== 'number' || !Number.isFinite(weight) || weight < 0) {
      fault(value.offset, [name], `must be a number from 0 up, not ${shown(value)}.`);
    } else {
      weights[name] = weight;
    }
    seen.add(name);
  }
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  if (fine && (sum <= 0 || !Number.isFinite(sum))) {
    fault(
      tree.offset,
      [],
      sum > 0 ? 'has numbers too large to be added up.' : 'must give at least one dimension more than 0.',
    );
  }
  return fine ? weights : undefined;
}
