import type { EnvironmentName } from '../../protocol/settings/project.ts';
import { SETTINGS, type SettingKey, type SettingValues } from '../../protocol/settings.ts';
import { checkValue } from './check.ts';
import { type Configuration, toConfiguration, type Values } from './configuration.ts';
import { type Problem, parseConfig } from './parse.ts';
import { defaultCacheDir, type Machine, pathRules, settlePaths, type Variables } from './paths.ts';
import { checkLabelled, readText, type TextResult } from './text.ts';
import { fromPlain } from './tree.ts';
import { type ConfigReading, type FileValues, readConfig } from './validate.ts';

export type Layer =
  | 'flag'
  | 'environment'
  | 'editor'
  | `environments.${EnvironmentName}`
  | 'file'
  | 'default';

/** Which layer a value comes from, and its name there: `--workers`, `MAX_WORKERS`, `fern.workers`, `file:line:column`. */
export interface Source {
  readonly layer: Layer;
  readonly name: string;
}

export interface ResolveInput {
  /** Values of options by setting, checked when they were parsed and checked again here. */
  readonly flags: Partial<SettingValues>;
  readonly env: Variables;
  /** What is set in the editor, nested or with dotted keys, without its defaults. */
  readonly editor?: Readonly<Record<string, unknown>>;
  readonly configText?: string;
  /** Absolute; needed with `configText`. */
  readonly configPath?: string;
  /** Absolute; what paths in options, variables and editor settings are relative to. */
  readonly cwd: string;
  readonly machine: Machine;
}

export interface Resolved {
  readonly ok: true;
  readonly configuration: Configuration;
  /** Every setting that has a value, in the order of the table; paths are absolute. */
  readonly values: ReadonlyMap<SettingKey, unknown>;
  readonly sources: ReadonlyMap<SettingKey, Source>;
  readonly warnings: readonly string[];
}

export type ResolveResult = Resolved | { readonly ok: false; readonly problems: readonly Problem[] };

type Row = (typeof SETTINGS)[number];

/**
 * Works out the configuration from all its layers, strongest first: option, environment variable, editor
 * setting, `environments[ENVIRONMENT]`, file, default. A layer replaces a setting as a whole. Wrong input
 * gives all problems of all layers, never an exception.
 */
export function resolveConfiguration(input: ResolveInput): ResolveResult {
  const { cwd, machine } = input;
  const configPath = input.configText === undefined ? null : (input.configPath ?? 'fern.config.json');
  const root =
    configPath === null ? cwd : pathRules(machine).dirname(pathRules(machine).resolve(cwd, configPath));
  const { reading, problems } = readFile(input.configText, configPath ?? '');
  const outside = readOutside(input, problems);
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const environment = chosenEnvironment(outside);
  const block = environment === null ? undefined : reading.environments.get(environment);
  const values = new Map<SettingKey, unknown>();
  const sources = new Map<SettingKey, Source>();
  for (const row of SETTINGS) {
    const strong = outside.get(row.key);
    const inBlock = block?.get(row.key);
    const inFile = inBlock ?? reading.values.get(row.key);
    if (strong !== undefined) {
      values.set(row.key, settlePaths(row.type, strong.value, cwd, machine));
      sources.set(row.key, strong.source);
    } else if (inFile !== undefined) {
      const layer = inBlock === undefined ? 'file' : (`environments.${environment}` as Layer);
      values.set(row.key, settlePaths(row.type, inFile.value, root, machine));
      sources.set(row.key, { layer, name: `${configPath}:${inFile.line}:${inFile.column}` });
    } else {
      const value = defaultOf(row, input);
      if (value !== undefined) {
        values.set(row.key, value);
        sources.set(row.key, { layer: 'default', name: 'default' });
      }
    }
  }
  const configuration = toConfiguration(access(values), { root, configPath });
  return { ok: true, configuration, values, sources, warnings: warnings(values, configuration) };
}

function readFile(
  text: string | undefined,
  path: string,
): { readonly reading: ConfigReading; readonly problems: Problem[] } {
  const nothing: ConfigReading = { values: new Map() as FileValues, environments: new Map(), problems: [] };
  if (text === undefined) {
    return { reading: nothing, problems: [] };
  }
  const parsed = parseConfig(text, path);
  if (!parsed.ok) {
    return { reading: nothing, problems: [...parsed.problems] };
  }
  const reading = readConfig(parsed.config);
  return { reading, problems: [...reading.problems] };
}

interface OutsideValue {
  readonly value: unknown;
  readonly source: Source;
}

/** Options, variables and editor settings; of each setting the strongest, but problems of all. */
function readOutside(input: ResolveInput, problems: Problem[]): ReadonlyMap<SettingKey, OutsideValue> {
  const found = new Map<SettingKey, OutsideValue>();
  const take = (row: Row, layer: Layer, name: string, result: TextResult): void => {
    if (!result.ok) {
      problems.push(...result.messages.map((message) => ({ key: name, line: null, column: null, message })));
    } else if (!found.has(row.key)) {
      found.set(row.key, { value: result.value, source: { layer, name } });
    }
  };
  for (const row of SETTINGS) {
    const flag = input.flags[row.key];
    if (flag !== undefined) {
      const option = row.flags.find((candidate) => candidate.value === undefined || candidate.value === flag);
      const name = `--${option?.name ?? row.key}`;
      take(row, 'flag', name, checkLabelled(row, fromPlain(flag), name));
    }
    const text = row.variable === null ? undefined : input.env[row.variable];
    // Continuous integration often sets what it does not mean to set to nothing.
    if (row.variable !== null && text !== undefined && text.trim() !== '') {
      const { delimiter } = pathRules(input.machine);
      const read = readText(row, text, `environment variable ${row.variable}`, delimiter);
      take(row, 'environment', row.variable, read);
    }
    const setting = row.scope === null ? undefined : fromEditor(input.editor, row.key);
    // The editor of settings makes a text that is taken out an empty one.
    const isEmpty = typeof setting === 'string' && setting.trim() === '';
    if (setting !== undefined && setting !== null && !isEmpty) {
      const name = `fern.${row.key}`;
      take(row, 'editor', name, checkLabelled(row, fromPlain(setting), `setting ${name}`));
    }
  }
  return found;
}

function fromEditor(editor: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  if (editor === undefined || Object.hasOwn(editor, key)) {
    return editor?.[key];
  }
  let value: unknown = editor;
  for (const part of key.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

function chosenEnvironment(outside: ReadonlyMap<SettingKey, OutsideValue>): EnvironmentName | null {
  const chosen = outside.get('environment')?.value;
  return chosen === undefined ? null : (chosen as EnvironmentName);
}

function defaultOf(row: Row, { env, machine }: ResolveInput): unknown {
  if (row.key === 'workers') {
    return Math.max(1, Math.min(Math.floor(machine.cores), 256));
  }
  if (row.key === 'cache.dir') {
    return defaultCacheDir(env, machine);
  }
  if (row.default === null || row.type.kind === 'environments') {
    return undefined;
  }
  return checkValue(row.type, fromPlain(row.default), () => {});
}

/** The table gives the type of each value and `checkValue` has seen to it. */
function access(values: ReadonlyMap<SettingKey, unknown>): Values {
  return {
    get: <Key extends SettingKey>(key: Key) => values.get(key) as SettingValues[Key],
    find: <Key extends SettingKey>(key: Key) => (values.get(key) ?? null) as SettingValues[Key] | null,
  };
}

function warnings(values: ReadonlyMap<SettingKey, unknown>, configuration: Configuration): string[] {
  const found: string[] = [];
  const gpu = values.get('gpu_acceleration');
  if (typeof gpu === 'string' && !/^(0|false|no|off)$/i.test(gpu)) {
    found.push('GPU_ACCELERATION has no effect in this version: the embedding model runs on the CPU.');
  }
  const byFolder = new Map<string, string>();
  for (const { name, folder } of configuration.models) {
    const other = byFolder.get(folder);
    if (other !== undefined) {
      found.push(
        `The models ${JSON.stringify(other)} and ${JSON.stringify(name)} have the same folder: ${folder}`,
      );
    }
    byFolder.set(folder, other ?? name);
  }
  return found;
}
