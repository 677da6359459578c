import type { Program, Sandbox, World } from './sandbox.ts';

/** A sandbox in which a program is loaded once, however often it is opened, until all is closed. */
export interface KeptWorlds extends Sandbox {
  /** Closes what was opened; the sandbox itself stays open. */
  closeAll(): void;
}

export function keepingWorlds(sandbox: Sandbox): KeptWorlds {
  const open = new Map<Program, World>();
  const closers: World[] = [];
  return {
    open(program) {
      const known = open.get(program);
      if (known !== undefined) return known;
      const world = sandbox.open(program);
      const shared: World = {
        problem: world.problem,
        offers: world.offers,
        run: (request) => world.run(request),
        close: () => {},
      };
      open.set(program, shared);
      closers.push(world);
      return shared;
    },
    close: () => {},
    closeAll() {
      for (const world of closers.splice(0)) world.close();
      open.clear();
    },
  };
}
