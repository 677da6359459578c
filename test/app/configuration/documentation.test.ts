import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { renderDocumentation } from '../../../server/src/app/configuration/documentation.ts';
import { SETTINGS } from '../../../server/src/protocol/settings.ts';

const PAGE = fileURLToPath(new URL('../../../docs/configuration.md', import.meta.url));

test('docs/configuration.md is what the table of settings says (UPDATE_DOCS=1 renews it)', () => {
  const text = renderDocumentation();
  if (process.env.UPDATE_DOCS === '1') {
    writeFileSync(PAGE, text);
  }
  expect(readFileSync(PAGE, 'utf8').replaceAll('\r\n', '\n')).toBe(text);
});

test('the page names every key, variable and option', () => {
  const text = renderDocumentation();
  const names = SETTINGS.flatMap((row) => [
    ...(row.file ? [`### \`${row.key}\``] : []),
    ...(row.variable === null ? [] : [`\`${row.variable}\``]),
    ...row.flags.map(({ name }) => `\`--${name}`),
  ]);
  expect(names.filter((name) => !text.includes(name))).toEqual([]);
});
