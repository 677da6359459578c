import { describe, expect, expectTypeOf, test } from 'vitest';
import { checkValue } from '../../../server/src/app/configuration/check.ts';
import { fromPlain } from '../../../server/src/app/configuration/tree.ts';
import type { DimensionId } from '../../../server/src/engine/dimensions/dimension.ts';
import {
  DIMENSION_NAMES,
  type DimensionName,
  WEIGHT_PRESETS,
} from '../../../server/src/protocol/settings/weights.ts';
import { SETTINGS, type SettingValues } from '../../../server/src/protocol/settings.ts';

describe('the table of settings', () => {
  test.each(SETTINGS.map((row) => [row.key, row] as const))('%s is complete', (_key, row) => {
    expect(row.description).toMatch(/^[A-Z].*\.$/);
    expect(row.description).not.toMatch(/[.!?] [A-Z]/);
    expect(row.file || row.variable !== null).toBe(true);
    const problems: string[] = [];
    if (row.default !== null && row.type.kind !== 'environments') {
      checkValue(row.type, fromPlain(row.default), (_offset, _path, message) => problems.push(message));
    }
    expect(problems).toEqual([]);
  });

  test('names nothing twice', () => {
    const flags = SETTINGS.flatMap((row) => row.flags.map(({ name }) => name));
    const variables = SETTINGS.flatMap((row) => row.variable ?? []);
    for (const names of [SETTINGS.map(({ key }) => key), flags, variables]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('has the keys and variables of the contract', () => {
    const keys = SETTINGS.filter((row) => row.file).map(({ key }) => key);
    expect(keys).toEqual(
      expect.arrayContaining([
        '$schema',
        'golden',
        'models',
        'include',
        'exclude',
        'pairs',
        'weights',
        'categories',
        'costs',
        'behaviour.enabled',
        'behaviour.inputs',
        'behaviour.time_limit_ms',
        'environments',
      ]),
    );
    expect(SETTINGS.flatMap((row) => row.variable ?? []).sort()).toEqual([
      'API_KEY',
      'CACHE_DIR',
      'CACHE_SIZE_MB',
      'DB_HOST',
      'DB_NAME',
      'DB_PASSWORD',
      'DB_PORT',
      'DB_SSL',
      'DB_SSL_CA',
      'DB_URL',
      'DB_USER',
      'EMBEDDING_MODEL',
      'ENVIRONMENT',
      'EVALUATION_WEIGHTS',
      'FERN_DATA',
      'FERN_HOST',
      'FERN_JOBS',
      'FERN_KEEP_DAYS',
      'FERN_METRICS_PORT',
      'FERN_PORT',
      'FERN_RATE_PER_MINUTE',
      'FERN_ROOT',
      'FERN_SERVER',
      'FERN_SERVER_KEY',
      'GPU_ACCELERATION',
      'LOG_LEVEL',
      'MAX_WORKERS',
      'TLS_CERT',
      'TLS_KEY',
    ]);
  });

  test('gives each value its type', () => {
    expectTypeOf<SettingValues['workers']>().toEqualTypeOf<number>();
    expectTypeOf<SettingValues['log_level']>().toEqualTypeOf<'error' | 'warn' | 'info' | 'debug'>();
    expectTypeOf<SettingValues['models']>().toEqualTypeOf<ReadonlyMap<string, string>>();
  });
});

describe('weights', () => {
  test('name the dimensions of the engine', () => {
    expectTypeOf<DimensionName>().toEqualTypeOf<DimensionId>();
  });

  test.each(Object.entries(WEIGHT_PRESETS))('%s adds up to 1', (_name, weights) => {
    expect(Object.keys(weights).sort()).toEqual([...DIMENSION_NAMES].sort());
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});
