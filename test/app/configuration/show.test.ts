import { describe, expect, test } from 'vitest';
import { configurationDocument, shownValue } from '../../../server/src/app/configuration/show.ts';
import { readText } from '../../../server/src/app/configuration/text.ts';
import { SETTINGS } from '../../../server/src/protocol/settings.ts';
import { file, resolved } from './helpers.ts';

describe('the document of config show', () => {
  test('has every value in force with its source', () => {
    const document = configurationDocument(
      resolved({ ...file({ golden: 'g', models: { __proto__x: 'a' } }), flags: { workers: 0 } }),
    );
    expect(document.file).toBe('/app/fern.config.json');
    expect(document.settings).toContainEqual({
      key: 'workers',
      value: 0,
      layer: 'flag',
      source: '--workers',
    });
    expect(document.settings.map(({ key }) => key)).not.toContain('environments');
  });

  test('keeps odd names', () => {
    expect(JSON.stringify(shownValue({ secret: false }, new Map([['__proto__', 'a']])))).toBe(
      '{"__proto__":"a"}',
    );
  });

  test('never shows a secret, nor does a message', () => {
    expect(shownValue({ secret: true }, 'hush')).toBe('(secret)');
    const [row] = SETTINGS.filter(({ key }) => key === 'workers');
    expect(row && readText({ ...row, secret: true }, 'hush', 'X')).toEqual({
      ok: false,
      messages: ['X must be a whole number from 0 to 256, not what was given.'],
    });
  });
});
