import { describe, expect, test } from 'vitest';
import type { Resolved } from '../../../server/src/app/configuration/resolve.ts';
import { WEIGHT_PRESETS } from '../../../server/src/protocol/settings/weights.ts';
import { resolve, resolved } from './helpers.ts';

describe('variables', () => {
  test.each<[Record<string, string>, string]>([
    [
      { MAX_WORKERS: 'many' },
      'environment variable MAX_WORKERS must be a whole number from 0 to 256, not "many".',
    ],
    [{ MAX_WORKERS: '0x10' }, 'environment variable MAX_WORKERS must be'],
    [{ CACHE_SIZE_MB: '0' }, 'environment variable CACHE_SIZE_MB must be a whole number of MB'],
    [
      { LOG_LEVEL: 'loud' },
      'environment variable LOG_LEVEL must be "error", "warn", "info" or "debug", not "loud".',
    ],
    [
      { ENVIRONMENT: 'prod' },
      'environment variable ENVIRONMENT must be "development", "staging" or "production"',
    ],
    [
      { EVALUATION_WEIGHTS: '{"style": NaN}' },
      'environment variable EVALUATION_WEIGHTS is not valid JSON at character 11',
    ],
    [
      { EVALUATION_WEIGHTS: '{"style": -1}' },
      'environment variable EVALUATION_WEIGHTS: "style" must be a number from 0 up, not -1.',
    ],
    [
      { EVALUATION_WEIGHTS: '{"style": 0}' },
      'environment variable EVALUATION_WEIGHTS must give at least one dimension',
    ],
    [{ FERN_ROOT: ' : ' }, 'environment variable FERN_ROOT must name at least one folder.'],
    [{ EVALUATION_WEIGHTS: '[1]' }, 'environment variable EVALUATION_WEIGHTS must be "default"'],
    [{ EVALUATION_WEIGHTS: `{"style":${'['.repeat(50_000)}` }, 'nested deeper'],
  ])('%j', (env, message) => {
    const result = resolve({ env });
    expect(result).toMatchObject({ ok: false, problems: [{ key: Object.keys(env)[0], line: null }] });
    expect(!result.ok && result.problems[0]?.message).toContain(message);
  });

  test.each<[Record<string, string>, Partial<Resolved['configuration']>]>([
    [{ MAX_WORKERS: ' 3 ' }, { workers: 3 }],
    [{ MAX_WORKERS: '0' }, { workers: 0 }],
    [{ MAX_WORKERS: '' }, { workers: 6 }],
    [{ LOG_LEVEL: 'WARNING' }, { logLevel: 'warn' }],
    [{ LOG_LEVEL: 'Debug' }, { logLevel: 'debug' }],
    [{ EVALUATION_WEIGHTS: 'quality-focused' }, { weights: WEIGHT_PRESETS['quality-focused'] }],
    [
      { EMBEDDING_MODEL: 'sentence-transformers/all-MiniLM-L6-v2' },
      { embeddingModel: 'sentence-transformers/all-MiniLM-L6-v2' },
    ],
  ])('%j gives %j', (env, expected) => {
    expect(resolved({ env }).configuration).toMatchObject(expected);
  });

  test('GPU_ACCELERATION is told once to have no effect', () => {
    expect(resolved({ env: { GPU_ACCELERATION: 'cuda' } }).warnings).toEqual([
      expect.stringContaining('no effect'),
    ]);
    expect(resolved({ env: { GPU_ACCELERATION: 'false' } }).warnings).toEqual([]);
  });
});
