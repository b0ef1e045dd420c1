import { defineConfig } from '@playwright/test';
import { findBrowser } from '../main/host/browser-finder.ts';
import { loopbackOnly } from '../main/host/browser-process.ts';
import { developmentVariable } from '../main/host/start-core.ts';
import { keepCompiled } from './helpers/compile-cache.ts';

keepCompiled();
// Programs that the tests start check every answer against the contract.
process.env[developmentVariable] = '1';

const executablePath = findBrowser();
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** End-to-end tests: the built application in the browser that is installed here, and Electron where its runtime is. */
export default defineConfig({
  testDir: './e2e',
  globalSetup: './helpers/loopback-only/run.ts',
  outputDir: '../test-results',
  reporter: [['list']],
  // Far above what a test takes: a limit that a busy machine reaches would call it broken. A step that hangs is named long before.
  timeout: 120_000,
  workers: 2,
  // Tests of one file share nothing: spread, both workers end together.
  fullyParallel: true,
  // A busy machine may miss a moment; what fails once and then passes is listed as flaky.
  retries: 2,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    actionTimeout: 30_000,
    viewport: { width: 1280, height: 820 },
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [...loopbackOnly, ...(isRoot ? ['--no-sandbox', '--disable-gpu'] : [])],
    },
  },
});
