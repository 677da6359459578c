import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { performance } from '../../../server/src/engine/dimensions/performance.ts';
import { evaluate, placesOf, type RuleCase, rulesOf } from './quality.ts';

const CASES: readonly RuleCase[] = [
  {
    rule: 'performance/await-in-loop',
    found: [
      'async function f(ids) { const out = []; for (const id of ids) { out.push(await load(id)); } return out; }',
      'async function f(xs) { for (let i = 0; i < xs.length; i++) { await save(xs[i]); } }',
      'async function f(xs) { for (const x of xs) await x.close(); }',
    ],
    silent: [
      'async function f(ids) { return Promise.all(ids.map((id) => load(id))); }',
      'async function f(ids) { for (const id of ids) { const r = await load(id); if (r) return r; } }',
      'async function f(url) { let next = url; while (next) { next = (await load(next)).next; } }',
      'async function f(xs) { let last; for (const x of xs) { last = await step(last, x); } return last; }',
      'async function f(xs) { for (const x of xs) { await send(x); await sleep(100); } }',
      'async function f(xs) { for await (const x of xs) { await send(x); } }',
      'async function f(ps) { const out = []; for (const p of ps) out.push(await p); return out; }',
      'function f(xs) { for (const x of xs) { later(async () => { await send(x); }); } }',
    ],
  },
  {
    rule: 'performance/search-in-loop',
    found: [
      'export const f = (tasks, people) => tasks.map((t) => people.find((p) => p.id === t.owner));',
      'export function f(a: string[], b: string[]) { const out = []; for (const x of a) if (b.includes(x)) out.push(x); return out; }',
      'export const unique = (xs: number[]) => xs.filter((x, i) => xs.indexOf(x) === i);',
      'export const f = (groups, items) => groups.forEach((g) => { g.items = items.filter((i) => i.group === g.id); });',
    ],
    silent: [
      'export const f = (tasks, query) => tasks.filter((t) => t.title.includes(query));',
      "export const f = (tasks) => tasks.filter((t) => ['a', 'b'].includes(t.kind));",
      "const KINDS = ['a', 'b']; export const f = (tasks) => tasks.filter((t) => KINDS.includes(t.kind));",
      'export const f = (text: string, words: string[]) => words.filter((w) => text.includes(w));',
      'export const f = (tasks, id) => tasks.find((t) => t.id === id);',
      'export const f = (groups) => groups.map((g) => g.items.find((i) => i.main));',
      'export const f = (a, ids) => { const set = new Set(ids); return a.filter((x) => set.has(x.id)); };',
    ],
  },
  {
    rule: 'performance/sort-in-loop',
    found: [
      'export function f(xs: number[], n) { for (let i = 0; i < n; i++) { xs.sort(); take(xs); } }',
      'export function f(queue) { while (queue.length) { queue.sort(byCost); step(queue.pop()); } }',
      'export const f = (rows, list: string[]) => rows.map((r) => list.sort()[r]);',
    ],
    silent: [
      'export const f = (xs) => [...xs].sort();',
      'export const f = (groups) => groups.map((g) => g.items.sort(byName));',
      'export function f(xs) { const sorted = [...xs].sort(); for (const x of sorted) use(x); }',
    ],
  },
  {
    rule: 'performance/shift-in-loop',
    found: [
      'export function f(queue) { while (queue.length) use(queue.shift()); }',
      'export function f(xs) { const out = []; for (const x of xs) out.unshift(x); return out; }',
      'export function f(xs, n) { for (let i = 0; i < n; i++) xs.splice(0, 1); }',
    ],
    silent: [
      'export function f(stack) { while (stack.length) use(stack.pop()); }',
      'export function f(queue) { return queue.shift(); }',
      'export function f(xs, n) { for (let i = n; i > 0; i--) xs.splice(i, 1); }',
      'export function f(rows) { for (const row of rows) row.cells.shift(); }',
    ],
  },
  {
    rule: 'performance/construct-in-loop',
    found: [
      "export const f = (xs) => xs.map((x) => new Intl.NumberFormat('en').format(x));",
      'export function f(xs, word) { for (const x of xs) { if (new RegExp(word).test(x)) return x; } }',
      "export const f = (xs, locale) => xs.map((x) => new Intl.DateTimeFormat(locale, { year: 'numeric' }).format(x));",
    ],
    silent: [
      "const money = new Intl.NumberFormat('en'); export const f = (xs) => xs.map((x) => money.format(x));",
      'export const f = (words) => words.map((w) => new RegExp(w));',
      "export const f = (x) => new Intl.NumberFormat('en').format(x);",
    ],
  },
  {
    rule: 'performance/sync-in-async',
    found: [
      "import fs from 'fs'; export async function f(p) { return fs.readFileSync(p); }",
      "import { readFileSync } from 'node:fs'; app.get('/', (req, res) => res.send(readFileSync('a')));",
      "const { pbkdf2Sync } = require('crypto'); export const f = async (p) => pbkdf2Sync(p, 's', 1, 1, 'sha256');",
    ],
    silent: [
      "import fs from 'fs'; export function f(p) { return fs.readFileSync(p); }",
      "import fs from 'fs/promises'; export async function f(p) { return fs.readFile(p); }",
      'export async function f(cache, p) { return cache.readFileSync(p); }',
    ],
  },
  {
    rule: 'performance/delete-in-loop',
    found: [
      'export function f(map, ids) { for (const id of ids) delete map[id]; }',
      'export function f(o, keys) { keys.forEach((k) => { delete o[k]; }); }',
      'export function f(o) { for (const k in o) delete o[k]; }',
    ],
    silent: [
      'export function f(o, k) { delete o[k]; }',
      'export function f(map, ids) { for (const id of ids) map.delete(id); }',
      'export function f(rows) { for (const row of rows) delete row.draft; }',
    ],
  },
  {
    rule: 'performance/serial-await',
    found: [
      'async function f(id) { const user = await getUser(id); const posts = await getPosts(id); return [user, posts]; }',
      'async function f() { const a = await fetch("/a"); const b = await fetch("/b"); return [a, b]; }',
      'async function f(api) { const { x } = await api.loadX(); const y = await api.loadY(); return x + y; }',
    ],
    silent: [
      'async function f(id) { const user = await getUser(id); const posts = await getPosts(user.name); return posts; }',
      'async function f(id) { const [user, posts] = await Promise.all([getUser(id), getPosts(id)]); return [user, posts]; }',
      'async function f(id) { const response = await fetch("/a"); const data = await response.json(); return data; }',
      'async function f(x) { const a = await save(x); const b = await notify(x); return [a, b]; }',
    ],
  },
  {
    rule: 'performance/accumulator-copy',
    found: [
      'export const f = (xs) => xs.reduce((acc, x) => [...acc, x.id], []);',
      'export const f = (xs) => xs.reduce((acc, x) => ({ ...acc, [x.id]: x }), {});',
      'export function f(xs) { let out = []; for (const x of xs) out = [...out, x]; return out; }',
      'export function f(xs) { let out = []; for (const x of xs) { out = out.concat(x); } return out; }',
      'export const f = (xs) => xs.reduce((acc, x) => { return Object.assign({}, acc, { [x]: 1 }); }, {});',
    ],
    silent: [
      'export const f = (xs) => xs.reduce((acc, x) => { acc.push(x.id); return acc; }, []);',
      'export const add = (items, item) => [...items, item];',
      'export function f(state, x) { let next = state; next = [...next, x]; return next; }',
      'export const f = (xs) => xs.map((x) => ({ ...x, done: true }));',
      'export const f = (xs, base) => xs.reduce((acc, x) => { acc[x.id] = { ...base, x }; return acc; }, {});',
    ],
  },
  {
    rule: 'performance/json-clone',
    found: [
      'export const f = (x) => JSON.parse(JSON.stringify(x));',
      'const copy = JSON.parse(JSON.stringify(state.items));',
      'export function f(o) { return { ...JSON.parse(JSON.stringify(o)) }; }',
    ],
    silent: [
      'export const f = (x) => structuredClone(x);',
      'export const f = (t) => JSON.parse(t);',
      'export const f = (x) => JSON.stringify(JSON.parse(x));',
    ],
  },
  {
    rule: 'performance/map-as-loop',
    found: [
      'xs.map((x) => { send(x); });',
      'export function f(xs) { xs.map((x) => total += x); }',
      'xs.filter((x) => { use(x); });',
    ],
    silent: ['xs.forEach((x) => send(x));', 'const ys = xs.map((x) => x + 1);', 'scene.map(size);'],
  },
  {
    rule: 'performance/filter-for-one',
    found: [
      'export const f = (xs, id) => xs.filter((x) => x.id === id)[0];',
      'export const f = (xs) => xs.filter((x) => x.done).length > 0;',
      'export function f(xs) { if (xs.filter((x) => x.done).length) return 1; return 0; }',
    ],
    silent: [
      'export const f = (xs) => xs.filter((x) => x.done).length;',
      'export const f = (xs) => xs.filter((x) => x.done).length > 3;',
      'export const f = (xs) => xs.some((x) => x.done);',
      'export const f = (xs) => xs.filter((x) => x.ok)[1];',
    ],
  },
  {
    rule: 'performance/missing-key',
    found: [
      'export const L = ({ xs }) => <ul>{xs.map((x) => <li>{x}</li>)}</ul>;',
      'export const L = ({ xs }) => <ul>{xs.map((x) => { return <Row x={x} />; })}</ul>;',
      'export const L = ({ xs }) => <>{xs.map((x) => (<><dt>{x}</dt><dd /></>))}</>;',
      'export const L = ({ xs }) => <ul>{xs.map((x) => x.ok ? <li key={x.id} /> : <li />)}</ul>;',
    ],
    silent: [
      'export const L = ({ xs }) => <ul>{xs.map((x) => <li key={x.id}>{x}</li>)}</ul>;',
      'export const L = ({ xs }) => <ul>{xs.map((x) => <li {...x} />)}</ul>;',
      'export const names = (xs) => xs.map((x) => x.name);',
      'export const L = ({ xs }) => <ul>{xs.map((x) => <Fragment key={x}><li /></Fragment>)}</ul>;',
      'export const L = ({ xs }) => <ul>{xs.map((x) => render(() => <li />))}</ul>;',
    ],
  },
  {
    rule: 'performance/index-key',
    found: [
      'export const L = ({ xs }) => <ul>{xs.map((x, i) => <li key={i}>{x}</li>)}</ul>;',
      `export const L = ({ xs }) => <ul>{xs.map((x, index) => <li key={\`row-\${index}\`}>{x}</li>)}</ul>;`,
      'export const L = ({ xs }) => <ul>{xs.map((x, i) => { return <li key={String(i)}>{x}</li>; })}</ul>;',
    ],
    silent: [
      'export const L = ({ xs }) => <ul>{xs.map((x, i) => <li key={x.id}>{i}</li>)}</ul>;',
      `export const L = ({ xs }) => <ul>{xs.map((x, i) => <li key={\`\${x.id}-\${i}\`}>{x}</li>)}</ul>;`,
      'export const L = ({ xs }) => <ul>{xs.map((x) => <li key={x}>{x}</li>)}</ul>;',
    ],
  },
  {
    rule: 'performance/random-key',
    found: [
      'export const L = ({ xs }) => <ul>{xs.map((x) => <li key={Math.random()}>{x}</li>)}</ul>;',
      'export const L = ({ xs }) => <ul>{xs.map((x) => <li key={crypto.randomUUID()}>{x}</li>)}</ul>;',
      'export const L = ({ xs }) => <ul>{xs.map((x) => <li key={nanoid()}>{x}</li>)}</ul>;',
    ],
    silent: [
      'export const L = ({ xs }) => <ul>{xs.map((x) => <li key={x.uuid}>{x}</li>)}</ul>;',
      'export const L = ({ x }) => <li id={nanoid()}>{x}</li>;',
      'export const L = ({ x }) => <li key={toKey(x)}>{x}</li>;',
    ],
  },
  {
    rule: 'performance/sort-in-render',
    found: [
      'export function List({ xs }) { const sorted = [...xs].sort(); return <ul>{sorted.length}</ul>; }',
      'export const List = ({ xs }) => <ul>{xs.toSorted().join()}</ul>;',
      'export function List({ xs }) { return <p>{xs.slice().sort(by)[0]}</p>; }',
    ],
    silent: [
      'export function List({ xs }) { const sorted = useMemo(() => [...xs].sort(), [xs]); return <ul>{sorted.length}</ul>; }',
      'export const top = (xs) => [...xs].sort()[0];',
      'export function List({ xs }) { const f = () => xs.sort(); return <button onClick={f}>x</button>; }',
    ],
  },
  {
    rule: 'performance/effect-without-dependencies',
    found: [
      'function C() { const [n, setN] = useState(0); useEffect(() => { setN(n + 1); }); return <p>{n}</p>; }',
      'function C() { const [n, setN] = React.useState(0); React.useEffect(() => setN(compute())); return <p>{n}</p>; }',
      'function C() { const [a, setA] = useState([]); useLayoutEffect(() => { setA([]); }); return <p>{a}</p>; }',
    ],
    silent: [
      'function C() { const [n, setN] = useState(0); useEffect(() => { setN(1); }, []); return <p>{n}</p>; }',
      'function C() { useEffect(() => { document.title = "x"; }); return <p />; }',
      'function C() { const [n, setN] = useState(0); useEffect(() => { if (n < 3) setN(n + 1); }); return <p>{n}</p>; }',
      'function C() { useEffect(() => { setTimeout(go, 10); }); return <p />; }',
    ],
  },
  {
    rule: 'performance/derived-state',
    found: [
      'function C({ a, b }) { const [sum, setSum] = useState(0); useEffect(() => { setSum(a + b); }, [a, b]); return <p>{sum}</p>; }',
      'function C({ xs }) { const [n, setN] = useState(0); useEffect(() => setN(xs.length), [xs]); return <p>{n}</p>; }',
      'function C({ xs, q }) { const [s, setS] = useState([]); useEffect(() => { const hit = xs.filter((x) => x === q); setS(xs.filter((x) => x === q)); }, [xs, q]); return <p>{s}</p>; }',
    ],
    silent: [
      'function C({ a, b }) { const sum = a + b; return <p>{sum}</p>; }',
      'function C({ id }) { const [x, setX] = useState(); useEffect(() => { load(id).then(setX); }, [id]); return <p>{x}</p>; }',
      'function C({ q }) { const [page, setPage] = useState(1); useEffect(() => { setPage(1); }, [q]); return <p>{page}</p>; }',
      'function C({ q }) { const [n, setN] = useState(1); useEffect(() => { setN((m) => m + 1); }, [q]); return <p>{n}</p>; }',
    ],
  },
  {
    rule: 'performance/unstable-dependency',
    found: [
      'function C({ id }) { useEffect(() => { load(id); }, [{ id }]); return <p />; }',
      'function C({ id }) { const options = { id }; useEffect(() => { load(options); }, [options]); return <p />; }',
      'function C({ xs }) { const pick = () => xs[0]; const v = useMemo(() => pick(), [pick]); return <p>{v}</p>; }',
    ],
    silent: [
      'function C({ id }) { useEffect(() => { load(id); }, [id]); return <p />; }',
      'const OPTIONS = { a: 1 }; function C() { useEffect(() => { load(OPTIONS); }, [OPTIONS]); return <p />; }',
      'function C({ id }) { const options = useMemo(() => ({ id }), [id]); useEffect(() => { load(options); }, [options]); return <p />; }',
    ],
  },
  {
    rule: 'performance/effect-leak',
    found: [
      "function C() { useEffect(() => { window.addEventListener('resize', f); }, []); return <p />; }",
      'function C() { useEffect(() => { setInterval(tick, 1000); }, []); return <p />; }',
      'function C() { useEffect(() => { const ws = new WebSocket(url); ws.onmessage = f; }, []); return <p />; }',
    ],
    silent: [
      "function C() { useEffect(() => { window.addEventListener('resize', f); return () => window.removeEventListener('resize', f); }, []); return <p />; }",
      'function C() { useEffect(() => { const id = setInterval(tick, 1000); return () => clearInterval(id); }, []); return <p />; }',
      "function C() { useEffect(() => { window.addEventListener('load', f, { once: true }); }, []); return <p />; }",
      'function C() { useEffect(() => () => stop(), []); return <p />; }',
      "window.addEventListener('resize', f);",
    ],
  },
];

describe.each(CASES)('$rule', ({ rule, found, silent }) => {
  test.each(found)('finds %s', (code) => {
    expect(rulesOf(code)).toContain(rule);
  });
  test.each(silent)('leaves %s', (code) => {
    expect(rulesOf(code)).not.toContain(rule);
  });
});

test('points at the call', () => {
  const code = 'export const f = (ts, ps) => ts.map((t) => ps.find((p) => p.id === t.owner));';
  expect(placesOf(code, 'performance/search-in-loop')).toEqual(['ps.find((p) => p.id === t.owner)']);
});

describe('the dimension', () => {
  const golden = `export async function loadAll(ids) {\n  return Promise.all(ids.map((id) => load(id)));\n}
export function total(rows) {\n  let sum = 0;\n  for (const row of rows) sum += row.value;\n  return sum;\n}`;

  test.each([
    'hooks/useBoard.ts',
    'hooks/useDebounce.ts',
    'utils/tasks.ts',
    'utils/effort.ts',
    'components/App.tsx',
    'components/TaskCard.tsx',
  ])('identical is 1: %s', (name) => {
    const text = readFileSync(`examples/golden/${name}`, 'utf8');
    expect(evaluate(performance, text, text, name)).toMatchObject({ value: 1, findings: [] });
  });

  test('does not apply without functions', () => {
    expect(evaluate(performance, 'export const a = 1;', golden)).toMatchObject({
      value: null,
      reason: 'no functions in the golden',
    });
  });

  test('more faults, lower value', () => {
    const one = golden.replace(
      'return Promise.all(ids.map((id) => load(id)));',
      'const out = [];\n  for (const id of ids) out.push(await load(id));\n  return out;',
    );
    const two = one.replace('return sum;', 'return JSON.parse(JSON.stringify(sum));');
    const values = [golden, one, two].map((text) => evaluate(performance, golden, text).value as number);
    expect(values[0]).toBe(1);
    expect(values[1]).toBeCloseTo(0.9, 9);
    expect(values[2]).toBeCloseTo(0.9 * 0.95, 9);
    expect(evaluate(performance, two, golden).value).toBe(1);
    expect(evaluate(performance, two, two).value).toBe(1);
  });

  test('loops nested deeper than the golden', () => {
    const nested = golden.replace(
      'sum += row.value;',
      '{\n    for (const other of rows) if (other !== row) sum += other.value;\n  }',
    );
    const { value, findings } = evaluate(performance, golden, nested);
    expect(value).toBeCloseTo(0.9, 9);
    expect(findings).toHaveLength(1);
    expect(findings[0].message).toBe('`total` nests loops 2 deep, golden 1.');
    expect(nested.slice(findings[0].generated?.start).startsWith('for (const other')).toBe(true);
    expect(evaluate(performance, nested, golden).value).toBe(1);
  });
});
