import { useEffect, useLayoutEffect, useRef } from 'react';
import { ErrorState, Skeleton } from '../ui/states.tsx';
import { useApp, useCurrentCase } from './context.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import type { Route } from './route.ts';
import { casePages, screens } from './routes.tsx';
import styles from './screen.module.css';

/** Scroll positions by history entry: going back shows what was seen, going to a new place starts at its top. */
const positions = new Map<string, number>();

function entryKey(): string {
  return window.navigation.currentEntry?.key ?? window.location.hash;
}

function nameOf(route: Route): string {
  return route.screen === 'case' ? `${route.caseId}/${route.page}/${route.rest.join('/')}` : route.screen;
}

/** The part of the window that changes with the address. */
export function Screen({ route }: { readonly route: Route }) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const name = nameOf(route);
  useLayoutEffect(() => {
    const element = main.current;
    if (element) element.scrollTop = positions.get(entryKey()) ?? 0;
  }, [name]);
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [name]);
  return (
    <main ref={main} className={styles.main} tabIndex={-1} onScroll={(event) => positions.set(entryKey(), event.currentTarget.scrollTop)}>
      <ErrorBoundary key={name}>{route.screen === 'case' ? <CaseScreen route={route} /> : <PlainScreen screen={route.screen} />}</ErrorBoundary>
    </main>
  );
}

function PlainScreen({ screen }: { readonly screen: 'cases' | 'settings' }) {
  const Page = screens[screen];
  return <Page />;
}

/** A page of the open case, once the case has come. */
function CaseScreen({ route }: { readonly route: Extract<Route, { readonly screen: 'case' }> }) {
  const { stores } = useApp();
  const data = useCurrentCase((s) => s.data);
  const isThis = useCurrentCase((s) => s.caseId === route.caseId);
  if (!isThis || data.kind === 'loading') {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={8} />
      </div>
    );
  }
  if (data.kind === 'error') {
    return (
      <div className={styles.waiting}>
        <ErrorState error={data.error} onRetry={() => void stores.current.refresh(route.caseId)} />
      </div>
    );
  }
  const Page = (casePages.find((p) => p.id === route.page) ?? casePages[0]).page;
  return <Page caseId={route.caseId} data={data.value} rest={route.rest} query={route.query} />;
}
