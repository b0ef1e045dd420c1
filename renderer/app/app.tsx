import { useEffect } from 'react';
import { Overlays } from '../features/palette/overlays.tsx';
import { JobBar } from '../features/jobs/job-bar.tsx';
import { ErrorState, Skeleton } from '../ui/states.tsx';
import { useApp, useCases, useCurrentCase, useSettings } from './context.tsx';
import styles from './app.module.css';
import { Nav } from './frame/nav.tsx';
import { StatusBar } from './frame/status-bar.tsx';
import { TopBar } from './frame/top-bar.tsx';
import type { Route } from './route.ts';
import { Screen } from './screen.tsx';
import { useRoute } from './use-route.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** State of what the window is about right now, for tests to wait on: settings first, then the screen's own data. */
function useAppState(route: Route): 'loading' | 'loaded' | 'error' {
  const settings = useSettings((s) => s.status);
  const cases = useCases((s) => s.list.kind);
  const current = useCurrentCase((s) => s.data.kind);
  if (settings !== 'loaded') return settings;
  if (route.screen === 'settings') return 'loaded';
  return route.screen === 'cases' ? cases : current;
}

/** Opens the case of the address and drops what was begun in another. */
function useCaseOfRoute(route: Route): void {
  const { stores } = useApp();
  const caseId = route.screen === 'case' ? route.caseId : null;
  useEffect(() => {
    if (caseId === null || stores.current.getState().caseId === caseId) return;
    stores.wizard.reset();
    void stores.current.open(caseId);
  }, [caseId, stores]);
}

/** The frame: bar, navigation, screen, jobs, status. */
export function App() {
  const route = useRoute();
  const { stores } = useApp();
  const state = useAppState(route);
  const settings = useSettings((s) => s.status);
  const error = useSettings((s) => s.error);
  useCaseOfRoute(route);
  useShortcuts();
  return (
    <div className={styles.frame} data-app-state={state}>
      <TopBar />
      <Nav route={route} />
      {settings === 'loading' ? (
        <main className={styles.waiting}>
          <Skeleton />
        </main>
      ) : (
        <Screen route={route} />
      )}
      <div className={styles.foot}>
        {error && <ErrorState error={error} onRetry={() => void stores.settings.load()} />}
        <JobBar />
        <StatusBar />
      </div>
      <Overlays />
    </div>
  );
}
