import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests with real browsers and editors: `npm run e2e`. One at a time; they would slow each other down. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['test/e2e/**/*.test.ts'],
    fileParallelism: false,
    // A real editor on a busy machine now and then loses a key.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
