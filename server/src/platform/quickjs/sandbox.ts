import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ending, Offer, Outcome, Program, RunRequest, Sandbox, World } from '../../engine/index.ts';
import type { Snapshot } from './instance.ts';
import { type Answer, Machine } from './machine.ts';

export interface QuickJsOptions {
  /** Text of dist/sandbox.js: the part of the sandbox that runs inside. */
  readonly guest: string;
  /** Content of dist/quickjs.wasm. */
  readonly wasm: Uint8Array<ArrayBuffer>;
  /**
   * Stack for programs. The thread needs far more, or it runs out first and the memory must be healed: two MiB are
   * safe with `stackSizeMb: 64`.
   */
  readonly stackBytes?: number;
  /** How often QuickJS may ask whether to go on, for one input: native time as a count, the same on every machine. */
  readonly ticks?: number;
  /** Milliseconds for one input, where even that count takes too long. */
  readonly wall?: number;
  /** Called before each program that is loaded and each input. */
  readonly beat?: () => void;
}

const STACK_BYTES = 2 * 1024 * 1024;
const TICKS = 250_000;
const WALL = 4_000;
/** Steps are counted down in 32 bits. */
const MOST_STEPS = 2_000_000_000;

/** Opens the sandbox of a built Fern. */
export function openQuickJs(
  dist: string,
  options: Pick<QuickJsOptions, 'beat' | 'wall'> = {},
): Promise<Sandbox> {
  const wasm = new Uint8Array(readFileSync(join(dist, 'quickjs.wasm')));
  const guest = readFileSync(join(dist, 'sandbox.js'), 'utf8');
  return createQuickJsSandbox({ guest, wasm, ...options });
}

/** A sandbox around QuickJS in WebAssembly. One program runs at a time; as many worlds as wanted may be open. */
export async function createQuickJsSandbox(options: QuickJsOptions): Promise<Sandbox> {
  const compiled = await WebAssembly.compile(options.wasm);
  const { guest, stackBytes = STACK_BYTES, ticks = TICKS, wall = WALL, beat = () => {} } = options;
  const machine = await Machine.create({ guest, compiled, stackBytes, ticks, wall, beat });
  return {
    open: (program) => openWorld(machine, program),
    close: () => {},
  };
}

const LOADING: Readonly<Record<Exclude<Answer['kind'], 'answer' | 'throw'>, string>> = {
  time: 'takes too long to load',
  steps: 'takes too many steps to load',
  memory: 'needs too much memory to load',
  stack: 'nests too deeply to load',
};

function openWorld(machine: Machine, program: Program): World {
  const answer = machine.run(machine.base, JSON.stringify(program));
  if (answer.kind !== 'answer') {
    const problem = answer.kind === 'throw' ? answer.text : LOADING[answer.kind];
    const nothing = (): Outcome => ending('throw', 'Error', problem);
    return { problem, offers: [], run: ({ inputs }) => inputs.map(nothing), close: () => {} };
  }
  const { problem, offers }: { problem: string | null; offers: Offer[] } = JSON.parse(answer.text);
  let snapshot: Snapshot | undefined = machine.save();
  return {
    problem,
    offers,
    run(request) {
      if (snapshot === undefined) throw new Error('This world is closed.');
      return runAll(machine, snapshot, request);
    },
    close() {
      snapshot = undefined;
    },
  };
}

/** Stands in the JSON of an input where what JSON gives is not the value itself. */
const ENCODED = /"(?:\$|__proto__")/;

/** Each input starts from the memory as it was when the program had been loaded: nothing leaks from one to the next. */
function runAll(machine: Machine, snapshot: Snapshot, request: RunRequest): Outcome[] {
  const { target, inputs, steps, coverage, patience } = request;
  const outcomes: Outcome[] = [];
  let slow = 0;
  for (let i = 0; i < inputs.length; i++) {
    if (slow > patience) {
      outcomes.push(ending('cut'));
      continue;
    }
    const allowed = Math.min(typeof steps === 'number' ? steps : steps[i], MOST_STEPS);
    const plain = !ENCODED.test(inputs[i]);
    let outcome = outcomeOf(machine.run(snapshot, inputs[i], { target, steps: allowed, coverage, plain }));
    // Without memory for an error QuickJS throws null.
    if (outcome.ending === 'throw' && outcome.value === 'object' && machine.full())
      outcome = ending('memory');
    if (outcome.ending === 'steps' || outcome.ending === 'time') slow++;
    outcomes.push(outcome);
  }
  return outcomes;
}

function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === 'answer') return JSON.parse(answer.text);
  return answer.kind === 'throw' ? ending('throw', 'Error', answer.text) : ending(answer.kind);
}

function ending(kind: Ending, value = '', message = ''): Outcome {
  const nothing = { mutated: '', effects: [], steps: 0, hits: [], blanks: 0, invented: false };
  return { ending: kind, value, message, ...nothing };
}
