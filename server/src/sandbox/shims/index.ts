import type { Any } from '../pristine.ts';

/** What code expects of a JavaScript host beyond the language, without a host behind it. */
export function installShims(world: Any): void {
  world.global = world;
  world.self = undefined;
  delete world.self;
}
