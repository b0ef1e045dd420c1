import { useEffect, useLayoutEffect, useRef } from 'react';
import { ErrorState, Skeleton } from '../ui/states.tsx';
import { useApp, useCurrentCase } from './context.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import type { Route } from './route.ts';
import { casePages, screens } from './routes.tsx';
import styles from './screen.module.css';

/** Scroll positions by history entry and scrolling part: going back shows what was seen, a new place starts at its top. */
const positions = new Map<string, number>();

function positionKey(place: string, element: Element): string {
  return `${window.navigation.currentEntry?.key ?? ''} ${place} ${element.getAttribute('data-scroll') ?? ''}`;
}

function nameOf(route: Route): string {
  return route.screen === 'case' ? `${route.caseId}/${route.page}/${route.rest.join('/')}` : route.screen;
}

/** The part of the window that changes with the address. Parts that scroll by themselves carry `data-scroll="<name>"`. */
export function Screen({ route }: { readonly route: Route }) {
  const main = useRef<HTMLElement>(null);
  const place = nameOf(route);
  const before = useRef(place);
  useLayoutEffect(() => {
    const element = main.current;
    if (!element) return;
    for (const part of [element, ...element.querySelectorAll('[data-scroll]')])
      part.scrollTop = positions.get(positionKey(place, part)) ?? 0;
  }, [place]);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    main.current?.focus({ preventScroll: true });
  }, [place]);
  return (
    <main
      ref={main}
      className={styles.main}
      tabIndex={-1}
      onScrollCapture={({ target }) => {
        if (target instanceof Element && (target === main.current || target.hasAttribute('data-scroll')))
          positions.set(positionKey(place, target), target.scrollTop);
      }}
    >
      <ErrorBoundary key={place}>
        {route.screen === 'case' ? <CaseScreen route={route} /> : <PlainScreen screen={route.screen} />}
      </ErrorBoundary>
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
