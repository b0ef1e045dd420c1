import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { LayoutState, LayoutStore } from './layout-store.ts';

/** Below this width a list beside the details has no room for what happened; `detail-pane.module.css` hides the choice then. */
const wideQuery = '(min-width: 1081px)';

function follow(listener: () => void): () => void {
  const media = window.matchMedia(wideQuery);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** Where the details stand: where they were put, on a narrow window always below the list. */
export function useDock(layout: LayoutStore): LayoutState['dock'] {
  const isWide = useSyncExternalStore(follow, () => window.matchMedia(wideQuery).matches);
  const wanted = useStore(layout, (s) => s.dock);
  return isWide ? wanted : 'bottom';
}
