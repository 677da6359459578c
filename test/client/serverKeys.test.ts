import { describe, expect, test } from 'vitest';
import { createServerKeys, faultOfAddress, faultOfKey } from '../../client/src/serverKeys.ts';
import { createTraceChannel } from '../../client/src/traceChannel.ts';

function createSecrets() {
  const kept = new Map<string, string>();
  return {
    kept,
    get: async (name: string) => kept.get(name),
    store: async (name: string, value: string) => void kept.set(name, value),
    delete: async (name: string) => void kept.delete(name),
  };
}

const [ONE, TWO] = ['https://one.example', 'https://one.example:8443'];

describe('a key', () => {
  test('is kept among secrets, for one origin', async () => {
    const secrets = createSecrets();
    const keys = createServerKeys(secrets);
    await keys.keep(ONE, 'k1');
    await keys.keep(TWO, 'k2');
    expect([await keys.of(ONE), await keys.of(TWO), await keys.of('http://one.example')]).toEqual([
      'k1',
      'k2',
      null,
    ]);
    expect([...secrets.kept.values()]).toEqual(['k1', 'k2']);
    await keys.forget(ONE);
    expect([await keys.of(ONE), await keys.of(TWO)]).toEqual([null, 'k2']);
    // Another window, or the next start.
    expect(await createServerKeys(secrets).of(TWO)).toBe('k2');
  });

  test('is not in the log, however it is written', async () => {
    const key = 'se"cr\\et-4711';
    const keys = createServerKeys(createSecrets());
    await keys.keep(ONE, key);
    await keys.of(ONE);
    const lines: unknown[][] = [];
    const log = {
      logLevel: 1,
      onDidChangeLogLevel: () => ({ dispose() {} }),
      trace: (...line: unknown[]) => void lines.push(line),
    };
    const channel = createTraceChannel(log, keys.withoutKeys);
    channel.trace(`Result: ${JSON.stringify({ key }, null, 4)}`, `authorization: Bearer ${key}`, 7);
    expect(lines).toEqual([['Result: {\n    "key": "(secret)"\n}', 'authorization: Bearer (secret)', 7]]);
    expect(channel.logLevel).toBe(1);
  });
});

test.each<[string, RegExp | undefined]>([
  ['https://fern.example.org', undefined],
  [' https://fern.example.org/team/ ', undefined],
  ['http://localhost:8000', undefined],
  ['http://127.0.0.1:8000', undefined],
  ['http://fern.example.org', /unencrypted: use its https:\/\/ address, or a tunnel/],
  ['https://me:key@fern.example.org', /does not belong into the address/],
  ['fern.example.org', /Write an address/],
  ['ftp://fern.example.org', /Write an address/],
  ['', /Write an address/],
])('the address %j of a server that is shown a key', (text, says) => {
  if (says === undefined) expect(faultOfAddress(text)).toBeUndefined();
  else expect(faultOfAddress(text)).toMatch(says);
});

test.each([
  ['abc-123_~!', true],
  [' abc ', true],
  ['', true],
  ['a b', false],
  ['schlüssel', false],
  ['a\nb', false],
])('%j can be a key: %s', (text, can) => {
  expect(faultOfKey(text) === undefined).toBe(can);
});
