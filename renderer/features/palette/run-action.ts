import type { Stores } from '../../app/stores.ts';
import type { PaletteAction } from './palette-items.ts';

/** Runs an action of the command palette. */
export function runAction(stores: Stores, action: PaletteAction): void {
  switch (action) {
    case 'language.en':
      return void stores.settings.change({ language: 'en' });
    case 'language.ja':
      return void stores.settings.change({ language: 'ja' });
    case 'theme.system':
      return void stores.settings.change({ theme: 'system' });
    case 'theme.light':
      return void stores.settings.change({ theme: 'light' });
    case 'theme.dark':
      return void stores.settings.change({ theme: 'dark' });
    case 'theme.high-contrast':
      return void stores.settings.change({ theme: 'high-contrast' });
    case 'time.utc':
      return void stores.settings.change({ timeZone: 'utc' });
    case 'time.local':
      return void stores.settings.change({ timeZone: 'local' });
    case 'shortcuts':
    case 'sources':
      return stores.overlay.show(action);
  }
}
