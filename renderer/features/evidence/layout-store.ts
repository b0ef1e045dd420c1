import { createStore, type StoreApi } from 'zustand/vanilla';
import { defaultWidths, leastWidth, type ColumnId, type ColumnWidths } from './columns.ts';

/** How the viewer is laid out; kept while the window is open. */
export type LayoutState = {
  readonly widths: ColumnWidths;
  readonly dock: 'bottom' | 'right';
  /** Height of the detail pane at the bottom, its width at the right. */
  readonly bottomSize: number;
  readonly rightSize: number;
  readonly wrap: boolean;
  readonly panel: 'records' | 'unread';
};

export type LayoutStore = StoreApi<LayoutState> & {
  /** `null` gives the column its own width back. */
  readonly setWidth: (column: ColumnId, width: number | null) => void;
  readonly setDock: (dock: LayoutState['dock']) => void;
  /** Of the pane where it is shown, which on a narrow window is not where it was put. */
  readonly setSize: (size: number, dock: LayoutState['dock']) => void;
  readonly setWrap: (wrap: boolean) => void;
  readonly setPanel: (panel: LayoutState['panel']) => void;
};

const leastPane = 120;
const mostPane = 1200;

export function createLayoutStore(): LayoutStore {
  const store = createStore<LayoutState>(() => ({
    widths: {},
    dock: 'bottom',
    bottomSize: 240,
    rightSize: 420,
    wrap: true,
    panel: 'records',
  }));
  return Object.assign(store, {
    setWidth: (column: ColumnId, width: number | null) =>
      store.setState(({ widths }) => ({
        widths: { ...widths, [column]: width === null ? defaultWidths[column] : Math.max(leastWidth, Math.round(width)) },
      })),
    setDock: (dock: LayoutState['dock']) => store.setState({ dock }),
    setSize: (size: number, dock: LayoutState['dock']) => {
      const kept = Math.min(mostPane, Math.max(leastPane, Math.round(size)));
      store.setState(dock === 'bottom' ? { bottomSize: kept } : { rightSize: kept });
    },
    setWrap: (wrap: boolean) => store.setState({ wrap }),
    setPanel: (panel: LayoutState['panel']) => store.setState({ panel }),
  });
}
