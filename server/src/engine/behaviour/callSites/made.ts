import type { Value } from '../input.ts';
import { isPlain } from '../values/special.ts';
import { numberValue, UNDEFINED_VALUE } from './literals.ts';

const LONGEST_TEXT = 2000;

const TYPED =
  /^(?:Uint8|Int8|Uint8Clamped|Uint16|Int16|Uint32|Int32|Float32|Float64)Array(?:\.(?:of|from))?$/;
const ERROR = /^(?:Error|TypeError|RangeError|SyntaxError|EvalError|ReferenceError|URIError)$/;

/**
 * What a name of the language stands for, and what it makes of arguments.
 * @param args null where it is not called
 */
export function made(name: string, args: readonly Value[] | null, isNew: boolean): Value | undefined {
  if (args === null) return CONSTANTS.get(name);
  const [first, second] = args;
  if (TYPED.test(name)) {
    const elements = name.endsWith('.of') ? args : first === undefined ? [] : first;
    const plain = Array.isArray(elements) && elements.every((element) => typeof element === 'number');
    return plain ? { $typed: [name.replace(/\..*/, ''), elements as number[]] } : undefined;
  }
  if (ERROR.test(name)) return typeof first === 'string' ? { $error: [name, first] } : undefined;
  switch (isNew ? `new ${name}` : name) {
    case 'new Date':
      return dateOf(args);
    case 'Date.UTC':
      return args.length > 1 && isNumbers(args)
        ? numberValue(Date.UTC(...(args as [number, number])))
        : undefined;
    case 'new Map': {
      const pairs = first ?? [];
      const whole = Array.isArray(pairs) && pairs.every((pair) => Array.isArray(pair) && pair.length === 2);
      return whole ? { $map: pairs as unknown as [Value, Value][] } : undefined;
    }
    case 'new Set':
      if (typeof first === 'string') return { $set: [...new Set(first)] };
      return first === undefined || Array.isArray(first) ? { $set: first ?? [] } : undefined;
    case 'new RegExp':
    case 'RegExp':
      return typeof first === 'string' && (second === undefined || typeof second === 'string')
        ? { $regexp: [first, second ?? ''] }
        : undefined;
    case 'BigInt':
      return Number.isSafeInteger(first) || (typeof first === 'string' && /^-?\d+$/.test(first))
        ? { $bigint: String(first) }
        : undefined;
    case 'Symbol':
      return typeof first === 'string' ? { $symbol: first } : undefined;
    case 'Promise.resolve':
      return { $promise: { value: first ?? UNDEFINED_VALUE } };
    case 'Object.freeze':
    case 'structuredClone':
      return first;
    case 'Object.entries':
      return isPlain(first) ? Object.entries(first) : undefined;
    case 'Object.keys':
      return isPlain(first) ? Object.keys(first) : undefined;
    case 'Object.values':
      return isPlain(first) ? Object.values(first) : undefined;
    default:
      return undefined;
  }
}

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['undefined', UNDEFINED_VALUE],
  ['NaN', { $number: 'NaN' }],
  ['Infinity', { $number: 'Infinity' }],
]);

function isNumbers(values: readonly Value[]): boolean {
  return values.every((value) => typeof value === 'number');
}

/** Local time is UTC where code is run. */
function dateOf(args: readonly Value[]): Value | undefined {
  const [first] = args;
  if (args.length > 1) return isNumbers(args) ? instant(Date.UTC(...(args as [number, number]))) : undefined;
  if (typeof first === 'number') return instant(first);
  if (typeof first !== 'string') return undefined;
  // Other texts are read differently from engine to engine, and these without a zone as local time.
  const parts = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(first);
  if (parts === null) return undefined;
  return instant(Date.parse(first.includes('T') && parts[1] === undefined ? `${first}Z` : first));
}

function instant(milliseconds: number): Value | undefined {
  return Number.isNaN(milliseconds) ? undefined : { $date: milliseconds };
}

/** What methods give that tables and long texts are written with: `'a'.repeat(3)`. */
export function called(value: Value | undefined, method: string, args: readonly Value[]): Value | undefined {
  const [first] = args;
  if (typeof value === 'string' && method === 'repeat' && typeof first === 'number')
    return first >= 0 && value.length * first <= LONGEST_TEXT ? value.repeat(first) : undefined;
  if (Array.isArray(value) && method === 'join' && value.every((part) => typeof part === 'string'))
    return value.join(typeof first === 'string' ? first : ',').slice(0, LONGEST_TEXT);
  return undefined;
}
