import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ShellClient } from '#shared/api/client.ts';
import type { CaseState } from '../features/case/case-store.ts';
import type { CasesState } from '../features/cases/cases-store.ts';
import type { CollectState } from '../features/collect/collect-store.ts';
import type { AzureViewState } from '../features/collect/azure-store.ts';
import type { ImportState } from '../features/import/import-store.ts';
import type { JobsState } from '../features/jobs/jobs-store.ts';
import type { OverlayState } from '../features/palette/overlay-store.ts';
import type { NegotiationState } from '../features/negotiation/negotiation-store.ts';
import type { ProbesState } from '../features/probes/probes-store.ts';
import type { ReportState } from '../features/report/report-store.ts';
import type { SettingsState } from '../features/settings/settings-store.ts';
import type { RunState } from '../features/wizard/run-store.ts';
import type { WizardState } from '../features/wizard/wizard-store.ts';
import type { TimeDisplay } from '../ui/time-text.ts';
import type { Stores } from './stores.ts';

/** What the window was started with: the shell it runs in and the stores created for it. */
export type AppContextValue = { readonly shell: ShellClient; readonly stores: Stores };

const AppContext = createContext<AppContextValue | null>(null);

export function AppProvider({ value, children }: { readonly value: AppContextValue; readonly children: ReactNode }) {
  return <AppContext value={value}>{children}</AppContext>;
}

/** The shell and the stores, for actions. */
export function useApp(): AppContextValue {
  const value = use(AppContext);
  if (!value) throw new Error('useApp needs an AppProvider above it');
  return value;
}

/** A narrow slice of the settings; the component renders again only when the slice changes. */
export function useSettings<T>(select: (state: SettingsState) => T): T {
  return useStore(useApp().stores.settings, select);
}

export function useCases<T>(select: (state: CasesState) => T): T {
  return useStore(useApp().stores.cases, select);
}

export function useCurrentCase<T>(select: (state: CaseState) => T): T {
  return useStore(useApp().stores.current, select);
}

export function useImport<T>(select: (state: ImportState) => T): T {
  return useStore(useApp().stores.imports, select);
}

export function useJobs<T>(select: (state: JobsState) => T): T {
  return useStore(useApp().stores.jobs, select);
}

export function useOverlay<T>(select: (state: OverlayState) => T): T {
  return useStore(useApp().stores.overlay, select);
}

export function useWizard<T>(select: (state: WizardState) => T): T {
  return useStore(useApp().stores.wizard, select);
}

export function useCollect<T>(select: (state: CollectState) => T): T {
  return useStore(useApp().stores.collect, select);
}

export function useNegotiation<T>(select: (state: NegotiationState) => T): T {
  return useStore(useApp().stores.negotiation, select);
}

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(useApp().stores.run, select);
}

export function useProbes<T>(select: (state: ProbesState) => T): T {
  return useStore(useApp().stores.probes, select);
}

export function useReport<T>(select: (state: ReportState) => T): T {
  return useStore(useApp().stores.report, select);
}

export function useAzure<T>(select: (state: AzureViewState) => T): T {
  return useStore(useApp().stores.azure, select);
}

/** How times are shown: UTC, or the zone of this computer. */
export function useTimeDisplay(): TimeDisplay {
  return useSettings((s) => s.settings.timeZone);
}
