import { PROJECT_SETTINGS } from './settings/project.ts';
import { REMOTE_SETTINGS } from './settings/remote.ts';
import { RUN_SETTINGS } from './settings/run.ts';
import { SERVICE_SETTINGS } from './settings/service.ts';
import type { AcceptedLine, Setting, SettingType } from './settings/types.ts';
import type { Weights } from './settings/weights.ts';

type Row =
  | (typeof PROJECT_SETTINGS)[number]
  | (typeof RUN_SETTINGS)[number]
  | (typeof SERVICE_SETTINGS)[number]
  | (typeof REMOTE_SETTINGS)[number];

/**
 * The table of settings, one row each. The JSON schema, the environment variables, the options of the
 * command line, their help texts and docs/configuration.md are generated from it.
 */
export const SETTINGS: readonly (Setting & { readonly key: Row['key'] })[] = [
  ...PROJECT_SETTINGS,
  ...RUN_SETTINGS,
  ...SERVICE_SETTINGS,
  ...REMOTE_SETTINGS,
];

export type SettingKey = Row['key'];

/** The value of a setting in the program, after it was checked. */
export type ValueOf<Type extends SettingType> = Type extends { kind: 'boolean' }
  ? boolean
  : Type extends { kind: 'integer' | 'number' | 'bytes' }
    ? number
    : Type extends { kind: 'enum'; values: readonly (infer Value)[] }
      ? Value
      : Type extends { kind: 'globs' }
        ? readonly string[]
        : Type extends { kind: 'paths' }
          ? ReadonlyMap<string, string>
          : Type extends { kind: 'globRecord' | 'pathLists' }
            ? ReadonlyMap<string, readonly string[]>
            : Type extends { kind: 'numbers' }
              ? ReadonlyMap<string, number>
              : Type extends { kind: 'accepted' }
                ? readonly AcceptedLine[]
                : Type extends { kind: 'weights' }
                  ? Weights
                  : Type extends { kind: 'folders' }
                    ? string | readonly string[]
                    : Type extends { kind: 'environments' }
                      ? never
                      : string;

/** The values of all settings by key; sizes are in the unit of their row. */
export type SettingValues = { readonly [R in Row as R['key']]: ValueOf<R['type']> };
