import type { TextChange } from '../languages/language.ts';
import { INSIDE } from './domain.ts';
import { sameOutcome } from './judge.ts';
import type { Probe } from './probe.ts';
import { stepsFor } from './running.ts';
import type { Outcome, Program, Sandbox, World } from './sandbox.ts';
import type { MutantCount } from './verdict.ts';

/** A change that is noticed is mostly noticed by the first few inputs. */
const FIRST = 12;

/**
 * How many small changes of the golden the inputs would have noticed: what says whether `equivalent` means much
 * (mutation analysis, DeMillo, Lipton and Sayward 1978). Changes that change nothing count as unnoticed.
 * @param mutant the golden's program with one change; null where that does not parse
 */
export function strengthOf(
  sandbox: Sandbox,
  target: string,
  probes: readonly Probe[],
  changes: readonly TextChange[],
  mutant: (change: TextChange) => Program | null,
): MutantCount {
  const inside = probes.filter(({ weight }) => weight >= INSIDE);
  let caught = 0;
  let total = 0;
  for (const change of changes) {
    const program = mutant(change);
    if (program === null) continue;
    total++;
    const world = sandbox.open(program);
    if (world.problem !== null || notices(world, target, inside)) caught++;
    world.close();
  }
  return { caught, total };
}

function notices(world: World, target: string, probes: readonly Probe[]): boolean {
  const differs = (part: readonly Probe[]): boolean => {
    const outcomes: Outcome[] = world.run({
      target,
      inputs: part.map(({ encoded }) => encoded),
      steps: part.map(stepsFor),
      coverage: false,
      patience: 0,
    });
    return outcomes.some((outcome, index) => !sameOutcome(part[index].golden, outcome));
  };
  // Spread over all of them: they are in order of size.
  const every = Math.max(1, Math.floor(probes.length / FIRST));
  const first = probes.filter((_, index) => index % every === 0);
  return differs(first) || differs(probes.filter((_, index) => index % every !== 0));
}

/** At most so many, evenly spread. */
export function spreadOver<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)]);
}
