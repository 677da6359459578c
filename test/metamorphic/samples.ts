/** Code that holds what is hard for a renamer: shadowing, shorthand, destructuring, hoisting, catch, closures. */
export const SHADOWED = `
import { unused } from './unused';
const factor = 2;
function scale(value: number, { offset = factor, ...rest }: { offset?: number; extra?: number } = {}) {
  const extra = rest.extra ?? 0;
  return { value: value * factor + offset, extra };
}
/** Sums what is scaled. */
export function total(values: number[], options?: { offset?: number; extra?: number }): string {
  let sum = 0;
  const factor = 10;
  for (const value of values) {
    const { value: scaled, extra } = scale(value, options);
    sum += scaled * factor + extra;
  }
  const label = (sum: number) => \`\${sum}\${suffix()}\`;
  function suffix() {
    try {
      throw new Error('!');
    } catch (sum) {
      return (sum as Error).message;
    }
  }
  return label(sum);
}
export const pick = (source: Record<string, number>) => {
  let alpha = 0, beta = 1;
  ({ alpha, beta = 7 } = source as never);
  outer: for (let i = 0; i < 3; i++) {
    for (const alpha of [1, 2]) if (alpha > 1) continue outer;
  }
  return { alpha, beta, sum: alpha + beta };
};
export class Counter {
  constructor(private readonly step: number, start = step) { this.count = start; }
  count: number;
  next(step = this.step) { return (this.count += step); }
}
export const counted = () => new Counter(3).next();
`;

export const COMPONENT = `
import { useState } from 'react';
interface Props { items: string[]; onPick(item: string): void }
export function List({ items, onPick }: Props) {
  const [open, setOpen] = useState(false);
  const Row = ({ item }: { item: string }) => <li onClick={() => onPick(item)}>{item} // not a comment</li>;
  return (
    <div className="list" title='a "b"'>
      {/* only said here */}
      <a href="http://example.org/*">{open ? 'less' : "more"}</a>
      {items.map((item) => <Row key={item} item={item} />)}
    </div>
  );
}
`;

export const COMMENTED = `#!/usr/bin/env node
/* head */ const url = 'http://a'; // tail
const pattern = /\\/\\*[/*]/g; /** doc */
// own line
const text = \`// kept \${ /* gone */ url } /* kept */\`;
function f(/* a */ a /* b */) { return /*
*/ a; }
`;
