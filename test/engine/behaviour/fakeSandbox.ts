import type { Side } from '../../../server/src/engine/behaviour/examine.ts';
import { decodeInput, type Value } from '../../../server/src/engine/behaviour/input.ts';
import type {
  Offer,
  Outcome,
  Program,
  RunRequest,
  Sandbox,
  World,
} from '../../../server/src/engine/behaviour/sandbox.ts';
import { parse } from '../../helpers/model.ts';
import { outcome } from './outcomes.ts';

/** What code may do besides answering. */
export interface Tools {
  /** Branch i was taken. */
  hit(branch: number): void;
  /** One step; ends the input when there are no more. */
  step(): void;
}

type Code = (tools: Tools) => (...args: never[]) => unknown;

/** Functions by name. */
export type Functions = Readonly<Record<string, Code>>;

const BRANCHES = 8;
const OUT_OF_STEPS = new Error('steps');

/** Runs functions of the test: a program's first module names the functions that it stands for. */
export class FakeSandbox implements Sandbox {
  readonly programs: Readonly<Record<string, Functions>>;
  /** Worlds that are open. */
  opened = 0;
  /** Inputs that were run. */
  runs = 0;

  constructor(programs: Readonly<Record<string, Functions>>) {
    this.programs = programs;
  }

  open({ modules: [entry] }: Program): World {
    const functions = this.programs[entry.id];
    this.opened++;
    return {
      problem: null,
      offers: Object.keys(functions).map((path) => offerOf(path)),
      run: (request) => {
        this.runs += request.inputs.length;
        return runAll(functions[request.target], request);
      },
      close: () => {
        this.opened--;
      },
    };
  }

  close(): void {}
}

export function offerOf(path: string): Offer {
  return { path, exported: true, kind: 'function', arity: 1, members: [] };
}

/** A side whose programs are those functions. */
export function sideOf(id: string): Side {
  const program: Program = { modules: [{ id, code: 'random', branches: BRANCHES, imports: {} }], seed: 1 };
  return { model: parse(''), program, branchEnds: [], problem: null };
}

function runAll(code: Code, { inputs, steps, coverage, patience }: RunRequest): Outcome[] {
  let left = patience;
  return inputs.map((encoded, index) => {
    if (left <= 0) return outcome({ ending: 'cut', value: '' });
    const ran = runOne(code, encoded, typeof steps === 'number' ? steps : steps[index], coverage);
    if (ran.ending === 'steps') left--;
    return ran;
  });
}

function runOne(code: Code, encoded: string, most: number, coverage: boolean): Outcome {
  const hits = Array.from({ length: BRANCHES }, () => 0);
  let steps = 0;
  const tools: Tools = {
    hit: (branch) => {
      hits[branch]++;
    },
    step: () => {
      if (++steps > most) throw OUT_OF_STEPS;
    },
  };
  const args = decodeInput(encoded).args.map(real);
  const before = canonical(args);
  const rest = (): Partial<Outcome> => ({
    mutated: canonical(args) === before ? '' : canonical(args),
    steps,
    hits: coverage ? hits : [],
  });
  try {
    const value = code(tools)(...(args as never[]));
    return outcome({ value: canonical(value), ...rest() });
  } catch (error) {
    if (error === OUT_OF_STEPS) return outcome({ ending: 'steps', value: '', ...rest() });
    const { name, message } = error as Error;
    return outcome({ ending: 'throw', value: name, message, ...rest() });
  }
}

function real(value: Value): unknown {
  return value !== null && typeof value === 'object' && '$undefined' in value ? undefined : value;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(', ')}]`;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
