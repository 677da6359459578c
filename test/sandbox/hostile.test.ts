import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ending } from '../../server/src/engine/index.ts';
import { programOf, requestOf, startThread, type Thread } from './support/sandbox.ts';

/** The backstop of one input or of loading, and a second. */
const LONGEST = 7_000;
const folder = mkdtempSync(join(tmpdir(), 'fern-canary-'));
const canary = join(folder, 'canary.txt');
let contacts = 0;
let server: Server;
let thread: Thread;
let globals: string;

beforeAll(async () => {
  writeFileSync(canary, 'alive');
  server = createServer(() => contacts++);
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  thread = await startThread();
  globals = (await thread.ask(ordinary)).globals;
});
afterAll(async () => {
  await thread.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const ordinary = programOf(
  'exports.f = (list) => list.map((x) => x * 2).filter((x) => x > 2).sort((a, b) => b - a).join() + JSON.stringify({ a: [1] });',
);
const settled = () => new Promise((done) => setTimeout(done, 100));

type Ways = Ending | readonly Ending[];
const any: Ways = ['value', 'throw', 'steps', 'time', 'stack', 'memory', 'pending'];

/** `body` of a function; FILE and PORT are the canaries. */
const PROGRAMS: [name: string, body: string, ways: Ways, value?: string][] = [
  ['loop', 'for (;;);', 'time'],
  ['counted loop', 'for (;;) {; }', 'steps'],
  ['loop that catches', 'for (;;) { try { for (;;) {; } } catch {} }', ['steps', 'time']],
  [
    'loop that goes on in finally',
    'a: for (;;) { try { for (;;) {; } } finally { continue a; } }',
    ['steps', 'time'],
  ],
  [
    'loop of jobs',
    'const again = () => Promise.resolve().then(again); return again();',
    ['steps', 'time', 'memory'],
  ],
  ['thenable of itself', 'const p = { then(r) { r(p); } }; return p;', ['steps', 'time', 'memory']],
  ['loop in a job', 'return Promise.resolve().then(() => { for (;;); });', 'time'],
  ['loop in a timer', 'return new Promise(() => setTimeout(() => { for (;;); }, 1));', ['time', 'pending']],
  ['loop in then', 'return { get then() { for (;;); } };', 'time'],
  ['loop in a getter of the result', 'return { get a() { for (;;); } };', ['time', 'value']],
  ['loop in a proxy of the result', 'return new Proxy({}, { ownKeys() { for (;;); } });', 'time'],
  ['loop in name of an error', 'throw { get name() { for (;;); } };', ['time', 'throw']],
  ['loop in next', 'return { next() { for (;;); }, [Symbol.iterator]() { return this; } };', 'time'],
  ['slow pattern', 'return /^(a+)+$/.test("a".repeat(60) + "b");', 'time'],
  ['endless timers', 'setInterval(() => {}, 1); return new Promise(() => {});', 'steps'],
  [
    'timers that breed',
    'const f = () => { setTimeout(f); setTimeout(f); }; f(); return new Promise(() => {});',
    ['steps', 'memory', 'time'],
  ],
  ['never settles', 'return new Promise(() => {});', 'pending'],
  ['endless generator', 'return (function* () { for (;;) yield 1; })();', 'value'],
  ['recursion', 'const f = () => 1 + f(); return f();', 'stack'],
  [
    'recursion that catches',
    'const f = () => { try { return f(); } catch { return f(); } }; return f();',
    any,
  ],
  ['recursion by toString', 'const o = { toString() { return `${o}`; } }; return `${o}`;', 'stack'],
  [
    'recursion by proxies',
    'let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.x;',
    any,
  ],
  ['recursion by bind', 'let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null); return f();', any],
  ['recursion by sort', 'const f = () => [2, 1].sort(f); return f();', 'stack'],
  ['recursion by replace', 'const f = () => "a".replace(/a/, f); return f();', 'stack'],
  ['recursion by JSON', 'const f = () => JSON.stringify({ toJSON: f }); return f();', 'stack'],
  ['recursion by getters', 'const o = { get a() { return this.a; } }; return o.a;', 'stack'],
  ['recursion by constructors', 'class A { constructor() { new A(); } } return new A();', 'stack'],
  ['deep JSON', 'let d = []; for (let i = 0; i < 1e4; i++) d = [d]; return JSON.stringify(d);', any],
  ['deep JSON text', 'return JSON.parse("[".repeat(1e6));', ['throw', 'stack']],
  ['deep pattern', 'return new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("a");', any],
  ['deep code', 'return new Function("return " + "(".repeat(1e5) + "1" + ")".repeat(1e5))();', any],
  ['deep flat', 'let d = []; for (let i = 0; i < 1e5; i++) d = [d]; return d.flat(Infinity).length;', any],
  ['deep result', 'let d = []; for (let i = 0; i < 1e5; i++) d = [d]; return d;', 'value'],
  ['huge string', 'return "x".repeat(2 ** 29).length;', ['throw', 'memory']],
  ['doubled string', 'let s = "x"; for (;;) s += s;', ['throw', 'memory']],
  ['typed arrays', 'const a = []; for (;;) a.push(new Uint8Array(1e6));', ['memory', 'throw']],
  ['objects', 'const a = []; for (;;) a.push({ a: 1, b: [] });', ['memory', 'time']],
  [
    'memory that is caught',
    'const a = []; for (;;) try { a.push(new Uint8Array(1e6)); } catch { a.length = 0; return 1; }',
    any,
  ],
  ['map', 'const m = new Map(); for (let i = 0; ; i++) m.set(i, i);', ['memory', 'time']],
  ['big numbers', 'let n = 3n; for (;;) n *= n;', any],
  ['long array', 'const a = []; a.length = 4294967295; return a.indexOf(1);', any],
  ['long join', 'return new Array(4294967295).join("x").length;', any],
  ['long fill', 'return Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 1);', any],
  ['long sort', 'return new Array(4294967295).sort().length;', any],
  ['wide result', 'return Array.from({ length: 1e5 }, (_, i) => ({ i }));', 'value'],
  [
    'replaced map',
    'Array.prototype.map = Array.prototype.push = Array.prototype.join = () => "evil"; return [1, 2];',
    'value',
    '[1,2]',
  ],
  ['replaced JSON', 'JSON.stringify = JSON.parse = () => "evil"; return { a: "x" };', 'value', '{"a":"x"}'],
  [
    'replaced globals',
    'for (const k of Object.getOwnPropertyNames(globalThis)) try { globalThis[k] = undefined; } catch {} return [1];',
    'value',
    '[1]',
  ],
  [
    'toJSON everywhere',
    'Object.prototype.toJSON = String.prototype.toJSON = () => "evil"; return { a: "x" };',
    'value',
    '{"a":"x","toJSON":function}'.replace(',"toJSON":function', ''),
  ],
  [
    'no iterators',
    'delete Array.prototype[Symbol.iterator]; Map.prototype.forEach = null; return new Map([]);',
    any,
  ],
  [
    'polluted prototype',
    'Object.prototype.ending = "throw"; Object.prototype.then = 1; Object.prototype.get = () => 1; return { a: 1 };',
    'value',
  ],
  [
    'polluted call',
    'Function.prototype.call = Function.prototype.apply = () => "evil"; return [1];',
    'value',
    '[1]',
  ],
  [
    'setter on elements',
    'Object.defineProperty(Array.prototype, 0, { set() {}, get() { return "evil"; } }); return [1];',
    'value',
  ],
  ['throws everything', 'throw Object.create(null);', 'throw'],
  ['throws a proxy', 'throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });', 'throw'],
  ['throws undefined', 'throw undefined;', 'throw', 'undefined'],
  ['revoked proxy', 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy;', any],
  ['forged error', 'throw { name: "InternalError", message: "out of memory" };', any],
  ['exit', 'process.exit(1);', 'throw', 'Error'],
  ['kill', 'return process.kill === undefined && process.binding === undefined;', 'value', 'true'],
  ['child process', 'require("child_process").execSync("rm FILE"); return 1;', 'value', '1'],
  [
    'file',
    'require("fs").writeFileSync("FILE", "dead"); require("node:fs").unlinkSync("FILE"); return 1;',
    'value',
    '1',
  ],
  ['net', 'require("net").connect(PORT, "127.0.0.1"); return 1;', 'value', '1'],
  [
    'http',
    'require("http").get("http://127.0.0.1:PORT/"); return fetch("http://127.0.0.1:PORT/").then((r) => r.status);',
    'value',
    '200',
  ],
  ['import', 'return import("node:fs").then((fs) => fs.writeFileSync("FILE", "dead"));', 'throw'],
  [
    'function of a function',
    'return (() => {}).constructor("return typeof process.mainModule + typeof globalThis.$drain + typeof globalThis.$guest")();',
    'value',
    '"undefinedundefinedundefined"',
  ],
  ['through the host function', 'const e = new Error(); return e.stack.includes("/tmp/");', 'value', 'false'],
  [
    'through arguments',
    'return [typeof $stop.constructor("return this")().Worker, typeof arguments.callee];',
    any,
  ],
  ['eval', 'return eval("typeof XMLHttpRequest + 1");', 'value', '"undefined1"'],
  ['more steps for itself', '$left[0] = 2e9; for (;;) {; }', ['steps', 'time']],
  ['shared memory', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); return 1;', any],
  ['weak references', 'return new WeakRef({}).deref() !== 1;', any],
];

test.each(PROGRAMS)('%s', async (_, body, ways, value) => {
  const { port } = server.address() as AddressInfo;
  const code = body.replaceAll('FILE', canary).replaceAll('PORT', String(port));
  const started = Date.now();
  const inside = await thread.ask(programOf(`exports.f = function () { ${code} };`), requestOf('f', [{}]));
  const took = Date.now() - started;
  const outcome = inside.results[0][0];
  expect([ways].flat()).toContain(outcome.ending);
  if (value !== undefined) expect(outcome.value).toBe(value);
  expect(took).toBeLessThan(LONGEST);

  // The same as the module is loaded.
  const before = Date.now();
  const loading = await thread.ask(programOf(`(function () { ${code} })(); exports.f = () => 1;`));
  expect(Date.now() - before).toBeLessThan(LONGEST);
  expect(loading.problem === null || loading.problem.length > 0).toBe(true);

  expect(readFileSync(canary, 'utf8')).toBe('alive');
  expect(contacts).toBe(0);
  const next = await thread.ask(ordinary, requestOf('f', [{ args: [[3, 1, 2]] }]));
  expect(next.results[0][0]).toMatchObject({ ending: 'value', value: '"6,4{\\"a\\":[1]}"' });
  expect(next.globals).toBe(globals);
});

test('the memory is given back', async () => {
  // Compared with itself: by now the thread has its compiled code.
  const used = async () => {
    await settled();
    await thread.ask(ordinary);
    await settled();
    return process.memoryUsage().rss;
  };
  const before = await used();
  const hungry = programOf('exports.f = () => { for (const a = []; ; ) a.push(new Uint8Array(1e6)); };');
  for (let i = 0; i < 3; i++) {
    const { results } = await thread.ask(hungry, requestOf('f', [{}]));
    expect(results[0][0].ending).toBe('memory');
    expect((await used()) - before).toBeLessThan(50 * 1024 * 1024);
  }
});
