import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { createWorkplace, documentOf, type Workplace } from '../helpers/cli.ts';

/** Tests in the golden folder give inputs, through the built command line and its cache. */

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
});
afterAll(() => place.remove());

const SPECIAL = 'order 4711 / Łódź';
let sum = 7;
for (const c of SPECIAL) sum = (sum * 31 + (c.codePointAt(0) as number)) % 99991;

/** That text is told by nothing in the code. */
const GOLDEN = `const sum = (text: string): number => {
  let all = 7;
  for (const c of text) all = (all * 31 + (c.codePointAt(0) as number)) % 99991;
  return all;
};
export const tag = (text: string): string => (sum(text) === ${sum} ? 'vip' : text.length > 3 ? 'long' : 'short');
`;
const GENERATED = "export const tag = (text: string): string => (text.length > 3 ? 'long' : 'short');\n";
const shows = (text: string): string =>
  `import { tag } from '../src/tag';\ntest.each([['${text}']])('%s', (text) => { expect(tag(text)).toBeTruthy(); });\n`;

async function verdict(...paths: readonly [string, string]): Promise<string> {
  const done = await place.run(['evaluate', ...paths, '--behaviour', '--json']);
  const { files } = documentOf<EvaluationDocument>(done);
  const file = files.find(({ golden }) => golden.endsWith('tag.ts'));
  return file?.behaviour.units.find(({ golden }) => golden === 'tag')?.verdict ?? done.stderr;
}

test('a test that is added, changed and taken away changes what is found, whatever is kept', async () => {
  place.writeAll({ 'golden/src/tag.ts': GOLDEN, 'generated/src/tag.ts': GENERATED });
  const evaluated = (): Promise<string> => verdict('golden', 'generated');
  expect(await evaluated()).toBe('equivalent');
  place.write('golden/test/tag.test.ts', shows(SPECIAL));
  expect(await evaluated()).toBe('differs');
  place.write('golden/test/tag.test.ts', shows('another'));
  expect(await evaluated()).toBe('equivalent');
  place.write('golden/test/tag.test.ts', shows(SPECIAL));
  expect(await evaluated()).toBe('differs');
});

test('tests of the generated code are not read', async () => {
  place.writeAll({ 'g/src/tag.ts': GOLDEN, 'm/src/tag.ts': GENERATED, 'm/test/tag.test.ts': shows(SPECIAL) });
  expect(await verdict('g', 'm')).toBe('equivalent');
});

test('of single files the tests beside the golden one are read', async () => {
  const beside = shows(SPECIAL).replace('../src/tag', './tag');
  place.writeAll({ 'one/tag.ts': GOLDEN, 'one/tag.test.ts': beside, 'two/tag.ts': GENERATED });
  expect(await verdict('one/tag.ts', 'two/tag.ts')).toBe('differs');
});
