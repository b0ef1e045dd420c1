import { defineConfig } from 'vitest/config';

/** Unit, contract, knowledge, golden and security tests; end-to-end tests are Playwright's (test/e2e). */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['./test/helpers/loopback-only/run.ts'],
    setupFiles: ['./test/helpers/loopback-only/name-test.ts'],
    testTimeout: 60_000,
    // Tests with processes and workers may miss a moment on a busy machine; the reporter marks what needed a second try.
    retry: 1,
    hookTimeout: 60_000,
    // Many tests wait for a process, a timeout or a packet: one more worker than cores keeps two cores busy.
    maxWorkers: 3,
    reporters: ['default', './test/helpers/skip-report.ts'],
  },
});
