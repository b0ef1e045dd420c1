import { defineConfig } from 'vitest/config';
import { keepCompiled } from './helpers/compile-cache.ts';
import { LongestFirst } from './helpers/longest-first.ts';

keepCompiled();

/** They put a stand-in in the place of a module, which nobody else may see. */
const replaceModules = ['test/main/shell-electron/**/*.test.ts'];

/** Unit, contract, knowledge, golden and security tests; end-to-end tests are Playwright's (test/e2e). */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    globalSetup: ['./test/helpers/loopback-only/run.ts'],
    setupFiles: ['./test/helpers/loopback-only/name-test.ts'],
    testTimeout: 60_000,
    // Tests with processes and workers may miss a moment on a busy machine; the reporter marks what needed a second try.
    retry: 1,
    hookTimeout: 60_000,
    // Many tests wait for a process, a timeout or a packet: one more worker than cores keeps two cores busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/helpers/skip-report.ts'],
    projects: [
      { extends: true, test: { name: 'own-modules', include: replaceModules } },
      // One after another in the same process, so that core, knowledge and schemas are read once and not in every file.
      { extends: true, test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: replaceModules, isolate: false } },
    ],
  },
});
