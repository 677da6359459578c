import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input, Outcome } from '../../server/src/engine/index.ts';
import { programOf, requestOf, startThread, type Thread } from './support/sandbox.ts';

let thread: Thread;
beforeAll(async () => {
  thread = await startThread();
});
afterAll(() => thread.close());

type Expected = string | Partial<Outcome>;

/** What `f` of a program gives for an input: the text of its value, or what its outcome must hold. */
async function check(code: string, input: Partial<Input>, expected: Expected, others = {}): Promise<void> {
  const { problem, results } = await thread.ask(programOf(code, others), requestOf('f', [input]));
  const outcome = results[0][0];
  if (typeof expected === 'string')
    expect([outcome.ending, outcome.value, problem]).toEqual(['value', expected, null]);
  else expect(outcome).toMatchObject(expected);
}

const value = (expression: string) => `exports.f = (...a) => (${expression});`;

describe('values are told as', () => {
  test.each([
    ['-0', '0'],
    ['NaN', 'NaN'],
    ['1e21', '1e+21'],
    ['"a\\n\\ud800"', '"a\\n\\ud800"'],
    ['12n', '12n'],
    ['undefined', 'undefined'],
    ['null', 'null'],
    ['[1,,"x",undefined]', '[1,<hole>,"x",undefined]'],
    ['({b:1,a:{c:()=>1}})', '{"a":{"c":function},"b":1}'],
    // Others in between with as many fields, the same ones in another order, and others inside of them.
    ['[{a:1,b:2},{a:3,c:4},{b:5,a:6}]', '[{"a":1,"b":2},{"a":3,"c":4},{"a":6,"b":5}]'],
    ['[{a:{c:1},b:{d:2}},{a:{c:3},b:{d:4}}]', '[{"a":{"c":1},"b":{"d":2}},{"a":{"c":3},"b":{"d":4}}]'],
    ['new (class A { x = 1; #y = 2; get z() { return 3; } })()', '{"x":1}'],
    ['new Map([["b",1],["a",[2]]])', 'Map{"a"=>[2],"b"=>1}'],
    ['new Set([3,1,2])', 'Set{1,2,3}'],
    ['new Date(5)', 'Date(5)'],
    ['new Date(NaN)', 'Date(NaN)'],
    ['/a+/gi', '/a+/gi'],
    ['Object(5)', 'Object(5)'],
    ['new TypeError("x")', 'Error(TypeError)'],
    ['new Uint8Array([1,2])', 'Uint8Array[1,2]'],
    ['Symbol("s")', 'Symbol(s)'],
    ['(() => { const a = []; a.push(a); return a; })()', '[<circle>]'],
    ['[Promise.resolve(1)]', '[Promise]'],
    ['({ get a() { throw 1; }, get b() { return 2; } })', '{"a":<throws>,"b":2}'],
    ['Object.create(null)', '{}'],
    ['new URL("https://a.b/c?d=1")', 'URL(https://a.b/c?d=1)'],
    ['"x".repeat(30000).length', '30000'],
    ['new Proxy({a:1}, {})', '{"a":1}'],
    ['({ [Symbol.toStringTag]: "Map" })', '{}'],
    ['function* () { yield 1; yield 2; }()', 'Iterator[1,2]'],
    ['(async function* () { yield 1; throw new RangeError(); })()', 'Iterator[1] throws RangeError'],
    ['(function* () { for (let i = 0; ; i++) yield i; })()', /^Iterator\[0,1,.*,999\]$/],
  ])('%s', async (expression, expected) => {
    const { results } = await thread.ask(programOf(value(expression)), requestOf('f', [{}]));
    if (typeof expected === 'string')
      expect(results[0][0]).toMatchObject({ ending: 'value', value: expected });
    else expect(results[0][0].value).toMatch(expected);
  });

  test('long, deep and wide values end in …', async () => {
    await check(value('"x".repeat(20001)'), {}, { value: expect.stringMatching(/^"x{20000}"…$/) as never });
    await check(
      value('(() => { let d = []; for (let i = 0; i < 20; i++) d = [d]; return d; })()'),
      {},
      { value: `${'['.repeat(12)}…${']'.repeat(12)}` },
    );
    await check(value('new Array(1e9)'), {}, { value: expect.stringMatching(/…\]$/) as never });
  });
});

describe('inputs', () => {
  test.each<[Input['args'], string]>([
    [[1, 'a', null, [true]], '[1,"a",null,[true]]'],
    [[{ $undefined: 1 }, { $number: 'NaN' }, { $bigint: '12' }], '[undefined,NaN,12n]'],
    [[{ $date: 5 }, { $regexp: ['a', 'g'] }], '[Date(5),/a/g]'],
    [[{ $map: [['a', 1]] }, { $set: [1] }], '[Map{"a"=>1},Set{1}]'],
    [[{ $typed: ['Int16Array', [1, 2]] }, { $symbol: 's' }], '[Int16Array[1,2],Symbol(s)]'],
    [[{ $error: ['RangeError', 'm'] }, { $error: ['MyError', 'm'] }], '[Error(RangeError),Error(MyError)]'],
    [[{ $promise: { value: 1 } }, { a: 1, b: 2 }], '[Promise,{"a":1,"b":2}]'],
  ])('%j', (args, expected) => check('exports.f = (...a) => a;', { args }, expected));

  test('callbacks', async () => {
    const table = { $callback: { answer: 'table', answers: [1, 2, 3], observed: true } } as const;
    await check(
      'exports.f = (c) => [c(1) === c(1), c({a:1}) === c({a:1})];',
      { args: [table] },
      {
        value: '[true,true]',
        effects: ['callback(1)', 'callback(1)', 'callback({"a":1})', 'callback({"a":1})'],
      },
    );
    const of = (answer: 'compare' | 'first' | 'throw') =>
      ({ $callback: { answer, observed: false } }) as const;
    await check(
      'exports.f = (c) => [3,1,2].sort(c);',
      { args: [of('compare')] },
      { value: '[1,2,3]', effects: [] },
    );
    await check('exports.f = (c) => c(7);', { args: [of('first')] }, '7');
    await check('exports.f = (c) => c(7);', { args: [of('throw')] }, { ending: 'throw', value: 'Error' });
  });

  test('each starts as if it were the first', async () => {
    const code =
      'let n = 0; const seen = new Map(); exports.f = (a) => { seen.set(a, ++n); Array.prototype.x = 1; globalThis.y = 1; return [n, seen.size, Math.random()]; };';
    const { results } = await thread.ask(
      programOf(code),
      requestOf('f', [{ args: [1] }, { args: [2] }, { args: [3] }]),
    );
    expect(new Set(results[0].map((outcome) => outcome.value)).size).toBe(1);
    expect(results[0][0].value).toMatch(/^\[1,1,0\.\d+\]$/);
  });
});

describe('endings', () => {
  test.each<[string, Expected]>([
    ['() => { throw new TypeError("no"); }', { ending: 'throw', value: 'TypeError', message: 'no' }],
    ['() => { throw 5; }', { ending: 'throw', value: 'number' }],
    [
      '() => { class MyError extends Error { name = "MyError" } throw new MyError("m"); }',
      { ending: 'throw', value: 'MyError', message: 'm' },
    ],
    ['async () => { await null; throw new RangeError("late"); }', { ending: 'throw', value: 'RangeError' }],
    [
      'async () => { await new Promise(r => setTimeout(r, 86400000)); return new Date().toISOString(); }',
      '"2024-03-16T10:30:00.000Z"',
    ],
    ['() => new Promise(() => {})', { ending: 'pending' }],
    ['() => {; for (;;) {; } }', { ending: 'steps', steps: 100_000 }],
    ['() => {; try { for (;;) {; } } catch { return 1; } }', { ending: 'steps' }],
    ['() => { const f = () => f() + 1; return f(); }', { ending: 'stack' }],
    ['() => { for (;;); }', { ending: 'time' }],
    ['() => /^(a+)+$/.test("a".repeat(50) + "b")', { ending: 'time' }],
    ['() => { const a = []; for (;;) a.push(new Uint8Array(1e6)); }', { ending: 'memory' }],
    ['() => { setInterval(() => {}, 1); return new Promise(() => {}); }', { ending: 'steps' }],
  ])('%s', (f, expected) => check(`exports.f = ${f};`, {}, expected));

  test('too many slow inputs cut the rest', async () => {
    const code = 'exports.f = (a) => {; if (a) for (;;) {; } return 1; };';
    const inputs = [0, 1, 1, 0, 1].map((a) => ({ args: [a] }));
    const { results } = await thread.ask(programOf(code), requestOf('f', inputs, { patience: 1 }));
    expect(results[0].map((outcome) => outcome.ending)).toEqual(['value', 'steps', 'steps', 'cut', 'cut']);
  });

  test('a limit for each input, counters and blanks', async () => {
    const code =
      'exports.f = (a) => { for (let i = 0; i < a.length; i++) {; $hit[1]++; } return $read(a[9]); };';
    const { results } = await thread.ask(
      programOf(code),
      requestOf('f', [{ args: [[1, 2]] }, { args: [[1, 2]] }], { steps: [5, 1], coverage: true }),
    );
    expect(results[0][0]).toMatchObject({ ending: 'value', steps: 2, hits: [0, 2, 0, 0], blanks: 1 });
    expect(results[0][1].ending).toBe('steps');
  });
});

describe('loading leaves no trace', () => {
  test.each([
    ['in counters', '$hit[1]++; exports.f = () => $hit[1];', '0'],
    ['in chance', 'const first = Math.random(); exports.f = () => Math.random() === first;', 'true'],
    [
      'in time',
      'const start = Date.now(); setTimeout(() => {}, 5000); exports.f = () => Date.now() - start;',
      '0',
    ],
    [
      'where typed arrays say that they are longer',
      'Object.defineProperty(Object.getPrototypeOf(Int8Array.prototype), "length", { get: () => 1e9 }); exports.f = () => 1;',
      '1',
    ],
    [
      'where typed arrays do not say how long they are',
      'Object.defineProperty(Object.getPrototypeOf(Int8Array.prototype), "length", { get() { throw 1; } }); exports.f = () => 1;',
      '1',
    ],
  ])('%s', (_, code, expected) => check(code, {}, expected));
});

test('currencies are three letters, as ECMA-402 says', async () => {
  const code =
    'exports.f = (c) => new Intl.NumberFormat("en", { style: "currency", currency: c }).format(1);';
  await check(code, { args: ['eu'] }, { ending: 'throw', value: 'RangeError' });
  await check(code, { args: ['eur'] }, { ending: 'value' });
});

describe('what else is observed', () => {
  test('changed arguments', async () => {
    await check('exports.f = (a) => a.sort();', { args: [[2, 1]] }, { value: '[1,2]', mutated: '([1,2])' });
    await check('exports.f = (a) => a.toSorted();', { args: [[2, 1]] }, { mutated: '' });
  });

  test.each([
    ['a.x = 3', '({"k":{"l":[1,null]},"x":3})'],
    ['a.y = undefined', '({"k":{"l":[1,null]},"x":2,"y":undefined})'],
    ['a.y = () => 1', '({"k":{"l":[1,null]},"x":2,"y":function})'],
    ['a.k.l[1] = NaN', '({"k":{"l":[1,NaN]},"x":2})'],
    ['delete a.k.l[0]', '({"k":{"l":[<hole>,null]},"x":2})'],
    ['a.k.l = { 0: 1, 1: null, length: 2 }', '({"k":{"l":{"0":1,"1":null,"length":2}},"x":2})'],
    ['a.k.l.push(a)', '({"k":{"l":[1,null,<circle>]},"x":2})'],
    ['a.k = new Map()', '({"k":Map{},"x":2})'],
    ['Object.defineProperty(a, "x", { get() { throw 1; } })', '({"k":{"l":[1,null]},"x":<throws>})'],
    ['delete a.x; a.z = 0; Object.prototype.x = 2', '({"k":{"l":[1,null]},"z":0})'],
    ['a.toJSON = () => ({ x: 2, k: { l: [1, null] } })', '({"k":{"l":[1,null]},"toJSON":function,"x":2})'],
    // No change of what it says.
    ['delete a.x; a.x = 2', ''],
    ['a.k = { l: [1, null] }', ''],
    ['a.x = 2.0', ''],
  ])('after %s', async (change, mutated) => {
    const input = { args: [{ x: 2, k: { l: [1, null] } }] };
    await check(`exports.f = (a) => { ${change}; };`, input, { value: 'undefined', mutated });
  });

  test('returned functions', async () => {
    const code = 'exports.f = (n) => () => { if (n > 2) throw new RangeError(); return n++; };';
    await check(code, { args: [1], further: [[], [], []] }, 'Function[1,2,throws RangeError]');
    await check(code, { args: [1] }, 'function');
  });

  test('classes', async () => {
    const code =
      'class f { static made = 0; constructor(n) { this.n = n; } add(k) { this.n += k; return this; } get double() { return this.n * 2; } async later() { return 1; } fail() { throw new Error(); } static of(n) { return new f(n).n; } } exports.f = f;';
    await check(code, { args: [1] }, '{"n":1}');
    await check(
      code,
      {
        args: [1],
        calls: [
          ['add', [2]],
          ['double', []],
          ['later', []],
          ['fail', []],
          ['static of', [9]],
          ['n', []],
        ],
      },
      'Instance[{"n":3},6,1,throws Error,9,3] fields {"n":3}',
    );
    const { offers } = await thread.ask(programOf(code));
    expect(offers).toEqual([
      {
        path: 'f',
        exported: true,
        kind: 'class',
        arity: 1,
        members: ['add', 'double', 'later', 'fail', 'static of'],
      },
    ]);
  });

  test('effects of timers and of what is asked of the world', async () => {
    await check(
      'const axios = require("axios"); exports.f = async (c) => { setTimeout(() => c("late"), 10); localStorage.setItem("a", 1); axios.post("/x", {a: 1}); return localStorage.getItem("a"); };',
      { args: [{ $callback: { answer: 'first', observed: true } }] },
      {
        value: '"1"',
        effects: ['localStorage.setItem("a","1")', 'module:axios.post("/x",{"a":1})', 'callback("late")'],
        invented: false,
      },
    );
    await check(
      'exports.f = async () => (await (await fetch("https://a.b/c")).json()).name.length > 0;',
      {},
      { value: 'true', effects: ['fetch("https://a.b/c")'], invented: true },
    );
    await check(
      'exports.f = async () => { const { data } = await require("axios").get("/x"); return data.name + 1; };',
      {},
      { ending: 'value', invented: true },
    );
  });

  test('offers', async () => {
    const code =
      'function slug(a, b = 1) {} function hidden() {} $own("slug", () => slug); $own("hidden", () => hidden); $own("later", () => later); module.exports = slug; slug.extra = 1; const later = 2;';
    const { offers } = await thread.ask(programOf(code));
    expect(offers.map(({ path, exported, kind, arity }) => [path, exported, kind, arity])).toEqual([
      ['default', true, 'function', 1],
      ['extra', true, 'value', 0],
      ['slug', true, 'function', 1],
      ['hidden', false, 'function', 0],
      ['later', false, 'value', 0],
    ]);
    const object = await thread.ask(
      programOf('exports.money = { format(a) { return this.sign + a; }, sign: "$" };'),
      requestOf('money.format', [{ args: [1] }]),
      requestOf('money', [{}]),
    );
    expect(object.offers.map(({ path }) => path)).toEqual(['money', 'money.format']);
    expect(object.results.flat().map((outcome) => outcome.value)).toEqual([
      '"$1"',
      '{"format":function,"sign":"$"}',
    ]);
  });

  test('modules, circles, what fails to load, and what waits while it loads', async () => {
    await check('const b = require("./b"); exports.f = () => b.g() + 1; exports.h = 1;', {}, '3', {
      b: 'const a = require("./entry"); exports.g = () => 1 + a.h;',
    });
    const broken = await thread.ask(
      programOf('exports.f = () => 1; throw new Error("no");'),
      requestOf('f', [{}]),
    );
    expect([broken.problem, broken.results[0][0].value]).toEqual(['Error: no', '1']);
    expect((await thread.ask(programOf('for (;;);'))).problem).toBe('takes too long to load');
    expect((await thread.ask(programOf('for (;;) {; }'))).problem).toBe('takes too many steps to load');
    expect((await thread.ask(programOf('function ('))).problem).toMatch(/^SyntaxError/);
    await check('exports.f = () => x; const x = await Promise.resolve(4);', {}, '4');
  });
});

describe('the world around', () => {
  test.each<[string, string]>([
    ['new Date(2024, 0, 1).toISOString()', '"2024-01-01T00:00:00.000Z"'],
    ['new Date("2024-07-01T10:00:00").getTimezoneOffset()', '0'],
    ['[typeof window, typeof document, typeof process.env.HOME]', '["undefined","undefined","undefined"]'],
    ['(1234567.891).toLocaleString()', '"1,234,567.891"'],
    [
      'new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(-1234.5)',
      '"-$1,234.50"',
    ],
    ['(0.256).toLocaleString("en-US", { style: "percent" })', '"26%"'],
    ['(1.005).toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 })', '"1.01"'],
    ['new Date(0).toLocaleDateString("en-US")', '"1/1/1970"'],
    ['new Date(0).toLocaleString()', '"1/1/1970, 12:00:00 AM"'],
    [
      'new Date(0).toLocaleDateString("en-US", { weekday: "long", year: "numeric", month: "long", day: "numeric" })',
      '"Thursday, January 1, 1970"',
    ],
    ['new Date(0).toLocaleTimeString("en-US", { hour: "2-digit", minute: "2-digit" })', '"12:00 AM"'],
    ['["b","a","C","ä"].sort((x, y) => x.localeCompare(y))', '["a","ä","b","C"]'],
    ['["a10","a2"].sort(new Intl.Collator(undefined, { numeric: true }).compare)', '["a2","a10"]'],
    ['new URL("../d?x=1#y", "https://u:p@Host.com:443/a/b/c").href', '"https://u:p@host.com/a/d?x=1#y"'],
    [
      '(() => { const u = new URL("https://a.b"); u.searchParams.set("q", "a b&c"); return String(u); })()',
      '"https://a.b/?q=a+b%26c"',
    ],
    ['[...new URLSearchParams("a=1&b=2&a=3")]', '[["a","1"],["b","2"],["a","3"]]'],
    ['URL.canParse("nope")', 'false'],
    ['[btoa("hé"), atob("aGk=")]', '["aOk=","hi"]'],
    ['new TextDecoder().decode(new TextEncoder().encode("é€😀"))', '"é€😀"'],
    ['structuredClone(new Map([["a", { d: new Date(1) }]]))', 'Map{"a"=>{"d":Date(1)}}'],
    ['require("path").join("/a", "../b", "c.txt")', '"/b/c.txt"'],
    ['require("node:path").extname("a/b.test.ts")', '".ts"'],
    [
      '(() => { try { require("assert").deepStrictEqual({ a: 1 }, { a: 2 }); } catch (e) { return e.name; } })()',
      '"AssertionError"',
    ],
    [
      '(() => { const e = new (require("events"))(); let n = 0; e.once("x", (k) => { n += k; }); e.emit("x", 2); e.emit("x", 2); return n; })()',
      '2',
    ],
    ['new AbortController().signal.aborted', 'false'],
    ['crypto.randomUUID().length', '36'],
    ['console.log("x")', 'undefined'],
  ])('%s', (expression, expected) => check(value(expression), {}, expected));
});
