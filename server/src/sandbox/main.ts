import type { Program } from '../engine/index.ts';
import { installClock } from './clock.ts';
import { handOver } from './host.ts';
import { type Loaded, load } from './load.ts';
import { type Any, parse, push, stringify } from './pristine.ts';
import { installRandom, seedRandom } from './random.ts';
import { run } from './run.ts';
import { installShims } from './shims/index.ts';
import { installStandIns, resetStandIns } from './standIns.ts';
import { clearTrace } from './state.ts';

/**
 * The part of the sandbox that lives beside the hostile code. The host calls the one function that is left behind
 * here with a command and JSON, and gets JSON.
 */
const world = globalThis as Any;
installRandom(world);
installClock(world);
installShims(world);
installStandIns(world);

let loaded: Loaded | undefined;

function open(program: Program): string {
  seedRandom(program.seed);
  resetStandIns();
  clearTrace();
  loaded = load(program);
  const offers: Any[] = [];
  for (let i = 0; i < loaded.offers.list.length; i++) push(offers, loaded.offers.list[i].offer);
  return stringify({ problem: loaded.problem, offers });
}

interface Batch {
  target: string;
  inputs: string[];
  steps: number[];
  coverage: boolean;
}

/** Runs inputs one after the other, and hands each outcome over as soon as it is there. */
function runBatch({ target, inputs, steps, coverage }: Batch): string {
  for (let i = 0; i < inputs.length; i++) {
    const outcome = run(loaded!, target, inputs[i], steps[i], coverage);
    handOver(stringify(outcome));
    // What ran out of memory is in no state to go on.
    if (outcome.ending === 'memory') break;
  }
  return '';
}

world.$guest = (command: string, json: string): string =>
  command === 'open' ? open(parse(json)) : runBatch(parse(json));
