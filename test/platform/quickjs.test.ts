import { afterAll, beforeAll, expect, test } from 'vitest';
import { programOf, requestOf, startThread, type Thread } from '../sandbox/support/sandbox.ts';

let thread: Thread;
beforeAll(async () => {
  thread = await startThread();
});
afterAll(() => thread.close());

test('runs where Fern runs it: bundled, in a thread with a large stack', async () => {
  const { problem, results } = await thread.ask(
    programOf('exports.f = (a) => a + 1;'),
    requestOf('f', [{ args: [1] }]),
  );
  expect([problem, results[0][0].value]).toEqual([null, '2']);
});

test('hundreds of cheap inputs take milliseconds', async () => {
  const program = programOf('exports.f = (s) => {; return s.split("").reverse().join(""); };');
  const request = requestOf(
    'f',
    Array.from({ length: 200 }, (_, index) => ({ args: [`hello ${index}`] })),
  );
  const times: number[] = [];
  for (let i = 0; i < 12; i++) {
    const { openMs, runMs, results } = await thread.ask(program, request);
    expect(results[0].at(-1)?.value).toBe('"991 olleh"');
    times.push(openMs + runMs);
  }
  // Ten times what an idle machine takes, for machines that are not.
  expect(Math.min(...times)).toBeLessThan(200);
});

test('an ending in the middle leaves the outcomes around it alone', async () => {
  const code = `let calls = 0;
    exports.f = (how) => {
      calls++;
      if (how === 'loop') for (;;);
      if (how === 'memory') for (const a = []; ; ) a.push(new Uint8Array(1e6));
      if (how === 'stack') return exports.f('stack') + 1;
      return calls;
    };`;
  const inputs = ['', 'loop', '', 'memory', '', 'stack', ''].map((how) => ({ args: [how] }));
  const { results } = await thread.ask(programOf(code), requestOf('f', inputs));
  expect(results[0].map(({ ending, value }) => ending + value)).toEqual([
    'value1',
    'time',
    'value1',
    'memory',
    'value1',
    'stack',
    'value1',
  ]);
});

test('the same twice, to the letter, whatever ran in between', async () => {
  const program = programOf(
    'exports.f = (a) => {; return [a, Math.random(), Date.now(), crypto.randomUUID(), {}.toString()]; };',
  );
  const request = requestOf('f', [{ args: [1] }, { args: [2] }], { coverage: true });
  const first = await thread.ask(program, request);
  await thread.ask(
    programOf('exports.f = () => { for (const a = []; ; ) a.push({}); };'),
    requestOf('f', [{}]),
  );
  const second = await thread.ask(program, request);
  expect(second.results).toEqual(first.results);
});

test('two worlds at once do not see each other', async () => {
  const of = (word: string) =>
    programOf(`globalThis.word = globalThis.word ?? '${word}'; exports.f = () => word;`);
  const answers = await thread.together([of('a'), of('b'), of('c')], requestOf('f', [{}]));
  expect(answers.map((outcomes) => outcomes[0].value)).toEqual(['"a"', '"b"', '"c"']);
});

test('deep recursion of ordinary depth is no overflow', async () => {
  const code = 'exports.f = (n) => (n === 0 ? 0 : 1 + exports.f(n - 1));';
  const { results } = await thread.ask(programOf(code), requestOf('f', [{ args: [5000] }, { args: [1e6] }]));
  expect(results[0].map(({ ending }) => ending)).toEqual(['value', 'stack']);
});

test('what is asked for and not there', async () => {
  const { results } = await thread.ask(programOf('exports.f = 1;'), requestOf('g', [{}]));
  expect(results[0][0]).toMatchObject({ ending: 'throw', value: 'ReferenceError' });
});
