import type { Random } from '../../random.ts';
import type { Value } from '../input.ts';
import { fits } from '../shapes/fits.ts';
import type { Shape } from '../shapes/shape.ts';
import { isSpecial } from './special.ts';

const AGAIN = 0.4;
const MOST_KNOWN = 60;

/**
 * Values that earlier calls of a history were given. What is added is also looked up, changed and removed: a call that
 * never names what another named shows nothing of that.
 */
export class Recall {
  private readonly known: Value[] = [];

  note(args: readonly Value[]): void {
    for (const value of args) this.keep(value);
  }

  /** The arguments, some of them or of their parts replaced by what was named before. */
  again(random: Random, args: readonly Value[], shapes: readonly Shape[]): Value[] {
    return args.map((value, index) => {
      const shape = shapes[index];
      if (this.known.length === 0 || shape === undefined || !random.chance(AGAIN)) return value;
      const replaced = this.replaced(random, value);
      return fits(shape, replaced) ? replaced : value;
    });
  }

  private replaced(random: Random, value: Value): Value {
    const alike = this.known.filter((other) => kindOf(other) === kindOf(value));
    if (alike.length > 0 && (kindOf(value) !== 'object' || random.chance(0.5))) return random.pick(alike);
    if (kindOf(value) !== 'object') return value;
    const entries = Object.entries(value as { readonly [key: string]: Value });
    if (entries.length === 0) return value;
    const at = random.int(0, entries.length - 1);
    return Object.fromEntries(
      entries.map(([key, inner], index) => [key, index === at ? this.replaced(random, inner) : inner]),
    );
  }

  private keep(value: Value): void {
    if (this.known.length >= MOST_KNOWN) return;
    this.known.push(value);
    if (Array.isArray(value)) for (const inner of value) this.keep(inner);
    else if (kindOf(value) === 'object') for (const inner of Object.values(value as object)) this.keep(inner);
  }
}

function kindOf(value: Value): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value)) return 'list';
  return isSpecial(value) ? 'special' : 'object';
}
