import { useSyncExternalStore } from 'react';
import type { SystemLook } from './theme.ts';

const darkQuery = '(prefers-color-scheme: dark)';
const contrastQuery = '(forced-colors: active)';

function follow(query: string): (listener: () => void) => () => void {
  return (listener) => {
    const media = window.matchMedia(query);
    media.addEventListener('change', listener);
    return () => media.removeEventListener('change', listener);
  };
}

const followDark = follow(darkQuery);
const followContrast = follow(contrastQuery);

/** Light, dark or high contrast as the operating system wants it, kept up to date. */
export function useSystemLook(): SystemLook {
  const dark = useSyncExternalStore(followDark, () => window.matchMedia(darkQuery).matches);
  const contrast = useSyncExternalStore(followContrast, () => window.matchMedia(contrastQuery).matches);
  return { dark, contrast };
}
