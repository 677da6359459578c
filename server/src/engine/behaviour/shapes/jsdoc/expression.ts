/** A type of JSDoc, as a type of TypeScript. */
export interface DocType {
  readonly type: string;
  /** `{number=}` */
  readonly optional: boolean;
  /** `{...number}` */
  readonly rest: boolean;
}

const TOKEN =
  /\s+|\.\.\.|=>|\.<|[A-Za-z_$][\w$]*|\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[^\s]/gy;

/** What people write for a type that TypeScript calls otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ String: 'string', str: 'string', Number: 'number', Boolean: 'boolean', bool: 'boolean' },
  ...{ int: 'number', integer: 'number', Integer: 'number', float: 'number', double: 'number' },
  ...{ Symbol: 'symbol', BigInt: 'bigint', Null: 'null', Undefined: 'undefined', Any: 'any', mixed: 'any' },
  ...{
    Array: 'any[]',
    array: 'any[]',
    object: 'Object',
    function: 'Function',
    date: 'Date',
    regexp: 'RegExp',
  },
};

const CLOSES = /^[,)>|}\]=&;]$/;
const WORD = /^[A-Za-z_$]/;
const DEEPEST = 30;

/**
 * Reads a type expression of JSDoc, of the Closure Compiler or of TypeScript. What is none of them comes back as it
 * is: whether it is a type is the parser's to say.
 * @param declared names that the file declares as types: these are not rewritten
 */
export function readDocType(text: string, declared: ReadonlySet<string>): DocType {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  const rest = tokens[0] === '...';
  if (rest) tokens.shift();
  const optional = tokens.at(-1) === '=';
  if (optional) tokens.pop();
  const reader = new Reader(tokens, declared);
  return { type: reader.whole() ?? tokens.join(' '), optional, rest };
}

/** What does not read as a type. */
class Unreadable extends Error {}

class Reader {
  private readonly tokens: readonly string[];
  private readonly declared: ReadonlySet<string>;
  private at = 0;
  private depth = 0;

  constructor(tokens: readonly string[], declared: ReadonlySet<string>) {
    this.tokens = tokens;
    this.declared = declared;
  }

  /** All of it as one type; null when it is none. */
  whole(): string | null {
    try {
      const type = this.type();
      return this.at === this.tokens.length ? type : null;
    } catch (error) {
      if (error instanceof Unreadable) return null;
      throw error;
    }
  }

  private get next(): string | undefined {
    return this.tokens[this.at];
  }

  private take(token: string): boolean {
    if (this.next !== token) return false;
    this.at++;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw new Unreadable();
  }

  private type(): string {
    if (++this.depth > DEEPEST) throw new Unreadable();
    let type = this.postfixed();
    while (this.next === '|' || this.next === '&') {
      const sign = this.tokens[this.at++];
      type += ` ${sign} ${this.postfixed()}`;
    }
    this.depth--;
    return type;
  }

  private ends(token: string | undefined): boolean {
    return token === undefined || CLOSES.test(token);
  }

  private postfixed(): string {
    if (this.take('?')) return this.ends(this.next) ? 'any' : `(null | ${this.postfixed()})`;
    if (this.take('!')) return this.postfixed();
    if (this.next === 'keyof' || this.next === 'readonly')
      return `${this.tokens[this.at++]} ${this.postfixed()}`;
    let type = this.primary();
    for (;;) {
      if (this.take('[')) {
        const key = this.next === ']' ? '' : this.type();
        this.expect(']');
        type = `${type}[${key}]`;
      } else if (this.next === '?' && this.ends(this.tokens[this.at + 1])) {
        this.at++;
        type = `(${type} | null)`;
      } else if (!this.take('!')) return type;
    }
  }

  private primary(): string {
    const token = this.next;
    if (token === undefined) throw new Unreadable();
    if (token === '(') return this.isArrow() ? this.arrow() : this.parenthesised();
    this.at++;
    if (token === '{') return this.members();
    if (token === '[') return this.tuple();
    if (token === '*') return 'any';
    if (token === '-' && /^\d/.test(this.next ?? '')) return `-${this.tokens[this.at++]}`;
    if (/^["'`\d]/.test(token)) return token;
    if (token === 'typeof') return `typeof ${this.dotted()}`;
    if (token === 'function' && this.take('(')) return this.closureFunction();
    if (!WORD.test(token)) throw new Unreadable();
    this.at--;
    return this.named();
  }

  private dotted(): string {
    let name = this.tokens[this.at++] ?? '';
    if (!WORD.test(name)) throw new Unreadable();
    while (this.take('.')) name += `.${this.tokens[this.at++]}`;
    return name;
  }

  private named(): string {
    const name = this.dotted();
    if (!this.take('<') && !this.take('.<')) {
      if (name === 'Promise') return 'Promise<any>';
      return this.declared.has(name) || !Object.hasOwn(NAMES, name) ? name : NAMES[name];
    }
    const args = [this.type()];
    while (this.take(',')) args.push(this.type());
    this.expect('>');
    if (name === 'Object' || name === 'object')
      return `Record<${args.length === 1 ? `string, ${args[0]}` : args.join(', ')}>`;
    return `${name === 'array' ? 'Array' : name}<${args.join(', ')}>`;
  }

  private parenthesised(): string {
    this.expect('(');
    const type = this.type();
    this.expect(')');
    return `(${type})`;
  }

  /** True where `(` opens the parameters of `(a: string) => number`. */
  private isArrow(): boolean {
    let open = 0;
    for (let at = this.at; at < this.tokens.length; at++) {
      if (/^[([{]$/.test(this.tokens[at])) open++;
      else if (/^[)\]}]$/.test(this.tokens[at]) && --open === 0) return this.tokens[at + 1] === '=>';
    }
    return false;
  }

  private arrow(): string {
    this.expect('(');
    const parameters = this.parameters();
    this.expect('=>');
    return `((${parameters}) => ${this.type()})`;
  }

  /** `a: string, b?: number)`, the bracket taken. */
  private parameters(): string {
    const list: string[] = [];
    while (!this.take(')')) {
      const rest = this.take('...') ? '...' : '';
      const name = this.dotted();
      const optional = this.take('?') ? '?' : '';
      list.push(`${rest}${name}${optional}: ${this.take(':') ? this.type() : rest === '' ? 'any' : 'any[]'}`);
      if (!this.take(',') && this.next !== ')') throw new Unreadable();
    }
    return list.join(', ');
  }

  /** `function(string, number=): boolean`, of which `function(` is taken. */
  private closureFunction(): string {
    const list: string[] = [];
    while (!this.take(')')) {
      const bound = /^(?:this|new)$/.test(this.next ?? '') && this.tokens[this.at + 1] === ':';
      if (bound) this.at += 2;
      const rest = this.take('...');
      const type = this.type();
      const optional = this.take('=') && !rest ? '?' : '';
      if (!bound) list.push(`${rest ? '...' : ''}p${list.length}${optional}: ${rest ? `(${type})[]` : type}`);
      if (!this.take(',') && this.next !== ')') throw new Unreadable();
    }
    return `((${list.join(', ')}) => ${this.take(':') ? this.postfixed() : 'void'})`;
  }

  private members(): string {
    const list: string[] = [];
    while (!this.take('}')) {
      list.push(this.member());
      if (!this.take(',') && !this.take(';') && this.next !== '}') throw new Unreadable();
    }
    return `{ ${list.join('; ')} }`;
  }

  private member(): string {
    if (this.take('[')) {
      const key = this.dotted();
      this.expect(':');
      const type = this.type();
      this.expect(']');
      this.expect(':');
      return `[${key}: ${type}]: ${this.type()}`;
    }
    if (this.next === 'readonly' && !/^[?:,}]$/.test(this.tokens[this.at + 1] ?? '')) this.at++;
    const name = this.tokens[this.at++] ?? '';
    if (!/^["'\w$]/.test(name)) throw new Unreadable();
    const optional = this.take('?') ? '?' : '';
    if (this.take('(')) {
      const parameters = this.parameters();
      return `${name}${optional}(${parameters}): ${this.take(':') ? this.type() : 'any'}`;
    }
    if (!this.take(':')) return `${name}${optional}: any`;
    const type = this.type();
    return `${name}${optional || (this.take('=') ? '?' : '')}: ${type}`;
  }

  private tuple(): string {
    const list: string[] = [];
    while (!this.take(']')) {
      const rest = this.take('...') ? '...' : '';
      const labelled = /^\??:$/.test(`${this.tokens[this.at + 1]}`);
      if (labelled) this.at += 2;
      else if (this.tokens[this.at + 1] === '?' && this.tokens[this.at + 2] === ':') this.at += 3;
      list.push(`${rest}${this.type()}`);
      if (!this.take(',') && this.next !== ']') throw new Unreadable();
    }
    return `[${list.join(', ')}]`;
  }
}
