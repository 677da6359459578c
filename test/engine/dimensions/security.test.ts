import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { backtracks } from '../../../server/src/engine/dimensions/rules/security/backtracking.ts';
import { security } from '../../../server/src/engine/dimensions/security.ts';
import { evaluate, placesOf, type RuleCase, rulesOf } from './quality.ts';

/** Made here, so that no text of this file looks like a real key or password. */
const PASSWORD = ['Tr0ub', '4dor', 'x9Q'].join('');
const KEY = ['q7Zk', '29Lm', 'Xp04', 'vB8t', 'W1sd'].join('');
const CLOUD_KEY = ['AKIA', 'Q3Z7', 'LMP2', 'XW9B', 'TV4K'].join('');
const SCRIPT = ['java', 'script:'].join('');

const CASES: readonly RuleCase[] = [
  {
    rule: 'security/no-eval',
    found: [
      'eval(code);',
      'const f = new Function("a", body);',
      "setTimeout('go()', 10);",
      `setInterval(\`go(\${x})\`, 10);`,
      'window.eval(x);',
    ],
    silent: [
      'setTimeout(() => go(), 10);',
      'setTimeout(go, 10);',
      'function eval2(x) {} eval2(code);',
      'import { eval as run } from "x"; run(a);',
      'model.eval(code);',
      'const isFn = x instanceof Function;',
    ],
  },
  {
    rule: 'security/no-vm-code',
    found: [
      "import vm from 'node:vm'; vm.runInNewContext(code);",
      "const vm = require('vm'); new vm.Script(text);",
      "import { runInThisContext } from 'vm'; export const run = (c) => runInThisContext(c);",
    ],
    silent: [
      "import vm from 'vm'; vm.runInNewContext('1 + 1');",
      'vm.runInNewContext(code);',
      "import { Script } from './scripts'; new Script(text);",
    ],
  },
  {
    rule: 'security/shell-injection',
    found: [
      `import { exec } from 'child_process'; export const f = (name) => exec(\`ls \${name}\`);`,
      "const cp = require('child_process'); function f(a) { cp.execSync('rm ' + a); }",
      "import { spawn } from 'node:child_process'; export const f = (a) => spawn(a, [], { shell: true });",
      "import { promisify } from 'util'; import { exec } from 'child_process'; const run = promisify(exec); export const f = (x) => run(x);".replace(
        /\brun\b/g,
        'execAsync',
      ),
    ],
    silent: [
      "import { exec } from 'child_process'; exec('ls');",
      "import { execFile } from 'child_process'; export const f = (a) => execFile('ls', [a]);",
      'export const f = (re, text) => re.exec(text);',
      `import { exec } from 'child_process'; const COMMAND = 'ls'; exec(\`\${COMMAND} -l\`);`,
      "import { spawn } from 'child_process'; export const f = (a) => spawn('git', ['log', a]);",
    ],
  },
  {
    rule: 'security/sql-injection',
    found: [
      `export const f = (db, id) => db.query(\`SELECT * FROM users WHERE id = \${id}\`);`,
      "export const f = (db, id) => db.execute('DELETE FROM users WHERE id = ' + id);",
      `export function f(db, n) { const sql = \`UPDATE users SET name = \${n}\`; return db.run(sql); }`,
    ],
    silent: [
      "export const f = (db, id) => db.query('SELECT * FROM users WHERE id = $1', [id]);",
      `const TABLE = 'users'; export const f = (db) => db.query(\`SELECT * FROM \${TABLE}\`);`,
      `export const f = (sql, id) => sql\`SELECT * FROM users WHERE id = \${id}\`;`,
      `export const f = (db, ids) => db.query(\`SELECT * FROM users WHERE id IN (\${ids.map(() => '?').join(',')})\`, ids);`,
      `export const f = (cache, id) => cache.get(\`user \${id}\`);`,
    ],
  },
  {
    rule: 'security/unsafe-deserialization',
    found: [
      "import { unserialize } from 'node-serialize'; export const f = (x) => unserialize(x);",
      "import v8 from 'v8'; export const f = (x) => v8.deserialize(x);",
      "import yaml from 'js-yaml'; export const f = (x) => yaml.load(x, { schema: yaml.DEFAULT_FULL_SCHEMA });",
    ],
    silent: [
      "import yaml from 'js-yaml'; export const f = (x) => yaml.load(x);",
      'export const f = (x) => JSON.parse(x);',
      'export const f = (x) => store.deserialize(x);',
    ],
  },
  {
    rule: 'security/unsafe-html',
    found: [
      'export const A = ({ html }) => <div dangerouslySetInnerHTML={{ __html: html }} />;',
      `export function f(el, text) { el.innerHTML = \`<b>\${text}</b>\`; }`,
      'export function f(el, text) { el.outerHTML = text; }',
      'export const A = ({ html }) => <iframe title="a" srcDoc={html} />;',
    ],
    silent: [
      'export const A = () => <div dangerouslySetInnerHTML={{ __html: "<b>x</b>" }} />;',
      'export const A = ({ html }) => <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(html) }} />;',
      "export function f(el) { el.innerHTML = ''; }",
      'export function f(el, text) { el.textContent = text; }',
      'export const A = ({ d }) => <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(d) }} />;',
    ],
  },
  {
    rule: 'security/unsafe-html-call',
    found: [
      'export const f = (x) => document.write(x);',
      "export const f = (el, x) => el.insertAdjacentHTML('beforeend', x);",
      `export const f = (r, x) => r.createContextualFragment(\`<p>\${x}</p>\`);`,
    ],
    silent: [
      "document.write('<p>x</p>');",
      'export const f = (s, x) => s.write(x);',
      "export const f = (el, x) => el.insertAdjacentHTML('beforeend', escapeHtml(x));",
    ],
  },
  {
    rule: 'security/script-url',
    found: [
      `export const A = () => <a href="${SCRIPT}alert(1)">x</a>;`,
      `location.href = '${SCRIPT}go()';`,
      `window.open('${SCRIPT}go()');`,
    ],
    silent: [
      `export const f = (url) => url.startsWith('${SCRIPT}');`,
      `const BAD = ['${SCRIPT}', 'data:'];`,
      'export const A = () => <a href="https://a.b">x</a>;',
    ],
  },
  {
    rule: 'security/target-blank',
    found: [
      'export const A = ({ u }) => <a href={u} target="_blank">x</a>;',
      'export const A = () => <a href="https://a.b" target="_blank" rel="author">x</a>;',
      'export const A = () => <a href="//a.b" target="_blank">x</a>;',
    ],
    silent: [
      'export const A = ({ u }) => <a href={u} target="_blank" rel="noopener noreferrer">x</a>;',
      'export const A = () => <a href="/help" target="_blank">x</a>;',
      'export const A = (p) => <a target="_blank" {...p}>x</a>;',
      'export const A = ({ u }) => <a href={u}>x</a>;',
    ],
  },
  {
    rule: 'security/hardcoded-credential',
    found: [
      `const password = '${PASSWORD}';`,
      `const config = { apiKey: '${KEY}' };`,
      `const anything = '${CLOUD_KEY}';`,
      `export const url = 'postgres://app:${PASSWORD}@db.host.net/x';`,
      "export const s = process.env.JWT_SECRET || 'secret';",
      `const d = { clientSecret = '${KEY}' } = {};`
        .replace('const d = ', 'const ')
        .replace(' = {};', ' = options;'),
    ],
    silent: [
      'const password = process.env.PASSWORD;',
      "const passwordLabel = 'Your password 1';",
      "const errors = { password: 'Password is too short' };",
      "const PASSWORD_FIELD = { password: 'new-password' };",
      "const token = 'identifier';",
      "const apiKey = 'YOUR_API_KEY_123456';",
      "const t = { type: 'secret' };",
      "export const port = process.env.PORT || '3000';",
      "const url = 'postgres://app:password@localhost/x';",
      "const secret = '';",
    ],
  },
  {
    rule: 'security/sensitive-storage',
    found: [
      "export const f = (t) => localStorage.setItem('authToken', t);",
      "const KEY = 'access_token'; export const f = (t) => window.localStorage.setItem(KEY, t);",
      'export function f(p) { sessionStorage.password = p; }',
      "export const f = (s) => localStorage.setItem('x', s.refreshToken);",
    ],
    silent: [
      "export const f = (t) => localStorage.setItem('theme', t);",
      "export const f = () => localStorage.getItem('token');",
      "export const f = () => localStorage.removeItem('token');",
      "export const f = (m, t) => m.setItem('token', t);",
    ],
  },
  {
    rule: 'security/secret-in-log',
    found: [
      'export const f = (password) => console.log(password);',
      `export const f = (user) => logger.info(\`login \${user.password}\`);`,
      "export const login = (token) => console.debug('token', token);",
      'export const f = (apiKey) => console.log({ apiKey });',
    ],
    silent: [
      "console.log('password changed');",
      'export const f = (password) => console.log(password.length);',
      'export const next = (token) => console.log(token);',
      'export const f = (password) => console.log(mask(password));',
      'export const f = (user) => console.log(user.name);',
    ],
  },
  {
    rule: 'security/weak-random',
    found: [
      'export function createToken() { return Math.random().toString(36); }',
      'const resetToken = String(Math.random());',
      'export const f = () => ({ sessionId: Math.random().toString(16) });',
    ],
    silent: [
      'const x = Math.random() * 100;',
      'export const shuffle = (a) => a.sort(() => Math.random() - 0.5);',
      'const token = crypto.randomUUID();',
    ],
  },
  {
    rule: 'security/predictable-id',
    found: [
      'export function generateId() { return Math.random().toString(36).slice(2); }',
      `const taskId = \`task_\${Math.random()}\`;`,
      'export const f = (title) => ({ id: String(Math.random()), title });',
    ],
    silent: [
      'const id = crypto.randomUUID();',
      'const width = Math.random();',
      'export const paid = () => Math.random() > 0.5;',
    ],
  },
  {
    rule: 'security/weak-hash',
    found: [
      "import crypto from 'crypto'; export const f = (x) => crypto.createHash('md5').update(x).digest('hex');",
      "import md5 from 'md5'; export const f = (x) => md5(x);",
      "export const f = (x) => crypto.subtle.digest('SHA-1', x);",
    ],
    silent: [
      "import crypto from 'crypto'; export const f = (x) => crypto.createHash('sha256').update(x).digest('hex');",
      'export const f = (x) => table.md5(x);',
      "export const f = (x) => crypto.subtle.digest('SHA-256', x);",
    ],
  },
  {
    rule: 'security/weak-cipher',
    found: [
      "import { createCipheriv } from 'crypto'; export const f = (k) => createCipheriv('des-cbc', k, null);",
      "import crypto from 'node:crypto'; export const f = (k) => crypto.createCipher('aes192', k);",
      "import crypto from 'crypto'; export const f = (k) => crypto.createCipheriv('aes-256-ecb', k, '');",
      'export const f = (x, k) => CryptoJS.DES.encrypt(x, k);',
    ],
    silent: [
      "import crypto from 'crypto'; export const f = (k, iv) => crypto.createCipheriv('aes-256-gcm', k, iv);",
      'export const f = (x, k) => CryptoJS.AES.encrypt(x, k);',
      "export const f = (k) => factory.createCipher('aes192', k);",
    ],
  },
  {
    rule: 'security/unsigned-token',
    found: [
      "jwt.sign(data, '', { algorithm: 'none' });",
      "jwt.verify(t, k, { algorithms: ['HS256', 'none'] });",
      "const options = { algorithm: 'NONE' };",
    ],
    silent: [
      "jwt.sign(data, key, { algorithm: 'HS256' });",
      "const style = { display: 'none' };",
      "jwt.verify(t, k, { algorithms: ['RS256'] });",
    ],
  },
  {
    rule: 'security/unverified-certificate',
    found: [
      'new Agent({ rejectUnauthorized: false });',
      "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';",
      'options.rejectUnauthorized = false;',
    ],
    silent: [
      'new Agent({ rejectUnauthorized: true });',
      'const o = { strict: false };',
      "process.env.MODE = '0';",
    ],
  },
  {
    rule: 'security/unencoded-address',
    found: [
      `export const f = (baseUrl, boardId) => fetch(\`\${baseUrl}/boards/\${boardId}?all=1\`);`,
      `export function f(id: string) { return fetch(\`https://example.org/users/\${id}\`); }`,
      `export const f = (api, name) => api.baseUrl + '/find?name=' + name;`,
      `const at = (base: string, id: string) => \`\${base.replace(/\\/+$/, '')}/tasks/\${id}\`;`,
    ],
    silent: [
      `export const f = (baseUrl, id) => fetch(\`\${baseUrl}/boards/\${encodeURIComponent(id)}\`);`,
      `export const f = (baseUrl, id: number) => fetch(\`\${baseUrl}/boards/\${id}\`);`,
      `export const f = (baseUrl, path) => fetch(\`\${baseUrl}/\${path}\`);`,
      `export const f = (folder, file) => read(\`\${folder}/\${file}\`);`,
      `export const f = (host) => \`https://\${host}/\`;`,
      `const ID = 'a'; export const f = (baseUrl) => fetch(\`\${baseUrl}/boards/\${ID}\`);`,
      `export const f = (a, b) => a + '/' + b;`,
    ],
  },
  {
    rule: 'security/path-traversal',
    found: [
      "import fs from 'fs'; app.get('/', (req, res) => fs.readFile(req.query.name, done));",
      "import { createReadStream } from 'fs'; import path from 'path'; export function f(req, res) { const { file } = req.params; const p = path.join(root, file); createReadStream(p).pipe(res); }",
      `export function f(req, res) { res.sendFile(\`/data/\${req.params.id}\`); }`,
    ],
    silent: [
      "import fs from 'fs'; import path from 'path'; export const f = (req) => fs.readFile(path.basename(req.query.name), done);",
      "import fs from 'fs'; export const f = (name) => fs.readFile(name, done);",
      "import fs from 'fs'; import path from 'path'; export function f(req) { const p = path.join(root, req.params.id); if (!p.startsWith(root)) return; fs.readFile(p, done); }",
      "export function f(req, res) { res.sendFile(req.params.id, { root: '/data' }); }",
    ],
  },
  {
    rule: 'security/request-forgery',
    found: [
      'export const f = (req) => fetch(req.query.url);',
      "import axios from 'axios'; export async function f(req) { const { url } = req.body; return axios.get(url); }",
      `export const f = (req) => fetch(\`\${req.body.host}/status\`);`,
    ],
    silent: [
      `export const f = (req) => fetch(\`https://api.a.net/users/\${req.params.id}\`);`,
      'export const f = (url) => fetch(url);',
      'export const f = (req, cache) => cache.get(req.params.id);',
      "export const f = (id) => fetch('/api/' + id);",
    ],
  },
  {
    rule: 'security/open-redirect',
    found: [
      'export const f = (req, res) => res.redirect(req.query.next);',
      "const next = new URLSearchParams(location.search).get('next'); window.location.href = next;",
      "export function f(router) { const [searchParams] = useSearchParams(); window.location.assign(searchParams.get('to')); }",
    ],
    silent: [
      "export const f = (req, res) => res.redirect('/home');",
      `export const f = (req, res) => res.redirect(\`/users/\${req.params.id}\`);`,
      "export function f(req, res) { const next = req.query.next; res.redirect(next.startsWith('/') ? next : '/'); }",
      'window.location.href = url;',
    ],
  },
  {
    rule: 'security/prototype-pollution',
    found: [
      'export function merge(a, b) { for (const key in b) { if (typeof b[key] === "object") a[key] = merge(a[key], b[key]); else a[key] = b[key]; } return a; }',
      "export function set(object, path, value) { let current = object; const keys = path.split('.'); for (let i = 0; i < keys.length - 1; i++) { current = current[keys[i]]; } current[keys[keys.length - 1]] = value; }",
      'export function f(req, store) { store[req.body.name] = 1; }',
      'export const f = (a, b) => { a.__proto__ = b; };',
    ],
    silent: [
      'export function merge(a, b) { for (const key of Object.keys(b)) { if (key === "__proto__") continue; a[key] = merge(a[key], b[key]); } return a; }',
      'export function count(words) { const result = {}; for (const word of words) result[word] = (result[word] ?? 0) + 1; return result; }',
      'export function pick(a, keys) { const r = {}; for (const key in a) r[key] = a[key]; return r; }',
      'export function fill(xs) { for (let i = 0; i < xs.length; i++) xs[i] = 0; }',
      'export function f(req, store) { if (Object.hasOwn(store, req.body.name)) store[req.body.name] = 1; }',
    ],
  },
  {
    rule: 'security/regex-backtracking',
    found: [
      'const r = /^(a+)+$/;',
      'const r = /(\\d*)*x/;',
      'const r = /^([a-z]+-?)*$/;',
      'const r = /^(\\w+\\s?)*$/;',
    ],
    silent: [
      'const r = /^(?:[a-z]+\\.)+[a-z]+$/;',
      'const r = /^a+b+$/;',
      'const r = /^(ab)+$/;',
      'const r = /(a{1,3})+$/;',
    ],
  },
  {
    rule: 'security/regex-from-text',
    found: [
      "export const f = (text, word) => text.match(new RegExp(word, 'gi'));",
      `export const f = (word) => RegExp(\`^\${word}$\`);`,
      'export function f({ query }) { const source = query; return new RegExp(query); }',
    ],
    silent: [
      "export const f = (text, word) => new RegExp(escapeRegExp(word), 'gi');",
      `export const f = (word) => { const safe = word.replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&'); return new RegExp(safe); };`,
      "const WORD = 'a'; const r = new RegExp(WORD);",
      'export const f = (pattern) => new RegExp(pattern);',
      "export const f = (re) => new RegExp(re.source, 'g');",
    ],
  },
  {
    rule: 'security/message-target',
    found: [
      "frame.contentWindow.postMessage(data, '*');",
      "const ANY = '*'; parent.postMessage(data, ANY);",
      "w.postMessage(d, { targetOrigin: '*' });",
    ],
    silent: [
      "parent.postMessage(data, 'https://a.net');",
      'worker.postMessage(data);',
      'parent.postMessage(data, origin);',
    ],
  },
  {
    rule: 'security/message-origin',
    found: [
      "window.addEventListener('message', (event) => run(event.data));",
      "function onMessage(event) { run(event.data); } window.addEventListener('message', onMessage);",
      'window.onmessage = ({ data }) => run(data);',
    ],
    silent: [
      "window.addEventListener('message', (event) => { if (event.origin !== HOME) return; run(event.data); });",
      "worker.addEventListener('message', (event) => run(event.data));",
      "window.addEventListener('message', handler);",
      "window.addEventListener('click', (event) => run(event.data));",
    ],
  },
  {
    rule: 'security/insecure-url',
    found: [
      "fetch('http://api.site.net/users');",
      "const API_URL = 'http://api.site.net';",
      `export const f = (id) => axios.get(\`http://api.site.net/\${id}\`);`,
    ],
    silent: [
      "fetch('https://api.site.net/users');",
      "fetch('http://localhost:3000/users');",
      "const url = 'http://www.w3.org/2000/svg';",
      'export const A = () => <a href="http://site.net">x</a>;',
      "export const f = (p) => new URL(p, 'http://x');",
      "export const f = (url) => url.startsWith('http://site.net');",
    ],
  },
  {
    rule: 'security/insecure-cookie',
    found: [
      "res.cookie('session', id);",
      "res.cookie('session', id, { httpOnly: true });",
      'app.use(session({ cookie: { secure: false } }));',
    ],
    silent: [
      "res.cookie('session', id, { httpOnly: true, secure: true });",
      "res.cookie('session', id, OPTIONS);",
      "res.cookie('session', id, { ...base });",
      'const recipe = { cookie: { sugar: true } };',
    ],
  },
  {
    rule: 'security/session-cookie-script',
    found: [
      `document.cookie = \`token=\${t}; path=/\`;`,
      "document.cookie = 'session=' + id;",
      "window.document.cookie = 'auth_token=' + x;",
    ],
    silent: ["document.cookie = 'theme=dark';", 'const c = document.cookie;', "jar.cookie = 'token=' + t;"],
  },
  {
    rule: 'security/cors-credentials',
    found: [
      "app.use(cors({ origin: '*', credentials: true }));",
      'app.use(cors({ credentials: true, origin: true }));',
      "export function f(req, res) { res.setHeader('Access-Control-Allow-Origin', '*'); res.setHeader('Access-Control-Allow-Credentials', 'true'); }",
    ],
    silent: [
      "app.use(cors({ origin: '*' }));",
      "app.use(cors({ origin: 'https://a.net', credentials: true }));",
      "export function f(req, res) { res.setHeader('Access-Control-Allow-Origin', '*'); }",
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

describe('backtracks', () => {
  test.each(['(a+)+$', '^(?:\\d+)*x', '([a-z]*)*b', '(?<n>\\w+)+!', '(x|a+)+$', '((a+))+$', '(a{2,})+b'])(
    '%s',
    (pattern) => {
      expect(backtracks(pattern)).toBe(true);
    },
  );
  test.each([
    '(a+)+',
    '(?:a+b)+$',
    '(ab?)+$',
    '[(a+)+]$',
    '\\(a+\\)+$',
    '(?=a+)+$',
    '(a+){3}$',
    '(',
    'a)b+$',
    '(a+,)*$',
  ])('not %s', (pattern) => {
    expect(backtracks(pattern)).toBe(false);
  });
});

test('points at what is wrong', () => {
  expect(placesOf('const x = 1; eval(code);', 'security/no-eval')).toEqual(['eval(code)']);
});

describe('the dimension', () => {
  const golden =
    'export function show(el, text) { el.textContent = text; return el; }\nexport const run = (f) => f();';

  test.each([
    'api/boardApi.ts',
    'hooks/useHotkey.ts',
    'state/boardReducer.ts',
    'utils/text.ts',
    'utils/validation.ts',
    'components/App.tsx',
  ])('identical is 1: %s', (name) => {
    const text = readFileSync(`examples/golden/${name}`, 'utf8');
    expect(evaluate(security, text, text, name)).toMatchObject({ value: 1, findings: [] });
  });

  test('severity decides what a fault costs, and faults multiply', () => {
    const high = golden.replace('textContent', 'innerHTML');
    const two = high.replace('f()', 'eval(f)');
    expect(evaluate(security, golden, high).value).toBeCloseTo(0.6, 9);
    expect(evaluate(security, golden, two).value).toBeCloseTo(0.36, 9);
    const low = `${golden}\nexport const find = (word) => new RegExp(word);`;
    expect(evaluate(security, golden, low).value).toBeCloseTo(0.92, 9);
  });

  test('a hundred faults leave something between 0 and 1', () => {
    const many = `export function f(x) {\n${'  eval(x);\n'.repeat(100)}}`;
    const { value, findings } = evaluate(security, golden, many);
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThan(1e-9);
    expect(findings).toHaveLength(100);
  });

  test('what the golden does too is not charged, and safer costs nothing', () => {
    const unsafe = golden.replace('textContent', 'innerHTML');
    expect(evaluate(security, unsafe, unsafe).value).toBe(1);
    expect(evaluate(security, unsafe, golden).value).toBe(1);
    const moved = `export const run = (f) => f();\nexport function draw(el, text) { el.innerHTML = text; return el; }`;
    expect(evaluate(security, unsafe, moved).value).toBe(1);
  });

  test('what is another golden file’s is not charged in a shared file', () => {
    const more = `${golden}\nexport function draw(element, html) { element.innerHTML = html; }`;
    expect(evaluate(security, golden, more, 'file.ts').value).toBeCloseTo(0.6, 9);
    expect(evaluate(security, golden, more, 'file.ts', true).value).toBe(1);
    const changed = golden.replace('textContent', 'innerHTML');
    expect(evaluate(security, golden, changed, 'file.ts', true).value).toBeCloseTo(0.6, 9);
  });

  test('findings carry rule, CWE and both places', () => {
    const unsafe = golden.replace('textContent', 'innerHTML');
    const [finding] = evaluate(security, golden, unsafe).findings;
    expect(finding).toMatchObject({ rule: 'security/unsafe-html', severity: 'error', reference: 'CWE-79' });
    expect(unsafe.slice(finding.generated?.start, finding.generated?.end)).toBe('el.innerHTML = text');
    expect(golden.slice(finding.golden?.start, finding.golden?.end)).toBe('show');
  });

  test('does not apply without code', () => {
    expect(evaluate(security, '// nothing', golden)).toMatchObject({
      value: null,
      reason: 'no code in the golden',
    });
    expect(evaluate(security, golden, '')).toMatchObject({
      value: null,
      reason: 'no code in the generated file',
    });
  });

  test('hostile names are names', () => {
    const odd =
      'export const constructor = { __proto__: null, toString: 1 }; const hasOwnProperty = constructor.valueOf(); toString(hasOwnProperty);';
    expect(evaluate(security, odd, odd).value).toBe(1);
  });
});
