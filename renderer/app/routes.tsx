import type { FluentIcon } from '@fluentui/react-icons';
import { ArrowSwapRegular } from '@fluentui/react-icons/svg/arrow-swap';
import { BoardRegular } from '@fluentui/react-icons/svg/board';
import { DocumentSearchRegular } from '@fluentui/react-icons/svg/document-search';
import { DocumentTextRegular } from '@fluentui/react-icons/svg/document-text';
import { PulseRegular } from '@fluentui/react-icons/svg/pulse';
import { TaskListLtrRegular } from '@fluentui/react-icons/svg/task-list-ltr';
import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons/svg/clipboard-task-list-ltr';
import type { ComponentType } from 'react';
import { CasesPage } from '../features/cases/cases-page.tsx';
import type { CaseData } from '../features/case/case-store.ts';
import { CollectPage } from '../features/collect/collect-page.tsx';
import { NegotiationPage } from '../features/negotiation/negotiation-page.tsx';
import { EvidencePage } from '../features/evidence/evidence-page.tsx';
import { OverviewPage } from '../features/overview/overview-page.tsx';
import { ProbesPage } from '../features/probes/probes-page.tsx';
import { ReportPage } from '../features/report/report-page.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { decidedText } from '../features/wizard/steps.ts';
import { WizardPage } from '../features/wizard/wizard-page.tsx';

/** What every page of a case is given. `rest` and `query` are the parts of the address after the page's name. */
export type CasePageProps = {
  readonly caseId: string;
  readonly data: CaseData;
  readonly rest: readonly string[];
  readonly query: Readonly<Record<string, string>>;
};

/** A page of a case: its name in addresses and in `ui.nav.<id>`, its icon, and the short count shown beside the name. */
export type CasePage = {
  readonly id: string;
  readonly icon: FluentIcon;
  readonly page: ComponentType<CasePageProps>;
  readonly count?: (data: CaseData) => string;
};

/** The pages of a case in the order of the navigation; the first is where a case opens. One line adds a page. */
export const casePages: readonly [CasePage, ...CasePage[]] = [
  { id: 'overview', icon: BoardRegular, page: OverviewPage },
  { id: 'wizard', icon: TaskListLtrRegular, page: WizardPage, count: (data) => decidedText(data.analysis) },
  { id: 'evidence', icon: DocumentSearchRegular, page: EvidencePage },
  { id: 'negotiation', icon: ArrowSwapRegular, page: NegotiationPage },
  { id: 'probes', icon: PulseRegular, page: ProbesPage },
  { id: 'report', icon: DocumentTextRegular, page: ReportPage },
  { id: 'collect', icon: ClipboardTaskListLtrRegular, page: CollectPage },
];

/** Screens outside a case. */
export const screens = { cases: CasesPage, settings: SettingsPage } as const;
