import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests of the packed extension; `npm run package` makes it first. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['test/package/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 60_000,
  },
});
