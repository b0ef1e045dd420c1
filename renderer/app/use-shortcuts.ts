import { useEffect } from 'react';
import { useApp } from './context.tsx';

/** Fields that take no text: a key pressed there is meant for the window. */
const withoutText = new Set(['radio', 'checkbox', 'button']);

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !withoutText.has(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Keys of the whole window. A screen's filter field carries `data-filter`, so that `/` finds it. */
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
      const filter = event.key === '/' ? document.querySelector<HTMLElement>('[data-filter]') : null;
      if (filter) {
        event.preventDefault();
        filter.focus();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [stores]);
}
