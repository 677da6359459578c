import type { SourceModel } from '../../model/source.ts';
import type { Target } from '../explore.ts';
import { encodeInput, type Input, READ } from '../input.ts';
import type { Reader } from '../reader.ts';
import { unitNamed } from '../roots.ts';
import type { SideSources } from '../sides.ts';
import { Callers } from './callers.ts';
import { Evaluator } from './evaluate.ts';
import { type CallSite, callSitesIn } from './walk.ts';

/** Examples that one unit gets from other files: those of the first files, each once. */
const MOST_EXAMPLES = 40;
const MOST_CALLS = 16;

/** What other files of its application, tests before others, call of a golden file. */
export function callSitesOf(reader: Reader, sources: SideSources, golden: SourceModel): CallSite[] {
  const callers = new Callers(reader, sources, golden);
  const evaluator = new Evaluator(callers);
  return callers.paths.flatMap((path) => {
    const file = evaluator.file(path);
    return file === null ? [] : callSitesIn(callers, evaluator, file);
  });
}

/** A target with the inputs that call sites show, behind those that it has already. */
export function withCallSites(target: Target, sites: readonly CallSite[], golden: SourceModel): Target {
  const known = new Set(target.examples.map(encodeInput));
  const found: Input[] = [];
  for (const site of sites) {
    if (found.length >= MOST_EXAMPLES) break;
    const input = isOf(golden, site.path, target.path) ? inputOf(site, target) : null;
    const encoded = input === null ? '' : encodeInput(input);
    if (input === null || known.has(encoded)) continue;
    known.add(encoded);
    found.push(input);
  }
  return found.length === 0 ? target : { ...target, examples: [...target.examples, ...found] };
}

/** Whether what is called is the target, under that name or as a part of the default export. */
function isOf(golden: SourceModel, called: string, path: string): boolean {
  if (called === path) return true;
  const unit = unitNamed(golden, path);
  const names = called.startsWith('default.') ? [called, called.slice('default.'.length)] : [called];
  return names.some((name) => name === path || (unit !== null && unitNamed(golden, name) === unit));
}

/** Null where too little was done with the result to be an input of the target. */
function inputOf({ args, uses }: CallSite, { plan }: Target): Input | null {
  if (plan.further !== null) {
    const further = uses.flatMap((use) => (use.member === null && use.args !== null ? [use.args] : []));
    return further.length === 0 ? null : { args, further: further.slice(0, MOST_CALLS) };
  }
  if (plan.members.length === 0) return args.length === 0 ? null : { args };
  const names = new Set(plan.members.map(({ name }) => name));
  const calls: [string, (typeof args)[number][]][] = [];
  for (const { member, args: given } of uses) {
    const name = [member, `${READ}${member}`].find((each) => each !== null && names.has(each));
    if (typeof name !== 'string') continue;
    // What follows depends on what can't be told.
    if (given === null || calls.length >= MOST_CALLS) break;
    calls.push([name, [...given]]);
  }
  return calls.length === 0 && args.length === 0 ? null : { args, calls };
}
