import { useMemo, useSyncExternalStore } from 'react';
import { parseRoute, type Route } from './route.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The current place of the window, from the address. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Goes to an address made by `links.ts`. */
export function navigate(link: string): void {
  window.location.hash = link;
}
