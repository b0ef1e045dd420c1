import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { Output } from '#shared/api/contract.ts';
import type { AppError } from '#shared/api/result.ts';
import { defaultAzureSettings } from '#shared/model/azure.ts';
import type { Settings } from '#shared/model/settings.ts';

export type AppInfo = Output<'app.info'>;

export type SettingsState = {
  readonly status: 'loading' | 'loaded' | 'error';
  readonly settings: Settings;
  readonly info: AppInfo | null;
  readonly error: AppError | null;
};

export type SettingsStore = StoreApi<SettingsState> & {
  readonly load: () => Promise<void>;
  /** Shows the change at once and takes it back when the core refuses it. */
  readonly change: (patch: Partial<Settings>) => Promise<void>;
};

/** Shown until the stored settings have come. */
const untilLoaded: Settings = { language: 'en', theme: 'system', timeZone: 'utc', azure: defaultAzureSettings };

export function createSettingsStore(api: ApiClient): SettingsStore {
  const store = createStore<SettingsState>(() => ({ status: 'loading', settings: untilLoaded, info: null, error: null }));
  return Object.assign(store, {
    load: async () => {
      const [settings, info] = await Promise.all([api['settings.get']({}), api['app.info']({})]);
      if (!settings.ok) store.setState({ status: 'error', error: settings.error });
      else if (!info.ok) store.setState({ status: 'error', settings: settings.value, error: info.error });
      else store.setState({ status: 'loaded', settings: settings.value, info: info.value, error: null });
    },
    change: async (patch: Partial<Settings>) => {
      const before = store.getState().settings;
      const wanted = { ...before, ...patch };
      store.setState({ settings: wanted });
      const result = await api['settings.set'](wanted);
      // A later change is on its way with this one in it: its answer says how both stand.
      const isLast = store.getState().settings === wanted;
      if (!result.ok) store.setState({ ...(isLast ? { settings: before } : {}), error: result.error });
      else if (isLast) store.setState({ settings: result.value, error: null });
    },
  });
}
