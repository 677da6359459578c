import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createBehaviourSession,
  type FileBehaviour,
  type FileExplanation,
  type LearntGolden,
  type Sandbox,
} from '../../../../server/src/engine/index.ts';
import { openQuickJs } from '../../../../server/src/platform/quickjs/sandbox.ts';

/** What only a test beside the golden code shows reveals a difference, in the real sandbox. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openQuickJs(resolve('dist'));
});

const OPTIONS = { inputs: 120, seed: 7 };

/** Of a text that nothing in the code tells. */
const SUM = `const sum = (text) => { let all = 7; for (const c of text) all = (all * 31 + c.codePointAt(0)) % 99991; return all; };`;

const sumOf = (text: string): number => {
  let all = 7;
  for (const c of text) all = (all * 31 + (c.codePointAt(0) as number)) % 99991;
  return all;
};

function request(golden: string, generated: string, test: string | null, path = 'code.js') {
  const side = (text: string) => ({ files: [{ path, text }], links: {} });
  const caller = 'test/code.test.js';
  const callers = {
    paths: [caller],
    files: [{ path: caller, text: test ?? '' }],
    links: { [caller]: { '../code': path } },
  };
  return {
    golden: test === null ? side(golden) : { ...side(golden), callers },
    generated: side(generated),
    goldenKey: golden + test,
  };
}

function compared(golden: string, generated: string, test: string | null, path?: string): FileBehaviour {
  return createBehaviourSession(sandbox).compare(request(golden, generated, test, path), OPTIONS);
}

test('what a test reads of an object that a function returns', () => {
  const code = (extra: string): string =>
    `export function createBox(size) { let held = 0; return { put(n) { held += n; return held; }, get full() { return held >= size${extra}; } }; }`;
  const shown =
    "import { createBox } from '../code';\nconst box = createBox(4711);\nbox.put(4711);\nassert(box.full);";
  const session = createBehaviourSession(sandbox);
  const { units } = session.explain(request(code(''), code(''), shown), OPTIONS);
  const examples = units[0].inputs.filter(({ origin }) => origin === 'example');
  expect(examples).toMatchObject([
    { call: 'const it = createBox(4711); it.put(4711); it.full', golden: '[4711,true]' },
  ]);
});

describe('an input that only a test shows', () => {
  const special = 'order 4711 / Łódź';
  const golden = `${SUM}\nexport function tag(text) { return sum(text) === ${sumOf(special)} ? 'vip' : text.length > 3 ? 'long' : 'short'; }`;
  const generated = "export function tag(text) { return text.length > 3 ? 'long' : 'short'; }";
  const shows = (code: string): string => `import { tag } from '../code';\n${code}`;

  test('without it nothing differs', () => {
    expect(compared(golden, generated, null).verdict).toBe('equivalent');
    expect(compared(golden, generated, shows("tag('a')")).verdict).toBe('equivalent');
  });

  test.each([
    [`test('x', () => { expect(tag('${special}')).toBe('vip'); });`],
    [`const VIP = '${special}'; assert.equal(tag(VIP), 'vip');`],
    [
      `it.each([['a', 'short'], ['${special}', 'vip']])('%s', (text, wanted) => expect(tag(text)).toBe(wanted));`,
    ],
  ])('%s', (code) => {
    const { verdict, units } = compared(golden, generated, shows(code));
    expect(verdict).toBe('differs');
    expect(units[0].witness).toMatchObject({
      call: `tag("${special}")`,
      golden: '"vip"',
      generated: '"long"',
    });
  });

  test('what the test expects does not matter', () => {
    const wrong = shows(`expect(tag('${special}')).toBe('long');`);
    expect(compared(golden, generated, wrong).verdict).toBe('differs');
    expect(compared(golden, golden, wrong).verdict).toBe('equivalent');
  });

  test('it stays among the inputs when what was learnt is kept, and is told as an example', () => {
    const session = createBehaviourSession(sandbox);
    const asked = request(golden, generated, shows(`tag('${special}')`));
    const first = session.compare(asked, OPTIONS);
    const learnt = JSON.parse(JSON.stringify(session.learnt())) as LearntGolden;
    expect(createBehaviourSession(sandbox).compare(asked, OPTIONS, () => learnt)).toEqual(first);
    const told: FileExplanation = session.explain(asked, OPTIONS);
    const inputs = told.units[0].inputs.filter(({ call }) => call === `tag("${special}")`);
    expect(inputs.map(({ origin }) => origin)).toEqual(['example']);
  });
});

test('histories of instances', () => {
  const key = 'cancel#42';
  const box = (then: string): string =>
    `${SUM}\nexport class Log { constructor(start) { this.list = [...start]; }
      add(text) { ${then} this.list.push(text); return this; } get size() { return this.list.length; } }`;
  const golden = box(`if (sum(text) === ${sumOf(key)} && this.list.length === 1) this.list = [];`);
  const shows = `import { Log } from '../code';
    let log; beforeEach(() => { log = new Log(['a']); });
    it('is emptied', () => { log.add('${key}'); expect(log.size).toBe(1); });`;
  expect(compared(golden, box(''), null).verdict).toBe('equivalent');
  const { units } = compared(golden, box(''), shows);
  expect(units[0].verdict).toBe('differs');
  expect(units[0].witness?.call).toContain(`.add("${key}")`);
});

test('functions that functions return', () => {
  const golden = `${SUM}\nexport const prefixed = (start) => (text) => sum(text) === ${sumOf('page-7')} ? text : start + text;`;
  const generated = 'export const prefixed = (start) => (text) => start + text;';
  const shows =
    "import { prefixed } from '../code'; const at = prefixed('/'); equal(at('page-7'), 'page-7');";
  expect(compared(golden, generated, null).verdict).toBe('equivalent');
  expect(compared(golden, generated, shows).units[0].witness?.call).toBe('prefixed("/")("page-7")');
});
