/**
 * What a reproduction brings along to run in plain Node: the call in a thread of its own, in the frozen world of the
 * sandbox, and the comparison. Text, for it becomes part of the file; it must not use what is outside of it.
 */
export const RUNTIME = String.raw`
/** Runs one call in a thread, so that one that never ends can be stopped, and tells what came of it. */
async function outcomeOf(task) {
  const { Worker } = await import("node:worker_threads");
  const data = { ...task, input: String(task.input), modules: MODULES[task.side] };
  data.modules = Object.fromEntries(Object.entries(data.modules).map(([id, { code, imports }]) => [id, { code: String(code), imports }]));
  const worker = new Worker('(' + thread + ')()', { eval: true, workerData: data, resourceLimits: { maxOldGenerationSizeMb: 256 } });
  return new Promise((resolve) => {
    const end = (outcome) => {
      clearTimeout(timer);
      resolve(outcome); // The first counts.
      worker.terminate();
    };
    const timer = setTimeout(() => end({ ending: 'steps' }), TIME_LIMIT_MS);
    worker.on('message', end);
    worker.on('error', (error) => end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { ending: 'memory' } : { ending: 'crash', value: String(error) }));
    worker.on('exit', () => end({ ending: 'pending' }));
  });
}

/** Whether an outcome is the expected one: floats to 1e-9, "5" for 5 and null for undefined are let pass. */
function isSame(expected, actual) {
  if (expected.ending !== actual.ending) return false;
  if (expected.ending === 'throw') return expected.value === actual.value;
  if (!isAlike(expected.value, actual.value)) return false;
  if (expected.value === 'undefined' && expected.mutated && !isAlike(expected.mutated, actual.mutated)) return false;
  const [wanted, got] = [expected.effects ?? [], actual.effects ?? []];
  return wanted.length === got.length && wanted.every((each, i) => isAlike(each, got[i]));
}

function isAlike(a, b) {
  const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?n?/gi;
  const clean = (text) => text.replace(/"(?:[^"\\]|\\.)*"|\bundefined\b/g, (found) => (found === 'undefined' ? 'null' : found));
  [a, b] = [clean(a), clean(b)];
  if (a === b) return true;
  if (a.replace(token, '#') !== b.replace(token, '#')) return false;
  const others = b.match(token) ?? [];
  return (a.match(token) ?? []).every((one, i) => {
    const other = others[i];
    if (one === other) return true;
    if (one[0] === '"' && other[0] === '"') return false;
    const [x, y] = [one, other].map((each) => each.replace(/^"(-?\d+(?:\.\d+)?)"$/, '$1'));
    if (x === y) return true;
    if (!/[.e]/i.test(x + y) && Math.abs(Number(x)) < 2 ** 53) return false;
    return Math.abs(Number(x) - Number(y)) <= 1e-9 * Math.max(1, Math.abs(Number(x)), Math.abs(Number(y)));
  });
}

/** The thread: loads the modules, makes the call, and tells the result as text, keys and members sorted. */
async function thread() {
  const { parentPort, workerData: task } = require("node:worker_threads");
  const STOP = { stopped: true };
  const left = new Int32Array(1);
  const effects = [];
  const stop = () => {
    throw STOP;
  };
  const effect = (line) => {
    left[0] -= 200;
    if (left[0] < 0) stop();
    if (effects.length < 1000) effects.push(line);
  };
  const soon = setImmediate;
  const turn = () => new Promise((resolve) => soon(resolve));
  const errorName = (error) => (typeof error?.name === 'string' ? error.name : 'Error');

  // Values as text.
  const typed = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
  const fields = (value, path) =>
    '{' + Object.keys(value).sort().map((key) => {
      try {
        return JSON.stringify(key) + ':' + show(value[key], path);
      } catch {
        return JSON.stringify(key) + ':<throws>';
      }
    }).join(',') + '}';
  const show = (value, path = []) => {
    if (typeof value === 'number') return value === 0 ? '0' : String(value);
    if (typeof value === 'string') return value.length > 20000 ? JSON.stringify(value.slice(0, 20000)) + '…' : JSON.stringify(value);
    if (typeof value === 'bigint') return value + 'n';
    if (typeof value === 'function') return 'function';
    if (typeof value !== 'object' || value === null) return String(value);
    if (path.length >= 12) return '…';
    if (path.includes(value)) return '<circle>';
    const inner = [...path, value];
    const each = (one) => show(one, inner);
    if (Array.isArray(value)) return '[' + Array.from(value, (one, i) => (i in value ? each(one) : '<hole>')).join(',') + ']';
    const prototype = Object.getPrototypeOf(value);
    if (prototype === null || prototype === Object.prototype) return fields(value, inner);
    const name = typed.call(value);
    if (name !== undefined) return name + '[' + Array.from(value, String).join(',') + ']';
    if (value instanceof Map) return 'Map{' + Array.from(value, ([key, one]) => each(key) + '=>' + each(one)).sort().join(',') + '}';
    if (value instanceof Set) return 'Set{' + Array.from(value, each).sort().join(',') + '}';
    if (value instanceof RealDate) return 'Date(' + value.getTime() + ')';
    if (value instanceof RegExp) return '/' + value.source + '/' + value.flags;
    if (value instanceof Error) return 'Error(' + errorName(value) + ')';
    if (value instanceof ArrayBuffer) return 'ArrayBuffer(' + value.byteLength + ')';
    for (const known of [Promise, WeakMap, WeakSet]) if (value instanceof known) return known.name;
    for (const boxed of [Number, String, Boolean, Symbol, BigInt]) if (value instanceof boxed) return 'Object(' + show(value.valueOf()) + ')';
    if (value instanceof URL || value instanceof URLSearchParams) return value.constructor.name + '(' + value + ')';
    return fields(value, inner);
  };
  const showArguments = (args) => '(' + show(args).slice(1, -1) + ')';

  // The frozen world: 2024-03-15T10:30:00Z, UTC, en-US, seeded randomness, timers that fire without waiting.
  const RealDate = Date;
  let now = 1710498600000;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now] : args, made),
    apply: () => String(new RealDate(now)),
    get: (target, key) => (key === 'now' ? () => now : target[key]),
  });
  RealDate.prototype.constructor = globalThis.Date;
  for (const [prototype, names] of [[RealDate.prototype, ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']], [Number.prototype, ['toLocaleString']], [BigInt.prototype, ['toLocaleString']]])
    for (const name of names) {
      const real = prototype[name];
      prototype[name] = function (locale = 'en-US', options) {
        return real.call(this, locale, options);
      };
    }
  let state = task.seed | 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const timers = [];
  let ids = 0;
  const after = (run, delay, every, args) => {
    const wait = Math.max(Number(delay), 0) || 0;
    timers.push({ id: ++ids, due: now + wait, every: every ? Math.max(wait, 1) : 0, run: () => run(...args) });
    return ids;
  };
  const forget = (id) => {
    const at = timers.findIndex((timer) => timer.id === id);
    if (at >= 0) timers.splice(at, 1);
  };
  const fire = () => {
    const timer = timers.reduce((first, each) => (first === null || each.due < first.due ? each : first), null);
    if (timer === null) return false;
    timers.splice(timers.indexOf(timer), 1);
    now = Math.max(now, timer.due);
    if (timer.every > 0) timers.push({ ...timer, due: now + timer.every });
    try {
      timer.run();
    } catch (error) {
      if (error !== STOP) effect('uncaught ' + errorName(error));
    }
    return true;
  };
  Object.assign(globalThis, {
    setTimeout: (run, delay, ...args) => after(run, delay, false, args),
    setInterval: (run, delay, ...args) => after(run, delay, true, args),
    setImmediate: (run, ...args) => after(run, 0, false, args),
    clearTimeout: forget,
    clearInterval: forget,
    clearImmediate: forget,
  });
  for (const name of Object.keys(console)) console[name] = () => {};
  // A promise of the code that nobody looks at.
  process.on('unhandledRejection', () => {});

  // Inputs that have no literal.
  const hash = (text) => {
    let h = (0x811c9dc5 ^ task.seed) | 0;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  };
  /** A callback that notes its calls; 'table' answers by what it is asked. */
  const spy = ({ answer, observed, answers = () => [] }) => function callback(...args) {
    const asked = showArguments(args);
    if (observed) effect('callback' + asked);
    if (answer === 'compare') return args[0] < args[1] ? -1 : args[0] > args[1] ? 1 : 0;
    if (answer === 'first') return args[0];
    if (answer === 'throw') throw new Error('callback');
    const all = answers();
    return all.length === 0 ? undefined : all[hash(asked) % all.length];
  };
  const named = (name, error) => Object.assign(error, { name });

  // The modules. What is not among them and touches the world is an object that does nothing.
  const absent = new Proxy(function () {}, {
    get: (_, key) => (key === 'then' || typeof key === 'symbol' ? undefined : absent),
    apply: () => absent,
    construct: () => absent,
  });
  globalThis.fetch = absent;
  const real = new Set(['assert', 'events', 'path', 'util', 'url', 'buffer']);
  const started = new Map();
  const own = new Map();
  const load = (id) => {
    const module = { exports: {} };
    started.set(id, module);
    const get = (written) => {
      const target = task.modules[id].imports[written];
      if (target === undefined) return real.has(written.replace(/^node:/, '')) ? require(written) : absent;
      const wanted = target === task.entry.replace(/#\d+$/, '') ? task.entry : target;
      if (!started.has(wanted)) load(wanted);
      return started.get(wanted).exports;
    };
    const keep = (name, thunk) => {
      if (id === task.entry) own.set(name, thunk);
    };
    const code = (0, eval)('(' + task.modules[id].code + ')');
    code.call(module.exports, get, module, module.exports, keep, [], left, stop, (value) => value);
  };
  left[0] = 5000000;
  try {
    load(task.entry);
  } catch {
    // What it offered until then can still be called.
  }
  const exported = started.get(task.entry).exports;
  const topLevel = (name) => {
    try {
      return own.get(name)?.();
    } catch {
      return undefined;
    }
  };
  const find = (path) => {
    if (path === 'default' && typeof exported === 'function') return [exported, undefined];
    if (exported !== null && exported !== undefined && Object.hasOwn(exported, path)) return [exported[path], exported];
    if (own.has(path)) return [topLevel(path), undefined];
    const dot = path.indexOf('.');
    if (dot < 0) return [undefined, undefined];
    const [owner] = find(path.slice(0, dot));
    return [owner?.[path.slice(dot + 1)], owner];
  };

  // The call.
  const settle = async (call) => {
    try {
      const value = call();
      if (value === null || !/object|function/.test(typeof value) || typeof value.then !== 'function') return { kind: 'value', value };
      let settled;
      new Promise((resolve) => resolve(value)).then((got) => (settled = { kind: 'value', value: got }), (error) => (settled = { kind: 'throw', error }));
      for (let fired = 0; fired < 10000; fired++) {
        await turn();
        if (settled !== undefined) return left[0] < 0 ? { kind: 'steps' } : settled;
        if (!fire()) return { kind: 'pending' };
      }
      return { kind: 'steps' };
    } catch (error) {
      return error === STOP || left[0] < 0 ? { kind: 'steps' } : { kind: 'throw', error };
    }
  };
  const thrown = (error) => {
    if (error instanceof RangeError && /call stack/.test(error.message)) return { ending: 'stack' };
    const isError = error instanceof Error || (typeof error?.name === 'string' && typeof error?.message === 'string');
    const name = isError ? errorName(error) : typeof error;
    return { ending: 'throw', value: task.errors[name] ?? name, message: String(error?.message ?? error) };
  };
  const told = async (settled) => {
    if (settled.kind === 'throw') return settled.error === STOP ? { ending: 'steps' } : thrown(settled.error);
    if (settled.kind !== 'value') return { ending: settled.kind };
    const { value } = settled;
    const isIterator = typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.next === 'function' && (value[Symbol.iterator] ?? value[Symbol.asyncIterator]) !== undefined;
    if (!isIterator) return { ending: 'value', value: show(value) };
    const items = [];
    let end = '';
    while (items.length < 1000) {
      const step = await settle(() => value.next());
      if (step.kind === 'throw') end = ' throws ' + thrown(step.error).value;
      else if (step.kind !== 'value') return { ending: step.kind };
      if (end !== '' || typeof step.value !== 'object' || step.value === null || step.value.done) break;
      items.push(step.value.value);
    }
    return { ending: 'value', value: 'Iterator' + show(items) + end };
  };
  /** Several results as one; the first that ends the call is the outcome. */
  const history = async (calls) => {
    const parts = [];
    for (const call of calls) {
      const result = await told(await settle(call));
      if (result.ending === 'value') parts.push(result.value);
      else if (result.ending === 'throw') parts.push('throws ' + result.value);
      else if (result.ending === 'pending') parts.push('pending');
      else return result;
    }
    return '[' + parts.join(',') + ']';
  };
  const perform = async (input) => {
    const [target, self] = find(task.unit);
    if (task.kind === 'value') return told({ kind: 'value', value: target });
    if (target === undefined) return { ending: 'throw', value: 'ReferenceError', message: 'there is no ' + task.unit };
    const used = (made, it) => ([name, args]) => {
      if (made === it) return name.startsWith('get ') ? it[name.slice(4)] : it[name].apply(it, args);
      const isStatic = name.startsWith('static ');
      const owner = isStatic ? made : it;
      const member = owner[isStatic ? name.slice(7) : name];
      return typeof member === 'function' ? member.apply(owner, args) : member;
    };
    const useInOrder = (made, it) => {
      const use = used(made, it);
      return history(input.calls.map((call) => () => use(call)));
    };
    if (task.kind === 'class') {
      const made = await settle(() => ({ it: Reflect.construct(target, input.args) }));
      if (made.kind !== 'value') return told(made);
      const { it } = made.value;
      if (input.calls === undefined) return { ending: 'value', value: show(it) };
      const parts = await useInOrder(target, it);
      return typeof parts === 'string' ? { ending: 'value', value: 'Instance' + parts + ' fields ' + show(it) } : parts;
    }
    const settled = await settle(() => target.apply(self, input.args));
    if (settled.kind === 'value' && input.calls !== undefined && settled.value !== null && /object|function/.test(typeof settled.value)) {
      const parts = await useInOrder(settled.value, settled.value);
      return typeof parts === 'string' ? { ending: 'value', value: 'Instance' + parts } : parts;
    }
    if (settled.kind !== 'value' || input.further === undefined || typeof settled.value !== 'function') return told(settled);
    const parts = await history(input.further.map((args) => () => settled.value(...args)));
    return typeof parts === 'string' ? { ending: 'value', value: 'Function' + parts } : parts;
  };
  const input = eval('(' + task.input + ')')();
  const kept = [...input.args];
  const before = showArguments(kept);
  now = 1710498600000;
  state = task.seed | 0;
  effects.length = 0;
  left[0] = task.steps;
  const outcome = await perform(input);
  for (let fired = 0; fired < 100; fired++) {
    await turn();
    if (left[0] < 0 || !fire()) break;
  }
  const mutated = showArguments(kept);
  parentPort.postMessage({ ...outcome, mutated: mutated === before ? '' : mutated, effects });
}
`.trim();
