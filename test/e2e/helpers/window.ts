import type { BrowserContext } from '@playwright/test';
import { test as watched } from './watched.ts';

/**
 * Playwright's test in a window that the tests of a worker share, as to open one takes longer than most of them. Each finds it as the
 * first did: empty, of the usual size, without cookies, permissions and routes. A screen of another density gets its own.
 */
export const test = watched.extend<object, { readonly sharedWindow: BrowserContext }>({
  sharedWindow: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      await context.newPage();
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ browser, sharedWindow, deviceScaleFactor }, use) => {
    if (deviceScaleFactor === undefined) {
      await use(sharedWindow);
      await sharedWindow.clearCookies();
      await sharedWindow.clearPermissions();
      return;
    }
    const own = await browser.newContext({ deviceScaleFactor });
    await own.newPage();
    await use(own);
    await own.close();
  },
  page: async ({ context, viewport }, use) => {
    const [page, ...others] = context.pages();
    if (!page) throw new Error('a test closed the window that others share');
    if (viewport) await page.setViewportSize(viewport);
    await page.mouse.move(0, 0);
    await use(page);
    await Promise.all(others.map((other) => other.close()));
    await page.unrouteAll();
    await page.goto('about:blank');
  },
});
