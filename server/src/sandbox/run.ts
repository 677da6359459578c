import type { Ending, Input, Outcome, Value } from '../engine/index.ts';
import { isInvented } from './chameleon.ts';
import { watch } from './changes.ts';
import { decodeAll } from './decode.ts';
import { drainIterator, isIterator } from './iterate.ts';
import type { Loaded } from './load.ts';
import type { Kept } from './offers.ts';
import {
  type Any,
  apply,
  construct,
  cut,
  hasOwn,
  join,
  min,
  parse,
  push,
  typedJoin,
  typedLength,
} from './pristine.ts';
import { messageOf, render, thrown } from './render.ts';
import { letHappen, type Settled, settle } from './settle.ts';
import { clearTrace, left, STOP, trace } from './state.ts';

/** Steps that rendering may take where it meets getters and proxies. */
const RENDER_STEPS = 200_000;

interface Result {
  ending: Ending;
  value: string;
  message: string;
}

/** One input to run. */
export interface Task {
  readonly json: string;
  readonly steps: number;
  readonly coverage: boolean;
  /** What JSON gives is the input itself: no value in it is encoded. */
  readonly plain: boolean;
}

/** An outcome with its counts in a row, separated by commas. */
export type Ran = Omit<Outcome, 'hits'> & { readonly hits: string };

/** Runs one input on what a program offers, in a world that is as {@link load} left it. */
export function run(loaded: Loaded, target: string, { json, steps, coverage, plain }: Task): Ran {
  const input: Input = parse(json);
  const changed = watch(input, json, plain);
  const args = changed.args;
  clearTrace();

  left[0] = steps;
  const result = perform(loaded.offers.find(target), target, args, input);
  const taken = steps - left[0];
  if (result.ending === 'value' || result.ending === 'throw' || result.ending === 'pending') letHappen();
  left[0] = RENDER_STEPS;
  const mutated = changed.told();
  return {
    ending: result.ending,
    value: result.value,
    message: result.message,
    mutated,
    effects: trace.effects,
    steps: min(taken, steps),
    hits: coverage ? hitsOf(loaded.counters) : '',
    blanks: trace.blanks,
    invented: trace.invented,
  };
}

function hitsOf(counters: Uint32Array[]): string {
  const rows: string[] = [];
  for (let i = 0; i < counters.length; i++) {
    if (typedLength(counters[i]) > 0) push(rows, typedJoin(counters[i], ','));
  }
  return join(rows, ',');
}

function perform(kept: Kept | undefined, target: string, args: Any[], input: Input): Result {
  if (kept === undefined) {
    return { ending: 'throw', value: 'ReferenceError', message: `The program has no ${target}.` };
  }
  const { offer, value, self } = kept;
  if (offer.kind === 'value') return told({ kind: 'value', value });
  if (offer.kind === 'class') return history(value, args, hasOwn(input, 'calls') ? input.calls : undefined);
  const settled = settle(() => apply(value, self, args));
  if (settled.kind === 'value' && hasOwn(input, 'calls') && hasMembers(settled.value))
    return useInOrder(settled.value, settled.value, input.calls, undefined);
  const lists = hasOwn(input, 'further') ? input.further : undefined;
  if (settled.kind !== 'value' || lists === undefined || typeof settled.value !== 'function')
    return told(settled);
  return callAll(settled.value, lists);
}

/** The outcome of a call as it is told; iterators are emptied. */
function told(settled: Settled): Result {
  switch (settled.kind) {
    case 'value':
      return isIterator(settled.value) ? toldIterator(settled.value) : toldValue(settled.value);
    case 'throw':
      return toldError(settled.error);
    default:
      return { ending: settled.kind, value: '', message: '' };
  }
}

function toldIterator(iterator: Any): Result {
  const items: Any[] = [];
  const settled = drainIterator(iterator, items);
  if (settled.kind === 'steps' || settled.kind === 'pending') return told(settled);
  const shown = shownAside(items);
  const end = settled.kind === 'throw' ? ` throws ${thrown(settled.error)}` : '';
  return { ending: 'value', value: `Iterator${shown}${end}`, message: '' };
}

function toldValue(value: Any): Result {
  return { ending: 'value', value: shownAside(value), message: '' };
}

/** Renders with its own steps, so that telling a result does not use up those of the code. */
function shownAside(value: Any): string {
  const steps = left[0];
  left[0] = RENDER_STEPS;
  if (isInvented(value)) trace.invented = true;
  const shown = render(value);
  left[0] = steps;
  return shown;
}

function toldError(error: Any): Result {
  if (error === STOP) return { ending: 'steps', value: '', message: '' };
  const message = messageOf(error);
  const name = thrown(error);
  if (name === 'InternalError') {
    if (message === 'stack overflow') return { ending: 'stack', value: '', message: '' };
    if (message === 'out of memory') return { ending: 'memory', value: '', message: '' };
  }
  return { ending: 'throw', value: name, message };
}

/** One of several results in an outcome; null where the input ends here. */
function entryOf(result: Result): string | null {
  if (result.ending === 'value') return result.value;
  if (result.ending === 'throw') return `throws ${result.value}`;
  return result.ending === 'pending' ? 'pending' : null;
}

function callAll(called: Any, lists: readonly (readonly Value[])[]): Result {
  const parts: string[] = [];
  for (let i = 0; i < lists.length; i++) {
    const args = decodeAll(lists[i]);
    const result = told(settle(() => apply(called, undefined, args)));
    const entry = entryOf(result);
    if (entry === null) return result;
    push(parts, entry);
  }
  return { ending: 'value', value: `Function[${join(parts, ',')}]`, message: '' };
}

/** Constructs, uses the members in order, and tells every answer and what the instance shows at the end. */
function history(made: Any, args: Any[], calls: Input['calls']): Result {
  const settled = settle(() => constructed(made, args));
  if (settled.kind !== 'value') return told(settled);
  const instance = settled.value.instance;
  const fields = (): string => shownAside(instance);
  return calls === undefined
    ? { ending: 'value', value: fields(), message: '' }
    : useInOrder(made, instance, calls, fields);
}

function hasMembers(value: Any): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** @param fields tells what an instance shows in the end; what a function returned shows what is read of it. */
function useInOrder(
  made: Any,
  instance: Any,
  calls: Input['calls'],
  fields: (() => string) | undefined,
): Result {
  const parts: string[] = [];
  for (let i = 0; calls !== undefined && i < calls.length; i++) {
    const use = fields === undefined ? callMember : useMember;
    const result = told(settle(() => use(made, instance, calls[i][0], calls[i][1])));
    const entry = entryOf(result);
    if (entry === null) return result;
    push(parts, entry);
  }
  const end = fields === undefined ? '' : ` fields ${fields()}`;
  return { ending: 'value', value: `Instance[${join(parts, ',')}]${end}`, message: '' };
}

/** In an object: an instance that can be waited for must not be. */
function constructed(made: Any, args: Any[]): { instance: Any } {
  return { instance: construct(made, args) };
}

function useMember(made: Any, instance: Any, member: string, encoded: readonly Value[]): Any {
  const isStatic = cut(member, 0, 7) === 'static ';
  const owner = isStatic ? made : instance;
  const found = owner[isStatic ? cut(member, 7) : member];
  if (typeof found !== 'function') return found;
  return apply(found, owner, decodeAll(encoded));
}

/** Of an object that a function returned: what is not said to be read must be a function. */
function callMember(_: Any, object: Any, member: string, encoded: readonly Value[]): Any {
  if (cut(member, 0, 4) === 'get ') return object[cut(member, 4)];
  return apply(object[member], object, decodeAll(encoded));
}
