import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';

/** Arrow keys and what they move by. Left and right count only where items stand side by side. */
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };

function itemsOf(container: HTMLElement | null): readonly HTMLElement[] {
  return [...(container?.querySelectorAll<HTMLElement>('a[href], button') ?? [])];
}

/** Makes one item the group's stop for the Tab key. */
function setStop(items: readonly HTMLElement[], stop: HTMLElement): void {
  for (const item of items) item.tabIndex = item === stop ? 0 : -1;
}

/**
 * A group of links or buttons that is one stop for the Tab key and is walked with the arrow keys, Home and End. The stop is
 * the item that had the focus last, else the one with `aria-current`, else the first.
 */
export function useArrowKeys<T extends HTMLElement>(): {
  readonly ref: RefObject<T | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
} {
  const ref = useRef<T>(null);
  const last = useRef<HTMLElement>(null);
  useEffect(() => {
    const items = itemsOf(ref.current);
    const stop = items.find((item) => item === last.current) ?? items.find((item) => item.ariaCurrent) ?? items[0];
    if (stop) setStop(items, stop);
  });
  return {
    ref,
    onFocus: () => {
      const items = itemsOf(ref.current);
      const focused = items.find((item) => item === document.activeElement);
      if (!focused) return;
      last.current = focused;
      setStop(items, focused);
    },
    onKeyDown: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const items = itemsOf(ref.current);
      const at = items.findIndex((item) => item === document.activeElement);
      const step = steps[event.key];
      const next =
        event.key === 'Home' ? items[0] : event.key === 'End' ? items.at(-1) : step === undefined || at < 0 ? undefined : items[at + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    },
  };
}
