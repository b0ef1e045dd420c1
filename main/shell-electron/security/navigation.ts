import type { App, Event, WebContents } from 'electron';
import { isPageUrl } from '../app-protocol.ts';
import { openExternalLink } from './external-links.ts';

type Navigation = Event<{ url: string; isMainFrame: boolean }>;

/** The page may load itself again; the preview of a report is a frame without an address of its own. */
function isAllowed(navigation: Navigation): boolean {
  return navigation.isMainFrame ? isPageUrl(navigation.url) : navigation.url === 'about:srcdoc';
}

function preventUnlessAllowed(navigation: Navigation): void {
  if (!isAllowed(navigation)) navigation.preventDefault();
}

function lock(contents: WebContents): void {
  contents.on('will-navigate', preventUnlessAllowed);
  contents.on('will-frame-navigate', preventUnlessAllowed);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternalLink(url);
    return { action: 'deny' };
  });
}

/** No window of the application leaves its page or opens another, whatever a bundle's text makes a user click. */
export function lockNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => lock(contents));
}
