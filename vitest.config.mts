import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 180_000, hookTimeout: 180_000 };
const never = ['test/e2e/**', 'test/package/**', 'node_modules/**'];
/** What only computes: as many at a time as there are cores. */
const computing = ['engine', 'metamorphic'].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...limits,
          name: 'computing',
          include: computing,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Meets processes, sockets and clocks: afterwards, with some of the machine left.
        test: {
          ...limits,
          name: 'meeting',
          include: ['test/**/*.test.ts'],
          exclude: [...never, ...computing],
          maxWorkers: Math.max(1, Math.floor(availableParallelism() / 2)),
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
