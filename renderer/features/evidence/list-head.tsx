import type { KeyboardEvent, PointerEvent } from 'react';
import { useTimeDisplay } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { clockOffset, offsetText } from '../../ui/time-text.ts';
import { columnIds, leastWidth, type ColumnId } from './columns.ts';
import { gridRoles } from './grid-roles.ts';
import styles from './list-head.module.css';
import type { LayoutStore } from './layout-store.ts';

const keyStep = 16;

/** `atMs`: the time at which the zone's distance from UTC is told. */
type ListHeadProps = { readonly layout: LayoutStore; readonly atMs: number };

/** Headings of the list; the edge of each can be dragged, or moved with the arrow keys. */
export function ListHead({ layout, atMs }: ListHeadProps) {
  const t = useText();
  const display = useTimeDisplay();
  const zone = display === 'utc' ? 'UTC' : offsetText(clockOffset(atMs));
  return (
    <div role={gridRoles.row} aria-rowindex={1} className={styles.head}>
      {columnIds.map((column, i) => (
        <div key={column} role={gridRoles.heading} className={styles.cell} data-column={column}>
          <span className={styles.name}>{t(`viewer.column.${column}`, { zone })}</span>
          {i < columnIds.length - 1 && <Edge column={column} layout={layout} />}
        </div>
      ))}
    </div>
  );
}

function widthNow(edge: Element): number {
  return edge.parentElement?.getBoundingClientRect().width ?? leastWidth;
}

function Edge({ column, layout }: { readonly column: ColumnId; readonly layout: LayoutStore }) {
  const t = useText();
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    const edge = event.currentTarget;
    const [start, width] = [event.clientX, widthNow(edge)];
    edge.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => layout.setWidth(column, width + moved.clientX - start);
    edge.addEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = event.key === 'ArrowRight' ? keyStep : event.key === 'ArrowLeft' ? -keyStep : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    layout.setWidth(column, widthNow(event.currentTarget) + step);
  };
  return (
    <button
      type="button"
      className={styles.edge}
      aria-label={t('viewer.column.resize', { column: t(`viewer.column.${column}`, { zone: '' }) })}
      title={t('viewer.column.resizeHint')}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => layout.setWidth(column, null)}
    />
  );
}
