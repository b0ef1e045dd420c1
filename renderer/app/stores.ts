import type { ShellClient } from '#shared/api/client.ts';
import { createCaseStore, type CaseStore } from '../features/case/case-store.ts';
import { createCasesStore, type CasesStore } from '../features/cases/cases-store.ts';
import { createCollectStore, type CollectStore } from '../features/collect/collect-store.ts';
import { createAzureStore, type AzureStore } from '../features/collect/azure-store.ts';
import { createEvidenceStores, type EvidenceStores } from '../features/evidence/evidence-store.ts';
import { createImportStore, type ImportStore } from '../features/import/import-store.ts';
import { createJobsStore, type JobsStore } from '../features/jobs/jobs-store.ts';
import { createOverlayStore, type OverlayStore } from '../features/palette/overlay-store.ts';
import { createNegotiationStore, type NegotiationStore } from '../features/negotiation/negotiation-store.ts';
import { createProbesStore, type ProbesStore } from '../features/probes/probes-store.ts';
import { createReportStore, type ReportStore } from '../features/report/report-store.ts';
import { createSettingsStore, type SettingsStore } from '../features/settings/settings-store.ts';
import { createRunStore, type RunStore } from '../features/wizard/run-store.ts';
import { createWizardStore, type WizardStore } from '../features/wizard/wizard-store.ts';

export type Stores = {
  readonly settings: SettingsStore;
  readonly cases: CasesStore;
  readonly current: CaseStore;
  readonly jobs: JobsStore;
  readonly imports: ImportStore;
  readonly overlay: OverlayStore;
  readonly wizard: WizardStore;
  readonly evidence: EvidenceStores;
  readonly collect: CollectStore;
  readonly negotiation: NegotiationStore;
  readonly run: RunStore;
  readonly report: ReportStore;
  readonly azure: AzureStore;
  readonly probes: ProbesStore;
};

/** Creates every store of the window over one shell. No store knows React or the page, so tests create them alone. */
export function createStores(shell: ShellClient): Stores {
  const jobs = createJobsStore(shell.api, { now: () => Date.now(), wait: (ms) => new Promise((done) => setTimeout(done, ms)) });
  const cases = createCasesStore(shell.api);
  const current = createCaseStore(shell.api);
  return {
    settings: createSettingsStore(shell.api),
    cases,
    current,
    jobs,
    imports: createImportStore({ api: shell.api, jobs, cases, current }),
    overlay: createOverlayStore(),
    wizard: createWizardStore(),
    evidence: createEvidenceStores(shell.api),
    collect: createCollectStore(shell.api),
    negotiation: createNegotiationStore(shell.api),
    run: createRunStore(shell.api, jobs),
    report: createReportStore(shell.api, jobs),
    azure: createAzureStore({ api: shell.api, jobs, current }),
    probes: createProbesStore({ api: shell.api, jobs, current, wait: (ms) => new Promise((done) => setTimeout(done, ms)) }),
  };
}

/** Fetches again what the core says has changed. `openCase` is called when a case file was opened from outside. */
export function followEvents(shell: ShellClient, stores: Stores, openCase: (caseId: string) => void): () => void {
  return shell.onEvent((event) => {
    switch (event.kind) {
      case 'job':
        void stores.jobs.refresh(event.jobId);
        break;
      case 'case':
        void stores.current.refresh(event.caseId);
        void stores.cases.load();
        break;
      case 'cases':
        void stores.cases.load();
        break;
      case 'azure':
        void stores.azure.refresh();
        break;
      case 'open-case':
        void stores.cases.load();
        openCase(event.caseId);
        break;
    }
  });
}
