/** Two ways to write one function, by hand: what transforms do not reach. */
export interface WrittenPair {
  readonly kind: string;
  readonly golden: string;
  readonly generated: string;
  readonly takes: string;
}

export const PAIRS: readonly WrittenPair[] = [
  {
    kind: 'loop ↔ recursion',
    takes: 'Small',
    golden:
      'export function factorial(n: number): number { let product = 1; for (let i = 2; i <= n; i++) product *= i; return product; }',
    generated: 'export function factorial(n: number): number { return n < 2 ? 1 : n * factorial(n - 1); }',
  },
  {
    kind: 'loop ↔ recursion',
    takes: 'Positive, Positive',
    golden:
      'export function gcd(a: number, b: number): number { while (b !== 0) { [a, b] = [b, a % b]; } return a; }',
    generated:
      'export function gcd(a: number, b: number): number { if (b === 0) return a; return gcd(b, a % b); }',
  },
  {
    kind: 'loop ↔ recursion',
    takes: 'string',
    golden:
      "export function reversed(text: string): string { let result = ''; for (const c of text) result = c + result; return result; }",
    generated:
      "export function reversed(text: string): string { const [head, ...tail] = text; return head === undefined ? '' : reversed(tail.join('')) + head; }",
  },
  {
    kind: 'loop ↔ recursion',
    takes: 'Json[]',
    golden:
      'export function flat(list: any[]): any[] { const stack = [...list]; const out: any[] = []; while (stack.length > 0) { const next = stack.shift(); if (Array.isArray(next)) stack.unshift(...next); else out.push(next); } return out; }',
    generated:
      'export function flat(list: any[]): any[] { const out: any[] = []; for (const one of list) { if (Array.isArray(one)) out.push(...flat(one)); else out.push(one); } return out; }',
  },
  {
    kind: 'loop ↔ recursion',
    takes: 'Sorted, int',
    golden:
      'export function place(list: number[], wanted: number): number { let low = 0; let high = list.length; while (low < high) { const mid = (low + high) >> 1; if (list[mid] < wanted) low = mid + 1; else high = mid; } return low; }',
    generated:
      'export function place(list: number[], wanted: number, low = 0, high = list.length): number { if (low >= high) return low; const mid = (low + high) >> 1; return list[mid] < wanted ? place(list, wanted, mid + 1, high) : place(list, wanted, low, mid); }',
  },
  {
    kind: 'loop ↔ array methods',
    takes: 'int[]',
    golden:
      'export function sumOfEven(list: number[]): number { let sum = 0; for (const x of list) { if (x % 2 === 0) sum += x; } return sum; }',
    generated:
      'export function sumOfEven(list: number[]): number { return list.filter((x) => x % 2 === 0).reduce((sum, x) => sum + x, 0); }',
  },
  {
    kind: 'loop ↔ array methods',
    takes: 'Word[]',
    golden:
      'export function counts(words: string[]): Record<string, number> { const found: Record<string, number> = {}; for (let i = 0; i < words.length; i++) { const word = words[i]; if (found[word] === undefined) found[word] = 0; found[word]++; } return found; }',
    generated:
      'export function counts(words: string[]): Record<string, number> { return words.reduce<Record<string, number>>((all, word) => ({ ...all, [word]: (all[word] ?? 0) + 1 }), {}); }',
  },
  {
    kind: 'loop ↔ array methods',
    takes: 'int[], int',
    golden:
      'export function hasPair(list: number[], sum: number): boolean { for (let i = 0; i < list.length; i++) for (let j = i + 1; j < list.length; j++) if (list[i] + list[j] === sum) return true; return false; }',
    generated:
      'export function hasPair(list: number[], sum: number): boolean { return list.some((x, i) => list.slice(i + 1).includes(sum - x)); }',
  },
  {
    kind: 'loop ↔ array methods',
    takes: 'string',
    golden:
      "export function initials(name: string): string { let out = ''; let before = ' '; for (let i = 0; i < name.length; i++) { if (name[i] !== ' ' && before === ' ') out += name[i].toUpperCase(); before = name[i]; } return out; }",
    generated:
      "export function initials(name: string): string { return name.split(' ').filter((part) => part !== '').map((part) => part[0].toUpperCase()).join(''); }",
  },
  {
    kind: 'loop ↔ array methods',
    takes: '{ id: Nat, price: Nat }[]',
    golden:
      'export function dearest(items: { id: number; price: number }[]): number | null { let best: number | null = null; let most = -Infinity; for (const { id, price } of items) { if (price > most) { most = price; best = id; } } return best; }',
    generated:
      'export function dearest(items: { id: number; price: number }[]): number | null { const found = items.reduce<{ id: number; price: number } | null>((best, item) => (best === null || item.price > best.price ? item : best), null); return found === null ? null : found.id; }',
  },
];
