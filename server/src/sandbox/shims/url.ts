import { type Any, apply } from '../pristine.ts';
import { tellBy } from '../render.ts';

const encoder = { bytes: (text: string): Uint8Array => new (globalThis as Any).TextEncoder().encode(text) };
const PORTS: Readonly<Record<string, string>> = {
  'http:': '80',
  'https:': '443',
  'ftp:': '21',
  'ws:': '80',
  'wss:': '443',
  'file:': '',
};

/** Percent-encodes what is not ASCII and what a part's set of characters names. */
function encoded(text: string, extra: RegExp): string {
  let out = '';
  for (const letter of text) {
    if (letter > ' ' && letter < '\x7f' && !extra.test(letter)) out += letter;
    else
      for (const byte of encoder.bytes(letter))
        out += `%${(byte < 16 ? '0' : '') + byte.toString(16).toUpperCase()}`;
  }
  return out;
}

const FORM_SAFE = /[^A-Za-z0-9*\-._]/;
const formEncoded = (text: string) => encoded(text, FORM_SAFE).replace(/%20/g, '+');

function formDecoded(text: string): string {
  const spaced = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      const bytes = run
        .split('%')
        .slice(1)
        .map((hex) => Number.parseInt(hex, 16));
      return new (globalThis as Any).TextDecoder().decode(Uint8Array.from(bytes));
    });
  }
}

class URLSearchParams {
  #pairs: [string, string][] = [];
  /** Called when the pairs change. */
  changed: (() => void) | undefined;

  constructor(init: Any = '') {
    Object.defineProperty(this, 'changed', { enumerable: false, writable: true, value: undefined });
    if (typeof init === 'object' && init !== null) {
      const pairs = typeof init[Symbol.iterator] === 'function' ? [...init] : Object.entries(init);
      for (const pair of pairs) {
        if ([...pair].length !== 2)
          throw new TypeError('Each query pair must be an iterable [name, value] tuple');
        this.#pairs.push([String(pair[0]), String(pair[1])]);
      }
    } else this.reset(String(init));
  }
  reset(query: string): void {
    this.#pairs = query
      .replace(/^\?/, '')
      .split('&')
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=');
        return at < 0
          ? [formDecoded(part), '']
          : [formDecoded(part.slice(0, at)), formDecoded(part.slice(at + 1))];
      });
  }
  #change(pairs: [string, string][]): void {
    this.#pairs = pairs;
    this.changed?.();
  }
  get size(): number {
    return this.#pairs.length;
  }
  append(name: Any, value: Any): void {
    this.#change([...this.#pairs, [String(name), String(value)]]);
  }
  delete(name: Any, value?: Any): void {
    this.#change(
      this.#pairs.filter(
        ([key, held]) => key !== String(name) || (value !== undefined && held !== String(value)),
      ),
    );
  }
  get(name: Any): string | null {
    return this.#pairs.find(([key]) => key === String(name))?.[1] ?? null;
  }
  getAll(name: Any): string[] {
    return this.#pairs.filter(([key]) => key === String(name)).map(([, value]) => value);
  }
  has(name: Any, value?: Any): boolean {
    return this.#pairs.some(
      ([key, held]) => key === String(name) && (value === undefined || held === String(value)),
    );
  }
  set(name: Any, value: Any): void {
    const at = this.#pairs.findIndex(([key]) => key === String(name));
    const pair: [string, string] = [String(name), String(value)];
    if (at < 0) this.#change([...this.#pairs, pair]);
    else
      this.#change(
        this.#pairs.flatMap((held, index) => (index === at ? [pair] : held[0] === pair[0] ? [] : [held])),
      );
  }
  sort(): void {
    this.#change(this.#pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
  forEach(visit: Any, self?: Any): void {
    for (const [name, value] of this.#pairs) visit.call(self, value, name, this);
  }
  *entries(): Generator<[string, string]> {
    for (const [name, value] of this.#pairs) yield [name, value];
  }
  *keys(): Generator<string> {
    for (const [name] of this.#pairs) yield name;
  }
  *values(): Generator<string> {
    for (const [, value] of this.#pairs) yield value;
  }
  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries();
  }
  toString(): string {
    return this.#pairs.map(([name, value]) => `${formEncoded(name)}=${formEncoded(value)}`).join('&');
  }
}

const invalid = () => Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
const PARTS = /^([a-z][a-z0-9+.-]*:)(.*)$/is;

interface Parts {
  protocol: string;
  username: string;
  password: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
}

function parse(input: string, base?: Parts): Parts {
  const text = input.trim().replace(/[\t\n\r]/g, '');
  const found = PARTS.exec(text);
  if (
    found === null ||
    (base !== undefined &&
      found[1].toLowerCase() === base.protocol &&
      base.protocol in PORTS &&
      !/^[/\\]{2}/.test(found[2]))
  ) {
    if (base === undefined) throw invalid();
    return relativeTo(found === null ? text : found[2], base);
  }
  const protocol = found[1].toLowerCase();
  const special = protocol in PORTS;
  const [, before, query = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(found[2])!;
  const parts = {
    protocol,
    username: '',
    password: '',
    hostname: '',
    port: '',
    pathname: before,
    search: search(query),
    hash: hashPart(hash),
  };
  const rest = special ? before.replace(/\\/g, '/') : before;
  if (!special && !rest.startsWith('//'))
    return { ...parts, pathname: rest.startsWith('/') ? path(rest) : encoded(rest, /[^\s\S]/) };
  const [, authority, pathname] = /^\/*([^/]*)(.*)$/s.exec(
    special && protocol !== 'file:' ? rest : rest.replace(/^\/\//, ''),
  )!;
  if (protocol === 'file:')
    return { ...parts, pathname: path(rest.replace(/^\/\/(?:localhost)?/, '') || '/') };
  const at = authority.lastIndexOf('@');
  const [user, ...secret] = at < 0 ? [''] : authority.slice(0, at).split(':');
  const place = /^(\[[0-9a-f:.]+\]|[^:]*)(?::(\d*))?$/i.exec(authority.slice(at + 1));
  if (place === null || (special && place[1] === '') || Number(place[2] ?? 0) > 65535) throw invalid();
  const port = place[2] ? String(Number(place[2])) : '';
  const reserved = /[/:;=@[\\\]^|?#`{}"<>]/;
  return {
    ...parts,
    username: encoded(user, reserved),
    password: encoded(secret.join(':'), reserved),
    hostname: host(place[1], special),
    port: port === PORTS[protocol] ? '' : port,
    pathname: special || pathname !== '' ? path(pathname || '/') : '',
  };
}

function host(name: string, special: boolean): string {
  const plain = formDecoded(name.replace(/\+/g, '%2B'));
  if (/[\s#/<>?@\\^|%]/.test(plain)) throw invalid();
  return special ? plain.toLowerCase() : name;
}

const search = (query: string) => (query.length > 1 ? `?${encoded(query.slice(1), /["#<>']/)}` : '');
const hashPart = (hash: string) => (hash.length > 1 ? `#${encoded(hash.slice(1), /["<>`]/)}` : '');

function path(raw: string): string {
  const out: string[] = [];
  const segments = raw.replace(/^\//, '').split('/');
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    const dots = segment.replace(/%2e/gi, '.');
    if (dots === '..') out.pop();
    else if (dots !== '.') out.push(encoded(segment, /["#<>?`{}^]/));
    if (last && (dots === '..' || dots === '.')) out.push('');
  });
  return `/${out.join('/')}`;
}

function relativeTo(text: string, base: Parts): Parts {
  const clean = base.protocol in PORTS ? text.replace(/\\/g, '/') : text;
  if (clean.startsWith('//')) return parse(base.protocol + clean);
  const [, before, query = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(clean)!;
  const kept = { ...base, hash: hashPart(hash) };
  if (before === '') return { ...kept, search: query === '' ? base.search : search(query) };
  const full = before.startsWith('/') ? before : base.pathname.replace(/[^/]*$/, '') + before;
  return { ...kept, pathname: path(full), search: search(query) };
}

class URL {
  #parts: Parts;
  #params: URLSearchParams | undefined;
  constructor(input: Any, base?: Any) {
    this.#parts = parse(String(input), base === undefined ? undefined : parse(String(base)));
  }
  static canParse(input: Any, base?: Any): boolean {
    return URL.parse(input, base) !== null;
  }
  static parse(input: Any, base?: Any): URL | null {
    try {
      return new URL(input, base);
    } catch {
      return null;
    }
  }
  get href(): string {
    const { protocol, username, password, pathname, search, hash } = this.#parts;
    const user =
      username === '' && password === '' ? '' : `${username}${password === '' ? '' : `:${password}`}@`;
    const slashes = this.host !== '' || protocol === 'file:' ? '//' : '';
    return `${protocol}${slashes}${user}${this.host}${pathname}${search}${hash}`;
  }
  set href(value: Any) {
    this.#parts = parse(String(value));
    this.#params?.reset(this.#parts.search);
  }
  get origin(): string {
    return this.protocol in PORTS && this.protocol !== 'file:' ? `${this.protocol}//${this.host}` : 'null';
  }
  get host(): string {
    return this.#parts.hostname + (this.#parts.port === '' ? '' : `:${this.#parts.port}`);
  }
  set host(value: Any) {
    const [name, port] = String(value).split(':');
    this.hostname = name;
    if (port !== undefined) this.port = port;
  }
  get search(): string {
    return this.#parts.search;
  }
  set search(value: Any) {
    const text = String(value);
    this.#parts.search = search(text === '' || text.startsWith('?') ? text : `?${text}`);
    this.#params?.reset(this.#parts.search);
  }
  get searchParams(): URLSearchParams {
    if (this.#params === undefined) {
      const params = new URLSearchParams(this.#parts.search);
      params.changed = () => {
        const text = String(params);
        this.#parts.search = text === '' ? '' : `?${text}`;
      };
      this.#params = params;
    }
    return this.#params;
  }
  toString(): string {
    return this.href;
  }
  toJSON(): string {
    return this.href;
  }
  get protocol(): string {
    return this.#parts.protocol;
  }
  set protocol(value: Any) {
    this.#parts.protocol = `${String(value).replace(/:.*$/, '').toLowerCase()}:`;
  }
  get username(): string {
    return this.#parts.username;
  }
  set username(value: Any) {
    this.#parts.username = encoded(String(value), /[/:@?#]/);
  }
  get password(): string {
    return this.#parts.password;
  }
  set password(value: Any) {
    this.#parts.password = encoded(String(value), /[/:@?#]/);
  }
  get hostname(): string {
    return this.#parts.hostname;
  }
  set hostname(value: Any) {
    this.#parts.hostname = host(String(value), true);
  }
  get port(): string {
    return this.#parts.port;
  }
  set port(value: Any) {
    const digits = /^\d*/.exec(String(value))![0];
    this.#parts.port = digits === PORTS[this.protocol] ? '' : digits;
  }
  get pathname(): string {
    return this.#parts.pathname;
  }
  set pathname(value: Any) {
    this.#parts.pathname = path(String(value));
  }
  get hash(): string {
    return this.#parts.hash;
  }
  set hash(value: Any) {
    const text = String(value);
    this.#parts.hash = hashPart(text === '' || text.startsWith('#') ? text : `#${text}`);
  }
}

const href = Object.getOwnPropertyDescriptor(URL.prototype, 'href')!.get!;
const query = URLSearchParams.prototype.toString;
const toldUrl = (url: Any) => apply(href, url, []);
const toldParams = (params: Any) => apply(query, params, []);

export function installUrl(world: Any): void {
  world.URL = URL;
  world.URLSearchParams = URLSearchParams;
  tellBy(URL.prototype, 'URL', toldUrl);
  tellBy(URLSearchParams.prototype, 'URLSearchParams', toldParams);
}
