import { chameleon } from './chameleon.ts';
import { argumentsText } from './decode.ts';
import { knownModule } from './modules/index.ts';
import { type Any, create, cut, hasOwn, RealError, RealPromise, stringify, text } from './pristine.ts';
import { seedOf } from './random.ts';
import { effect, hashOf, trace } from './state.ts';

let loaded: Any = create(null);

/** What `require` gives for a module that is not in the program: a small real one, or a stand-in that records. */
export function standInModule(specifier: string): Any {
  const name = cut(specifier, 0, 5) === 'node:' ? cut(specifier, 5) : specifier;
  if (!hasOwn(loaded, name)) loaded[name] = knownModule(name) ?? chameleon(`module:${name}`, false);
  return loaded[name];
}

/** Forgets the modules that were handed out. */
export function resetStandIns(): void {
  loaded = create(null);
}

const WORDS = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath'];

/** A small object decided by the question alone. */
export function seededObject(question: string): Any {
  const hash = hashOf(question, seedOf());
  return {
    id: 1 + (hash % 90),
    name: WORDS[hash % 8],
    value: (hash >>> 8) % 1000,
    items: [
      { id: 1, name: WORDS[(hash >>> 4) % 8] },
      { id: 2, name: WORDS[(hash >>> 12) % 8] },
    ],
  };
}

function fetch(...args: Any[]): Any {
  const target = args[0];
  const address =
    typeof target === 'object' && target !== null && 'href' in target ? text(target.href) : target;
  const question = `fetch${argumentsText(args.length > 1 ? [address, args[1]] : [address])}`;
  effect(question);
  return RealPromise.resolve(response(question, typeof address === 'string' ? address : ''));
}

function response(question: string, url: string): Any {
  const headers = new Map([['content-type', 'application/json']]);
  const body = () => {
    trace.invented = true;
    return seededObject(question);
  };
  return {
    ok: true,
    status: 200,
    statusText: 'OK',
    redirected: false,
    type: 'basic',
    url,
    bodyUsed: false,
    headers: {
      get: (name: Any) => headers.get(text(name).toLowerCase()) ?? null,
      has: (name: Any) => headers.has(text(name).toLowerCase()),
    },
    json: () => RealPromise.resolve(body()),
    text: () => RealPromise.resolve(stringify(body())),
    clone: () => response(question, url),
  };
}

/** Web storage that keeps what is put in and tells of it. */
function storage(label: string): Any {
  let held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    key: (index: Any) => Array.from(held.keys())[index] ?? null,
    getItem: (key: Any) => held.get(text(key)) ?? null,
    setItem(key: Any, value: Any) {
      effect(`${label}.setItem${argumentsText([text(key), text(value)])}`);
      held.set(text(key), text(value));
    },
    removeItem(key: Any) {
      effect(`${label}.removeItem${argumentsText([text(key)])}`);
      held.delete(text(key));
    },
    clear() {
      effect(`${label}.clear()`);
      held = new Map();
    },
  };
}

function processObject(): Any {
  return {
    env: {},
    argv: ['node', 'program'],
    platform: 'linux',
    version: 'v20.0.0',
    versions: { node: '20.0.0' },
    pid: 1,
    cwd: () => '/',
    uptime: () => 1,
    on: () => undefined,
    once: () => undefined,
    off: () => undefined,
    emitWarning: () => {},
    nextTick: (run: Any, ...args: Any[]) => (globalThis as Any).queueMicrotask(() => run(...args)),
    hrtime: Object.assign(() => [1, 0], { bigint: () => 1_000_000_000n }),
    memoryUsage: () => ({ rss: 1, heapTotal: 1, heapUsed: 1, external: 1, arrayBuffers: 1 }),
    stdout: { write: () => true, isTTY: false },
    stderr: { write: () => true, isTTY: false },
    exit(code: Any) {
      effect(`process.exit${argumentsText(code === undefined ? [] : [code])}`);
      throw new RealError('process.exit');
    },
  };
}

/** Puts what code asks of the world outside it in place. */
export function installStandIns(world: Any): void {
  world.fetch = fetch;
  world.localStorage = storage('localStorage');
  world.sessionStorage = storage('sessionStorage');
  world.process = processObject();
}
