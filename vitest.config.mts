import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 180_000, hookTimeout: 180_000 };
const never = ['test/e2e/**', 'test/package/**', 'node_modules/**'];
/** What only computes: as many at a time as there are cores. */
const computing = ['engine', 'metamorphic'].map((folder) => `test/${folder}/**/*.test.ts`);
/** Language servers take a process for themselves: they watch over it, and end it. */
const servers = ['test/lsp/**/*.test.ts'];
/** What meets processes, sockets and clocks waits for most of its time; many at once disturb each other. */
const meeting = { ...limits, maxWorkers: Math.min(4, availableParallelism()), sequence: { groupOrder: 1 } };

// Files run one after the other in the same processes where they can: what they test is loaded and optimized once.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...limits,
          name: 'computing',
          include: computing,
          isolate: false,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...meeting,
          name: 'meeting',
          include: ['test/**/*.test.ts'],
          exclude: [...never, ...computing, ...servers],
          isolate: false,
        },
      },
      { test: { ...meeting, name: 'servers', include: servers } },
    ],
  },
});
