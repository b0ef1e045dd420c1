import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { ShellClient } from '#shared/api/client.ts';
import '../styles/base.css';
import '../styles/tokens.css';
import { App } from './app.tsx';
import { AppProvider } from './context.tsx';
import { caseLink } from './links.ts';
import { Providers } from './providers.tsx';
import { createStores, followEvents } from './stores.ts';
import { navigate } from './use-route.ts';

/** A file dropped beside a drop zone must not replace the window with the file. */
function ignoreStrayDrops(): void {
  for (const type of ['dragover', 'drop'] as const) {
    window.addEventListener(type, (event) => {
      if (!event.defaultPrevented) event.preventDefault();
    });
  }
}

/** Starts the window over a shell. The page has one element with the id `root`. */
export function startApp(shell: ShellClient): void {
  const stores = createStores(shell);
  followEvents(shell, stores, (caseId) => navigate(caseLink(caseId, 'overview')));
  ignoreStrayDrops();
  void stores.settings.load();
  void stores.cases.load();
  void stores.cases.loadSamples();
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no element with the id root');
  createRoot(root).render(
    <StrictMode>
      <AppProvider value={{ shell, stores }}>
        <Providers>
          <App />
        </Providers>
      </AppProvider>
    </StrictMode>,
  );
}
