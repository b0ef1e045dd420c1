import { useEffect, useImperativeHandle, type KeyboardEvent, type MouseEvent, type ReactNode, type Ref } from 'react';
import { useVirtualScroll } from './use-virtual-scroll.ts';
import { spacerHeight, visibleRows } from './virtual-geometry.ts';
import styles from './virtual-list.module.css';

export type VirtualListHandle = { readonly show: (row: number) => void; readonly focus: () => void };

type VirtualListProps = {
  readonly label: string;
  readonly count: number;
  /** The same for every row, in pixels. */
  readonly rowHeight: number;
  /** The cells of a row, each with the role `gridcell`. Called for visible rows only; a row not fetched yet draws a placeholder. */
  readonly row: (index: number) => ReactNode;
  readonly active: number | null;
  readonly onActive: (index: number) => void;
  /** Enter or a double click. */
  readonly onOpen?: (index: number) => void;
  /** Rows about to be seen, `end` not included: fetch them. Called again when the function changes, as it does for another list. */
  readonly onRange?: (first: number, end: number) => void;
  readonly handle?: Ref<VirtualListHandle>;
};

/** Roles of a table whose rows are placed one by one; a `tr` cannot be placed. */
const roles = { grid: 'grid', row: 'row' } as const;

/** The row that an event happened on. */
function rowOf(event: MouseEvent): number | null {
  const row = event.target instanceof Element ? event.target.closest('[data-row]')?.getAttribute('data-row') : null;
  return row ? Number(row) : null;
}

/** Where a key leads from a row; null for keys that are none of the list's. */
function rowAfter(key: string, from: number, count: number, page: number): number | null {
  const to = { ArrowDown: from + 1, ArrowUp: from - 1, PageDown: from + page, PageUp: from - page, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.min(Math.max(0, to), count - 1);
}

/** A list of any length that draws only what is seen; its last row can be reached at millions of rows. */
export function VirtualList({ label, count, rowHeight, row, active, onActive, onOpen, onRange, handle }: VirtualListProps) {
  const { scroller, geometry, offset, onScroll, show } = useVirtualScroll(count, rowHeight);
  const { first, end } = visibleRows(geometry, offset);
  useEffect(() => onRange?.(first, end), [onRange, first, end]);
  useImperativeHandle(handle, () => ({ show: (index) => show(index, true), focus: () => scroller.current?.focus() }));

  const onRow = (event: MouseEvent, act: ((index: number) => void) | undefined): void => {
    const index = rowOf(event);
    if (index !== null) act?.(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && active !== null) {
      onOpen?.(active);
      return;
    }
    const next =
      count === 0 || event.ctrlKey || event.metaKey || event.altKey
        ? null
        : rowAfter(event.key, active ?? -1, count, Math.max(1, Math.floor(geometry.viewport / rowHeight) - 1));
    if (next === null) return;
    event.preventDefault();
    onActive(next);
    show(next);
  };

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role={roles.grid}
      aria-label={label}
      aria-rowcount={count}
      aria-activedescendant={active !== null && active >= first && active < end ? `row-${active}` : undefined}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => onRow(event, onActive)}
      onDoubleClick={(event) => onRow(event, onOpen)}
    >
      <div className={styles.window}>
        {Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i).map((index) => (
          <div
            key={index}
            id={`row-${index}`}
            data-row={index}
            className={styles.row}
            role={roles.row}
            aria-rowindex={index + 1}
            aria-selected={index === active}
            style={{ height: rowHeight, transform: `translateY(${index * rowHeight - offset}px)` }}
          >
            {row(index)}
          </div>
        ))}
      </div>
      <div className={styles.spacer} style={{ height: Math.max(0, spacerHeight(geometry) - geometry.viewport) }} />
    </div>
  );
}
