import type { Probe } from './probe.ts';
import type { Outcome, World } from './sandbox.ts';

/** Steps that a candidate may take: more for small inputs, which should be quick, and a multiple of the golden's. */
export const STEPS_SMALL = 150_000;
const STEPS_LARGE = 75_000;
const STEPS_PER_GOLDEN_STEP = 50;
const SMALL = 20;
/** After so many inputs that never ended the rest is not run. */
export const PATIENCE = 6;

export function runProbes(world: World, target: string, probes: readonly Probe[]): Outcome[] {
  return world.run({
    target,
    inputs: probes.map(({ encoded }) => encoded),
    steps: probes.map(stepsFor),
    coverage: false,
    patience: PATIENCE,
  });
}

export function stepsFor({ size, golden }: Probe): number {
  return (size < SMALL ? STEPS_SMALL : STEPS_LARGE) + STEPS_PER_GOLDEN_STEP * golden.steps;
}
