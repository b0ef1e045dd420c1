import { expect, test as base } from '@playwright/test';

/** Playwright's test, under its name in the guard's report (test/helpers/loopback-only), and failing when a page asks for what is not on this computer. */
export const test = base.extend<{ readonly watched: void }>({
  watched: [
    async ({ context }, use, { titlePath }) => {
      process.env['TUNNEL_TRIAGE_TEST'] = titlePath.join(' > ');
      const asked = new Set<string>();
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (/^(?:http|ws)s?:$/.test(protocol) && !['127.0.0.1', 'localhost'].includes(hostname)) asked.add(request.url());
      });
      // What the page's own policy forbids is never sent.
      context.on('requestfailed', (request) => {
        if (request.failure()?.errorText === 'csp') asked.delete(request.url());
      });
      await use();
      expect([...asked], 'requests to other computers').toEqual([]);
    },
    { auto: true },
  ],
});
