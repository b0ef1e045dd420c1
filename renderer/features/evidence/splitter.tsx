import type { KeyboardEvent, PointerEvent } from 'react';
import { useText } from '../../i18n/provider.tsx';
import styles from './splitter.module.css';

type SplitterProps = {
  /** Where the pane stands that this line resizes. */
  readonly dock: 'bottom' | 'right';
  readonly size: number;
  readonly onSize: (size: number) => void;
};

/** A rule that can be moved; the element for rules is a plain line. */
const roles = { separator: 'separator' } as const;

const keyStep = 24;

/** The line between list and details: drag it, or move it with the arrow keys. */
export function Splitter({ dock, size, onSize }: SplitterProps) {
  const t = useText();
  const along = (event: { readonly clientX: number; readonly clientY: number }): number =>
    dock === 'bottom' ? event.clientY : event.clientX;
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    const line = event.currentTarget;
    const start = along(event);
    // The pane may be smaller than wished for when the window is: dragging goes on from what is seen.
    const pane = line.nextElementSibling?.getBoundingClientRect();
    const shown = pane ? (dock === 'bottom' ? pane.height : pane.width) : size;
    line.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => onSize(shown + start - along(moved));
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [larger, smaller] = dock === 'bottom' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    const step = event.key === larger ? keyStep : event.key === smaller ? -keyStep : 0;
    if (step === 0) return;
    event.preventDefault();
    onSize(size + step);
  };
  return (
    <button
      type="button"
      role={roles.separator}
      aria-label={t('viewer.detail.resize')}
      aria-orientation={dock === 'bottom' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={120}
      aria-valuemax={1200}
      className={styles.splitter}
      data-dock={dock}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
