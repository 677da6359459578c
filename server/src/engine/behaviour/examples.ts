import type { Input, Value } from './input.ts';
import { type CallPlan, gathered } from './maker.ts';
import { fitAll } from './shapes/fits.ts';

const MOST = 20;
const LONGEST = 300;

/** Calls with written out arguments, in comments, examples, tests or code: `slugify('a  b')`. */
export function examplesOf(text: string, name: string, plan: CallPlan): Input[] {
  const found: Input[] = [];
  const calls = new RegExp(`(?<![\\w$.])${name.replace(/[$]/g, '\\$&')}\\(`, 'g');
  for (const match of text.matchAll(calls)) {
    if (found.length >= MOST) break;
    const args = readArguments(
      text.slice(match.index + match[0].length, match.index + match[0].length + LONGEST),
    );
    if (args === null || args.length === 0) continue;
    const own = gathered(plan, args);
    const fit = plan.fillings.some(
      ({ shapes }) => own.length <= shapes.length && fitAll(shapes.slice(0, own.length), own),
    );
    if (fit) found.push({ args });
  }
  return found;
}

/** A whole call with written out arguments, as an input of `path`; null for anything else. */
export function readCall(text: string, path: string): Input | null {
  const call = /^\s*([\w$.]+)\s*\(([\s\S]*\))\s*;?\s*$/.exec(text);
  if (call === null || call[1] !== path) return null;
  const reader = new LiteralReader(call[2]);
  const args = reader.list(')');
  return args !== null && reader.isOver() ? { args } : null;
}

/** The literal values up to the closing bracket; null when anything else stands among them. */
function readArguments(text: string): Value[] | null {
  const reader = new LiteralReader(text.replace(/\n\s*(?:\/\/|\*)/g, '\n'));
  return reader.list(')');
}

class LiteralReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  list(end: string): Value[] | null {
    const values: Value[] = [];
    for (;;) {
      this.skip();
      if (this.take(end)) return values;
      const value = this.value();
      if (value === undefined) return null;
      values.push(value);
      this.skip();
      if (!this.take(',') && this.text[this.at] !== end) return null;
    }
  }

  isOver(): boolean {
    return this.at >= this.text.trimEnd().length;
  }

  private value(): Value | undefined {
    const rest = this.text.slice(this.at);
    const number = /^-?(?:\d[\d_]*\.?\d*(?:e[+-]?\d+)?|\.\d+)/i.exec(rest);
    if (number !== null) {
      this.at += number[0].length;
      return Number(number[0].replace(/_/g, ''));
    }
    const word = /^(?:true|false|null|undefined)\b/.exec(rest);
    if (word !== null) {
      this.at += word[0].length;
      return word[0] === 'undefined' ? { $undefined: 1 } : (JSON.parse(word[0]) as Value);
    }
    if (this.take('[')) return this.list(']') ?? undefined;
    if (this.take('{')) return this.object();
    const quoted = /^(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`([^`\\$]*)`)/.exec(rest);
    if (quoted === null) return undefined;
    this.at += quoted[0].length;
    return unescaped(quoted[1] ?? quoted[2] ?? quoted[3]);
  }

  private object(): Value | undefined {
    const entries: [string, Value][] = [];
    for (;;) {
      this.skip();
      if (this.take('}')) return Object.fromEntries(entries);
      const key = /^(?:([A-Za-z_$][\w$]*)|"([^"\\]*)"|'([^'\\]*)')\s*:/.exec(this.text.slice(this.at));
      const name = key?.[1] ?? key?.[2] ?? key?.[3];
      // A key with `$` would stand for a special value.
      if (key === null || name === undefined || name.startsWith('$')) return undefined;
      this.at += key[0].length;
      this.skip();
      const value = this.value();
      if (value === undefined) return undefined;
      entries.push([name, value]);
      this.skip();
      if (!this.take(',') && this.text[this.at] !== '}') return undefined;
    }
  }

  private skip(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi,
    (_, point, long, short, one: string) => {
      if (one !== undefined) return ESCAPES[one] ?? one;
      const code = Number.parseInt(point ?? long ?? short, 16);
      return code > 0x10ffff ? '' : String.fromCodePoint(code);
    },
  );
}
