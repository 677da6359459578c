import type { Program } from '../engine/index.ts';
import { installClock } from './clock.ts';
import { installGuards } from './guards.ts';
import { type Loaded, load } from './load.ts';
import { type Any, parse } from './pristine.ts';
import { installRandom, seedRandom } from './random.ts';
import { run } from './run.ts';
import { installShims } from './shims/index.ts';
import { installStandIns, resetStandIns } from './standIns.ts';
import { clearTrace } from './state.ts';
import { jsonOf, jsonOfLoaded } from './told.ts';

/**
 * The part of the sandbox that lives beside the hostile code. The host calls the one function that is left behind
 * here with a command and JSON, and gets JSON.
 */
const world = globalThis as Any;
installRandom(world);
installClock(world);
installShims(world);
installGuards();
installStandIns(world);

let loaded: Loaded | undefined;

function open(program: Program): string {
  seedRandom(program.seed);
  resetStandIns();
  clearTrace();
  loaded = load(program);
  return jsonOfLoaded(loaded.problem, loaded.offers.list);
}

/** Loads a program, given as JSON; or runs a target of it on an input, given as JSON. */
world.$guest = (json: string, target?: string, steps = 0, coverage = false, plain = false): string =>
  target === undefined ? open(parse(json)) : jsonOf(run(loaded!, target, { json, steps, coverage, plain }));
