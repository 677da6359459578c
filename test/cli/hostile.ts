/** Code as no person writes it, for tests of what bad input does. */

/** A small module like many; `word` tells one from another. */
export function ordinary(word: string): string {
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  return `export interface ${name}Line {
  label: string;
  amount: number;
}

/** Adds up what counts. */
export function sum${name}(lines: ${name}Line[], limit: number): number {
  let total = 0;
  for (const line of lines) {
    if (line.amount > limit) throw new RangeError(\`too much: \${line.label}\`);
    total += line.amount;
  }
  return Math.round(total * 100) / 100;
}

export const describe${name} = (line: ${name}Line): string => \`\${line.label}: \${line.amount.toFixed(2)}\`;
`;
}

const wrap = (depth: number, open: string, middle: string, close: string): string =>
  open.repeat(depth) + middle + close.repeat(depth);
const row = (count: number, item: (index: number) => string, between: string): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(between);

/** By file name: what nests, or goes on, `depth` times. */
export function nested(depth: number): Record<string, string> {
  return {
    'parens.ts': `export const x = ${wrap(depth, '(', '1', ')')};\n`,
    'arrays.ts': `export const x = ${wrap(depth, '[', '1', ']')};\n`,
    'objects.ts': `export const x = ${wrap(depth, '{ a: ', '1', '}')};\n`,
    'ifs.ts': `export function f(x: number) {\n${wrap(depth, 'if (x) {', 'x++;', '}')}\n  return x;\n}\n`,
    'elseIf.ts': `export function f(x: number) {\n${row(depth, (i) => `if (x === ${i}) { return ${i}; }`, ' else ')}\n}\n`,
    'jsx.tsx': `export const X = () => ${wrap(depth, '<div>', 'a', '</div>')};\n`,
    'templates.ts': `export const x = ${wrap(depth, '`a$' + '{', '1', '}`')};\n`,
    'types.ts': `export type T = ${wrap(depth, 'Array<', 'string', '>')};\n`,
    'typeMembers.ts': `export type T = ${wrap(depth, '{ a: ', 'string', '}')};\n`,
    'conditionalTypes.ts': `export type T<A> = ${row(depth, (i) => `A extends ${i} ? ${i} : `, '')}never;\n`,
    'sum.ts': `export const x = ${row(depth, (i) => `a${i}`, ' + ')};\n`,
    'calls.ts': `export const x = a${row(depth, (i) => `.b${i}()`, '')};\n`,
    'arrows.ts': `export const x = ${'() => '.repeat(depth)}1;\n`,
    'functions.ts': `${row(depth, (i) => `function f${i}() {`, ' ')}${'}'.repeat(depth)}\n`,
    'classes.ts': `export const x = ${wrap(depth, 'class { a = ', '1', '}')};\n`,
    'ternary.ts': `export const x = ${row(depth, (i) => `a === ${i} ? ${i} : `, '')}0;\n`,
    'unclosed.ts': `export function f() { ${'{ ('.repeat(depth)}\n`,
  };
}

/** At least `length` characters in one line. */
export function longLine(length: number, item: (index: number) => string): string {
  const parts: string[] = [];
  for (let size = 0, index = 0; size < length; index++) {
    const part = item(index);
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

/** Another language, whatever the file is called. */
export const python = `import math


class Ledger:
    def __init__(self, limit):
        self.limit = limit
        self.lines = []

    def add(self, label, amount):
        if amount > self.limit:
            raise ValueError(f"too much: {label}")
        self.lines.append((label, amount))

    def total(self):
        return round(sum(amount for _, amount in self.lines), 2)


def describe(line):
    label, amount = line
    return "%s: %.2f" % (label, amount)
`;
