import { defineConfig } from 'vitest/config';

/** Unit, contract, knowledge, golden and security tests; end-to-end tests are Playwright's (test/e2e). */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/helpers/skip-report.ts'],
  },
});
