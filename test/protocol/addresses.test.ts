import { expect, test } from 'vitest';
import { isReadable, readAddress } from '../../server/src/protocol/addresses.ts';

test.each<[string, boolean | null]>([
  ['https://fern.example.org', false],
  ['https://10.0.0.5:8000/fern', false],
  ['http://localhost:8000', false],
  ['http://LOCALHOST', false],
  ['http://127.0.0.1:8000', false],
  ['http://127.8.9.10', false],
  ['http://2130706433', false],
  ['http://[::1]:8000', false],
  ['http://fern.example.org', true],
  ['http://10.0.0.5', true],
  ['http://0.0.0.0', true],
  ['http://[::ffff:10.0.0.5]', true],
  ['http://localhost.example.org', true],
  ['http://127.0.0.1.example.org', true],
  ['http://user@evil.example:80#localhost', true],
  ['fern', null],
  ['file:///etc/passwd', null],
  ['ws://localhost', null],
  ['', null],
])('%s: what is sent there can be read on the way: %s', (text, expected) => {
  const address = readAddress(text);
  expect(address === null ? null : isReadable(address)).toBe(expected);
});
