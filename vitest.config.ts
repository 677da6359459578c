import { configDefaults, defineConfig } from 'vitest/config';

/** `npm test`: everything that needs no display; browsers and editors have `test/e2e/vitest.config.ts`. */
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, 'test/e2e/**'] },
});
