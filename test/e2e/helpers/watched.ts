import { expect, test as base, type Request } from '@playwright/test';

/** Playwright's test, under its name in the guard's report (test/helpers/loopback-only), and failing when a page asks for what is not on this computer. */
export const test = base.extend<{ readonly watched: void }>({
  watched: [
    async ({ context }, use, { titlePath }) => {
      process.env['TUNNEL_TRIAGE_TEST'] = titlePath.join(' > ');
      const asked = new Set<string>();
      const onRequest = (request: Request): void => {
        const { protocol, hostname } = new URL(request.url());
        if (/^(?:http|ws)s?:$/.test(protocol) && !['127.0.0.1', 'localhost'].includes(hostname)) asked.add(request.url());
      };
      // What the page's own policy forbids is never sent.
      const onFailure = (request: Request): void => {
        if (request.failure()?.errorText === 'csp') asked.delete(request.url());
      };
      context.on('request', onRequest).on('requestfailed', onFailure);
      await use();
      context.off('request', onRequest).off('requestfailed', onFailure);
      expect([...asked], 'requests to other computers').toEqual([]);
    },
    { auto: true },
  ],
});
