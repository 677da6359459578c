import { ENVIRONMENT_NAMES, type EnvironmentName } from '../../protocol/settings/project.ts';
import { SETTINGS, type SettingKey } from '../../protocol/settings.ts';
import { checkValue, type Report } from './check.ts';
import { allowed, keyText, shown } from './describe.ts';
import { nearest } from './nearest.ts';
import { type ParsedConfig, type Problem, positionAt, problemAt } from './parse.ts';
import type { Entry, ObjectTree } from './tree.ts';

/** A checked value of the file and where it stands. */
export interface FileValue {
  readonly value: unknown;
  readonly line: number;
  readonly column: number;
}

export type FileValues = ReadonlyMap<SettingKey, FileValue>;

/** What a configuration file says, as far as it is right, and everything that is wrong with it. */
export interface ConfigReading {
  readonly values: FileValues;
  readonly environments: ReadonlyMap<EnvironmentName, FileValues>;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

const FILE_SETTINGS = SETTINGS.filter((setting) => setting.file);
/** What a block of `environments` may hold. */
const BLOCK_SETTINGS = FILE_SETTINGS.filter(({ key }) => key !== 'environments' && key !== '$schema');

/** All problems of a configuration file at once, the blocks of every environment included. */
export function validate(config: ParsedConfig): readonly Problem[] {
  return readConfig(config).problems;
}

/** Reads and checks a whole configuration file. */
export function readConfig(config: ParsedConfig): ConfigReading {
  const found: { readonly offset: number; readonly problem: Problem }[] = [];
  const report: Report = (offset, path, message) => {
    const key = keyText(path);
    found.push({ offset, problem: problemAt(config, offset, key, `"${key}" ${message}`) });
  };
  const environments = new Map<EnvironmentName, FileValues>();
  const values = readBlock(config, FILE_SETTINGS, [], config.tree, report, (entry) => {
    readEnvironments(config, entry, report, environments);
  });
  found.sort((a, b) => a.offset - b.offset);
  return { values, environments, problems: found.map(({ problem }) => problem) };
}

function readEnvironments(
  config: ParsedConfig,
  { value }: Entry,
  report: Report,
  environments: Map<EnvironmentName, FileValues>,
): void {
  if (value.type !== 'object') {
    report(value.offset, ['environments'], `must be an object of environments, not ${shown(value)}.`);
    return;
  }
  reportTwice(value, ['environments'], report);
  for (const entry of value.entries) {
    const path = ['environments', entry.name];
    const name = ENVIRONMENT_NAMES.find((environment) => environment === entry.name);
    if (name === undefined) {
      report(entry.offset, path, `is not an environment.${hint(entry.name, ENVIRONMENT_NAMES)}`);
    } else if (entry.value.type !== 'object') {
      report(entry.value.offset, path, `must be an object of settings, not ${shown(entry.value)}.`);
    } else {
      environments.set(name, readBlock(config, BLOCK_SETTINGS, path, entry.value, report));
    }
  }
}

type Rows = readonly (typeof SETTINGS)[number][];

function readBlock(
  config: ParsedConfig,
  rows: Rows,
  prefix: readonly string[],
  tree: ObjectTree,
  report: Report,
  onEnvironments?: (entry: Entry) => void,
): FileValues {
  const values = new Map<SettingKey, FileValue>();
  const walk = (object: ObjectTree, group: readonly string[]): void => {
    reportTwice(object, [...prefix, ...group], report);
    for (const entry of object.entries) {
      const path = [...group, entry.name];
      const key = path.join('.');
      // A name with a dot in it must not be taken for a nested key.
      const row = entry.name.includes('.') ? undefined : rows.find((candidate) => candidate.key === key);
      if (row?.type.kind === 'environments') {
        onEnvironments?.(entry);
      } else if (row !== undefined) {
        const value = checkValue(
          row.type,
          entry.value,
          (offset, inner, message) => report(offset, [...prefix, ...path, ...inner], message),
          row.secret,
        );
        if (value !== undefined) {
          values.set(row.key, { value, ...positionAt(config, entry.offset) });
        }
      } else if (!rows.some((candidate) => candidate.key.startsWith(`${key}.`))) {
        report(entry.offset, [...prefix, ...path], unknownKey(rows, group, entry.name));
      } else if (entry.value.type === 'object') {
        walk(entry.value, path);
      } else {
        const inner = namesIn(rows, path).join(', ');
        report(
          entry.value.offset,
          [...prefix, ...path],
          `must be an object of ${inner}, not ${shown(entry.value)}.`,
        );
      }
    }
  };
  walk(tree, []);
  return values;
}

function reportTwice(object: ObjectTree, path: readonly string[], report: Report): void {
  const seen = new Set<string>();
  for (const { name, offset } of object.entries) {
    if (seen.has(name)) {
      report(offset, [...path, name], 'is given twice.');
    }
    seen.add(name);
  }
}

/** The names that may stand in a group of settings; [] is the file itself. */
function namesIn(rows: Rows, group: readonly string[]): string[] {
  const start = group.map((part) => `${part}.`).join('');
  const names = rows
    .filter(({ key }) => key.startsWith(start))
    .map(({ key }) => key.slice(start.length).split('.')[0] ?? key);
  return [...new Set(names)];
}

function unknownKey(rows: Rows, group: readonly string[], name: string): string {
  const nested = rows.find(({ key }) => key === name);
  if (nested !== undefined) {
    const [outer, inner] = nested.key.split('.');
    return group.length > 0 || inner === undefined
      ? `does not belong here, but at the top of the file.`
      : `must be written as "${outer}": { "${inner}": … }.`;
  }
  const elsewhere = SETTINGS.find(({ key, file }) => key === name && !file);
  if (elsewhere !== undefined) {
    return `is not a key of this file: set the environment variable ${elsewhere.variable}.`;
  }
  const siblings = namesIn(rows, group);
  const close = nearest(name, siblings);
  if (close !== null) {
    return `is not a known key.${hint(name, [close])}`;
  }
  // The right name in the wrong place, or without the group it belongs to.
  const leaf = nearest(
    name,
    rows.map(({ key }) => key.split('.').at(-1) ?? key),
  );
  const other = rows.find(({ key }) => key.split('.').at(-1) === leaf);
  const known = hint('', siblings);
  return other === undefined
    ? `is not a known key.${known}`
    : `is not a known key. Did you mean ${JSON.stringify(other.key)}, ${allowed(other.type)}?`;
}

function hint(name: string, known: readonly string[]): string {
  const close = nearest(name, known);
  return close === null ? ` Known are ${known.join(', ')}.` : ` Did you mean ${JSON.stringify(close)}?`;
}
