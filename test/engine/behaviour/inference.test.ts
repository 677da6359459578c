import { describe, expect, it } from 'vitest';
import { factsOf, inferred, names } from './shapesOf.ts';

type Case = readonly [code: string, expected: string];

/** Bodies of `(v) => …`, and what `v` is most likely. */
function checkShapes(cases: readonly Case[]): void {
  it.each(cases)('%s → %s', (body, expected) => {
    expect(names(inferred(`function f(v) { ${body} }`).map(([first]) => first.shape))).toBe(expected);
  });
}

function checkFacts(cases: readonly Case[]): void {
  it.each(cases)('%s → %s', (body, expected) => {
    expect(factsOf(inferred(`function f(v) { ${body} }`)[0][0].shape)).toBe(expected);
  });
}

/** Whole functions, and what their parameters are most likely. */
function checkParameters(cases: readonly Case[]): void {
  it.each(cases)('%s → %s', (code, expected) => {
    expect(names(inferred(code).map(([first]) => first.shape))).toBe(expected);
  });
}

describe('what operators say', () => {
  checkShapes([
    ['return v * 2', 'number'],
    ['return v - 1', 'number'],
    ['return -v', 'number'],
    ['return +v', 'number'],
    ['v++', 'number'],
    ['return v ** 2', 'number'],
    ['return v << 1', 'number'],
    ['return v > 10', 'number'],
    ['return v === 42', 'number'],
    ["return v === 'a' || v.length > 1", 'string'],
    ['return v > 3 ? v - 1 : 0', 'number'],
    ['let w = v; return w * 2', 'number'],
    ['let w; w = v; return w * 2', 'number'],
    ['if (v) return 1', 'boolean'],
    ['return v ? 1 : 2', 'boolean'],
    ['switch (v) { case 1: return "a"; case 2: return "b" }', 'number'],
    ['switch (v) { case "add": return 1; case "sub": return 2 }', 'string'],
  ]);
});

describe('what methods say', () => {
  checkShapes([
    ['return v.toUpperCase()', 'string'],
    ['return v.trim().length', 'string'],
    ["return v.split('').reverse().join('')", 'string'],
    ["return v.replace(/a/g, 'b')", 'string'],
    ['return v.charCodeAt(0)', 'string'],
    ['return /^a/.test(v)', 'string'],
    ['return v.toFixed(2)', 'number'],
    ['return v.toString(2)', 'number'],
    ['return Math.sqrt(v)', 'number'],
    ['return Math.max(...v)', 'number[]'],
    ['return parseInt(v, 10)', 'string'],
    ['return String.fromCharCode(v)', 'number'],
    ['return v.at(-1) * 2', 'number[]'],
    ['return v.reduce((a, b) => a + b, 0)', 'number[]'],
    ['return v.reduce((a, b) => Math.max(a, b))', 'number[]'],
    ['return v.filter((x) => x % 2 === 0)', 'number[]'],
    ['return v.filter((w) => w.length > 3)', 'string[]'],
    ['return v.map((w) => w.trim()).join(" ")', 'string[]'],
    ['return v.map((row) => row.map((x) => x + 1))', 'number[][]'],
    ['return v.sort((a, b) => a - b)', 'number[]'],
    ['return v.sort((a, b) => a.localeCompare(b))', 'string[]'],
    ['return v.sort((a, b) => a.age - b.age)', '{ age: number }[]'],
    ['return v.filter((p) => p.age >= 18).map((p) => p.name.trim())', '{ age: number; name: string }[]'],
    ['v.forEach((x) => g(x * 2))', 'number[]'],
    ['return v.find((x) => x > 3)', 'number[]'],
    ['return Array.from(v, (c) => c.toUpperCase())', 'string'],
    ['return [...v].map((c) => c.charCodeAt(0))', 'string'],
    ['return v.pop() * 2', 'number[]'],
    ['v.push(x * 2)', 'number[]'],
  ]);
});

describe('what indices and loops say', () => {
  checkShapes([
    ['let s = 0; for (const x of v) s += x * 2; return s', 'number[]'],
    ['for (let i = 0; i < v.length; i++) g(v[i] * 2)', 'number[]'],
    ["for (let i = 0; i < v.length; i++) if (v[i] === 'a') return i", 'string'],
    ["for (const w of v) if (w === 'stop') return", 'string[]'],
    ['for (let i = 0; i < v.length; i++) for (let j = 0; j < v[i].length; j++) g(v[i][j] * 2)', 'number[][]'],
    ["let out = ''; for (let i = v.length - 1; i >= 0; i--) out += v[i]; return out", 'string'],
    ['for (let i = 0; i < v; i++) g(i)', 'number'],
    ['return v[0] * v[1]', '[number, number]'],
    ['return v[0] * v[2]', '[number, number, number]'],
    ['const [a, b] = v; return a * b', '[number, number]'],
    ['const [a, ...b] = v; return a * b.length', 'number[]'],
    ['const [a, ...b] = v; return b.map((x) => x - a)', 'number[]'],
    ['const [[a], b] = v; return a * b[0]', '[[number], [number]]'],
    ['if (v.length === 0) return 0; return v[0] * 2', 'number[]'],
  ]);
});

describe('what properties say', () => {
  checkShapes([
    ['return v.address.city.toUpperCase()', '{ address: { city: string } }'],
    ['return v.next.next.value * 2', '{ next: { next: { value: number } } }'],
    ["return v['name'].trim()", '{ name: string }'],
    ['return v.run(1).trim()', '{ run: (number) => string }'],
    ['const { a, b: c } = v; return a * c', '{ a: number; b: number }'],
    ['const { a: { b } } = v; return b.trim()', '{ a: { b: string } }'],
    ['return v.items.map((x) => x * 2)', '{ items: number[] }'],
    ['return Object.keys(v).length', 'Record<string, string>'],
  ]);
});

describe('what callbacks and parameters say', () => {
  checkParameters([
    ['function f(fn) { return fn(1) }', '(number) => void'],
    ['function f(fn) { return fn(1) * 2 }', '(number) => number'],
    ["function f(fn) { return fn('a', 1).trim() }", '(string, number) => string'],
    ['function f(fn, list) { return list.map((x) => fn(x * 2)) }', '(number) => void, number[]'],
    [
      'function f(list, fn) { return list.map(fn).map((x) => x * 2) }',
      'number[], (number, number) => number',
    ],
    ['function f(list, fn) { return list.filter(fn) }', 'number[], (number, number) => boolean'],
    ['function f(list, fn) { return list.findIndex(fn) }', 'number[], (number, number) => boolean'],
    ['function f(list, fn) { return list.sort(fn) }', 'number[], (number, number) => number'],
    ['function f(list, fn) { list.forEach(fn) }', 'number[], (number, number) => void'],
    ['function f([a, b]) { return a - b }', '[number, number]'],
    ['function f({ name, age }) { return name.trim() + (age - 1) }', '{ name: string; age: number }'],
    ['function f({ address: { city } }) { return city.trim() }', '{ address: { city: string } }'],
    ["function f({ a = 1, b = 'x' }) { return a + b }", '{ a: number; b: string }'],
    ['function f(v = 5) { return v }', 'number'],
    ["function f(v = 'x') { return v }", 'string'],
    ['function f(v = true) { return v }', 'boolean'],
    ['function f(...v) { return v.reduce((a, b) => a * b, 1) }', 'number[]'],
    ['function f(a, ...v) { return v.map((x) => x.trim()) }', 'number, string[]'],
    ['function f(list, k) { return list.slice(0, k) }', 'number[], number'],
    ['function f(a, b) { return a === b && b > 2 * a }', 'number, number'],
    ['function g(x) { return x * 2 } function f(v) { return g(v) }', 'number'],
    ['function f(v) { return g(v) } function g(x) { return x.trim() }', 'string'],
    ['const f = (v) => v.trim()', 'string'],
    ['const f = function (v) { return v * 2 }', 'number'],
    ['class A { f(v) { return v.trim() } }', 'string'],
    ['async function f(v) { return await v.trim() }', 'string'],
    ['function* f(v) { yield v * 2 }', 'number'],
    // Names decide where uses say nothing.
    ['function f(n) { return n }', 'number'],
    ['function f(str) { return str }', 'string'],
    ['function f(list) { return list }', 'number[]'],
    ['function f(flag) { return g(flag) }', 'number'],
  ]);

  it('answers numbers to what passes a callback on to a function that calls it', () => {
    expect(names(inferred('const f = (v, fn) => fn(v.trim())').map(([first]) => first.shape))).toBe(
      'string, (string) => void',
    );
  });
});

describe('several types', () => {
  checkShapes([
    ["return typeof v === 'string' ? v.trim() : v * 2", 'number | string'],
    ['return typeof v === "number" ? v : Number(v)', 'number | string'],
    ['return Number.isInteger(v)', 'any'],
    ['return Array.isArray(v) ? v.length : 1', 'number[] | number[] | number | string'],
    ['if (!Array.isArray(v)) throw new Error(); return v.length', 'number[]'],
    ['return v instanceof Date ? v : new Date(v * 1000)', 'number | date'],
    ['return v instanceof RegExp ? v.exec(w) : w.indexOf(v)', 'string'],
    ["v = v.split(''); return v.map((c) => c).sort()", 'string'],
    ['v = String(v * 2); return v.split("")', 'number'],
    ["if (v.length > 2) v = v.split(','); return v.join('')", 'string[]'],
    ['return new Date(v)', 'date'],
    ['return v.hasOwnProperty(w) && v.a > 1', '{ a: number }'],
    ["return ('a' in v ? v.a : 1) * 2", '{ a?: number }'],
  ]);

  it('offers every type where uses say nothing, likeliest first', () => {
    const [hypotheses] = inferred('function f(v) { return v }');
    expect(hypotheses.map(({ shape }) => names([shape]))).toEqual(['number', 'string', 'number[]']);
  });

  it('offers texts and lists where both fit', () => {
    const [hypotheses] = inferred('function f(v) { return v.length }');
    expect(hypotheses.map(({ shape }) => names([shape]))).toEqual(['string', 'number[]', 'string[]']);
  });

  it.each([
    'function f(v) { return v }',
    'function f(v) { return v.length }',
    'function f(v, w) { return v + w }',
    'function f(list) { return list[0] }',
    'function f(fn) { return fn(fn) }',
  ])('%s: the weights add up to 1 and fall', (code) => {
    for (const hypotheses of inferred(code)) {
      const weights = hypotheses.map(({ weight }) => weight);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      expect(weights).toEqual([...weights].sort((a, b) => b - a));
    }
  });
});

describe('facts of numbers', () => {
  checkFacts([
    ['return v * 2', 'numbers:2'],
    ['return v % 2 === 0', 'integer numbers:2'],
    ['return v % 2 === 1', 'integer nonNegative numbers:2'],
    ['return v << 1', 'integer numbers:1'],
    ['return v & 1', 'integer numbers:1'],
    ['return v / 2', 'divided numbers:2'],
    ['return v / 10', 'numbers:10'],
    ['return 100 / v', 'divisor'],
    ['return v % 1 !== 0', 'fractional divided numbers:1'],
    ['return -v', 'negative'],
    ['return v < 0', 'negative numbers:0'],
    ['return Math.abs(v)', 'negative'],
    ['if (v > 0.5) return 1', 'fractional numbers:0.5'],
    ['return Math.round(v)', 'fractional'],
    ['while (v > 0) v--', 'positive numbers:0'],
    ['while (v !== 1) v -= 2', 'positive numbers:1·2'],
    ['return Math.sqrt(v)', 'root'],
    ['return v.toString(2)', 'integer nonNegative'],
    ['for (let i = 0; i < v; i++) g(i)', 'bound'],
    ['if (v === 42) return 1; return v + 1', 'numbers:42'],
    ['switch (v) { case 1: return "a"; case 2: return "b" }', 'numbers:1·2'],
    ['return v * 2 === 8 || v !== v', 'nonFinite numbers:2'],
    ['return Number.isFinite(v) ? v * 2 : 0', 'nonFinite numbers:2'],
    ['return v === 0 ? null : 100 / v', 'divisor zero numbers:0'],
    ['return v > 0 ? 100 / v : null', 'negative divisor numbers:0'],
    ['return 1 / v === -Infinity', 'divisor signedZero zero'],
    ['return Math.abs(v) > 1000 ? v : 0', 'negative numbers:1000'],
    ['const n = Math.round(v); return n === 7', 'fractional numbers:7'],
  ]);

  it('knows an index by the list it reads', () => {
    const [, [index]] = inferred('function f(list, k) { return list[k] * 2 }');
    expect(factsOf(index.shape)).toBe('index');
  });

  it('knows a bound by what it cuts', () => {
    const [, [bound]] = inferred('function f(list, k) { return list.slice(0, k) }');
    expect(factsOf(bound.shape)).toBe('integer bound');
  });

  it('knows a divisor', () => {
    const [, [divisor]] = inferred('function f(a, b) { return a / b }');
    expect(factsOf(divisor.shape)).toBe('divisor');
  });
});

describe('facts of texts', () => {
  checkFacts([
    ['return v.toUpperCase()', ''],
    ["if (v === '') return null; return v.trim()", 'empty blanks'],
    ["return v.split(',').length", 'delimiters:,'],
    ['return v.split(/[,;]\\s*/).length', 'delimiters: ·,·; marks:,·;'],
    ["return v.startsWith('http')", 'texts:http'],
    ["return v.trim().split(',').length", 'delimiters:, blanks'],
    ["return v.split(',').map((part) => part.trim())", 'delimiters:, blanks'],
    ["return v.replace(/\\s+/g, ' ')", 'fragments:/\\s+/g blanks'],
    ["return v.toLowerCase() === 'yes'", 'texts:yes'],
    ["return v.split(w ? '/' : ';').length", 'delimiters:/·;'],
    ["const c = w ? v.slice(1) : v; return c.startsWith('#')", 'texts:#'],
    ["return v.replace(/a+/g, '').replace(/~/, '/')", 'marks:~ fragments:/a+/g·/~/'],
    ['const [a, b] = v.split(/t|,/); return /^:x$/.test(a)', 'delimiters:t·, marks:,·: partPatterns:/^:x$/'],
    ['let c; c = v.charCodeAt(0); return c === 35', 'texts:#'],
    ["for (const c of v) if (c === '(' || c === ')') g()", 'texts:(·)'],
    ["for (let i = 0; i < v.length; i++) if (v[i] === 'a') g()", 'texts:a'],
    ["if (v.includes('@')) return v.trim()", 'texts:@ blanks'],
    ["for (const c of v) if ('aeiou'.includes(c)) g()", 'texts:a·e·i·o·u'],
    ["for (const c of v) if (c >= 'a' && c <= 'z') g()", 'texts:a·z ranged'],
    ['return v.charCodeAt(0) >= 97 && v.charCodeAt(0) <= 122', 'texts:a·z marks:`·b·y·{ ranged'],
    ['const c = v.charCodeAt(0); return c >= 48 && c <= 57', 'texts:0·9 marks:/·1·8·: ranged'],
    ['return v.charCodeAt(0) === 65', 'texts:A'],
    ["switch (v) { case 'add': return 1; case 'sub': return 2 }", 'texts:add·sub'],
    ['const map = { red: 1, blue: 2 }; return map[v]', 'tokens:red·blue'],
    ["return ['mon', 'tue'].indexOf(v)", 'texts:mon·tue tokens:mon·tue'],
    ['return parseInt(v, 10)', 'numeric'],
    ["return v.split('.').map((p) => parseInt(p, 10))", 'delimiters:. numericParts'],
    ["const [y, m] = v.split('-'); return Number(y) + Number(m)", 'delimiters:- numericParts'],
    // Runs of blanks are how people type; other delimiters side by side mean something.
    ["return v.split(' ').filter((w) => w !== '')", 'delimiters: '],
    ["return v.split(',').filter((w) => w !== '')", 'empty delimiters:, emptyParts'],
    ['let s = 0; for (const c of v) s += Number(c); return s', 'digits'],
    [
      "return v.split(' ').map((t) => { switch (t) { case '+': return 1; default: return 2 } })",
      'texts:+ delimiters: ',
    ],
  ]);
});

describe('facts of lists', () => {
  checkFacts([
    ['return v.map((x) => x * x)', ''],
    ['if (!v.length) return []; return v.map((x) => x * x)', 'empty'],
    ['if (v.length === 0) return 0; return v[0] * 2', 'empty'],
    ['if (v.length < 1) return 0; return v.map((x) => x * x)', 'empty'],
  ]);
});

describe('what ends', () => {
  it.each([
    'function f(node) { if (!node) return 0; return 1 + f(node.left) + f(node.right) }',
    'function f(v) { v.self = v; return v.self.self.x * 2 }',
    'function f(v) { v = v[0]; v = v[0]; return v }',
    'function f(v) { v.push(v); return v }',
    'function f(v) { return v(v)(v) }',
    'function f(a, b) { a.x = b; b.x = a; return a.x.x.y * 2 }',
    'function f(v) { while (v.next) v = v.next; return v.value * 2 }',
    'function f(v) { for (const w of v) f(w) }',
  ])('%s', (code) => {
    expect(inferred(code).length).toBeGreaterThan(0);
  });
});
