import type { PairRequest } from '../app/ports.ts';
import { createPrograms } from '../app/programs.ts';
import type { Project } from './projects/project.ts';
import type { Found } from './projects/snapshot.ts';

/** Golden and generated application, of which one pair is scored. */
export type Sides = Pick<Exclude<Found, { reason: string }>, 'golden' | 'generated'>;

/** With what both sides import, where code is run. */
export async function completed(
  { bench }: Project,
  { golden, generated }: Sides,
  requests: readonly PairRequest[],
): Promise<PairRequest[]> {
  if (!bench.runs) return [...requests];
  const roots = { golden: golden.root, generated: generated.root };
  const programs = await createPrograms(bench, roots, golden.callers);
  return Promise.all(requests.map((request) => programs.complete(request)));
}
