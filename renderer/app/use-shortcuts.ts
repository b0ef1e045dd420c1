import { useEffect } from 'react';
import { useApp } from './context.tsx';

/** Fields that take no text: a key pressed there is meant for the window. */
const withoutText = new Set(['radio', 'checkbox', 'button']);

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !withoutText.has(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Where a key leads on a screen that has such a place: its filter field, the original text of the selected record. */
const places: Readonly<Partial<Record<string, string>>> = { '/': '[data-filter]', o: '[data-scroll="detail-original"]' };

/** Keys of the whole window. */
export function useShortcuts(): void {
  const { stores } = useApp();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        if (stores.overlay.getState().open === 'palette') stores.overlay.close();
        else stores.overlay.show('palette');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || stores.overlay.getState().open !== null) return;
      if (event.key === '?') stores.overlay.show('shortcuts');
      const wanted = places[event.key.toLowerCase()];
      const place = wanted === undefined ? null : document.querySelector<HTMLElement>(wanted);
      if (place) {
        event.preventDefault();
        place.focus();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [stores]);
}
