import { Button, ProgressBar } from '@fluentui/react-components';
import { DocumentSearchRegular } from '@fluentui/react-icons/svg/document-search';
import { useEffect, useRef, type RefObject } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../../app/context.tsx';
import { caseLink } from '../../app/links.ts';
import type { CasePageProps } from '../../app/routes.tsx';
import { navigate } from '../../app/use-route.ts';
import { useText } from '../../i18n/provider.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { addressOf, revisionOf } from './address.ts';
import { DetailPane } from './detail-pane.tsx';
import styles from './evidence-page.module.css';
import type { EvidenceStores } from './evidence-store.ts';
import { FilterBar } from './filter-bar.tsx';
import { FilterChips } from './filter-chips.tsx';
import { focusFilter, focusList } from './focus.ts';
import { Histogram } from './histogram.tsx';
import type { LayoutState } from './layout-store.ts';
import { RecordList } from './record-list.tsx';
import { Splitter } from './splitter.tsx';
import { useDock } from './use-dock.ts';
import { UnreadPanel, unreadCount } from './unread-panel.tsx';
import { FilterProblem, Notice } from './viewer-notes.tsx';

/** All records of the case in time order, with what finds them. */
export function EvidencePage(props: CasePageProps) {
  const { stores } = useApp();
  const { evidence } = stores;
  const panel = useStore(evidence.layout, (s) => s.panel);
  const page = useRef<HTMLDivElement>(null);
  useEntry(props, evidence);
  useReturn(panel);
  if (props.data.detail.summary.records === 0 && unreadCount(props.data.detail) === 0) return <NoRecords caseId={props.caseId} />;
  return (
    <div ref={page} className={styles.page}>
      {panel === 'unread' ? (
        <UnreadPanel caseId={props.caseId} detail={props.data.detail} onBack={() => evidence.layout.setPanel('records')} />
      ) : (
        <Viewer {...props} />
      )}
    </div>
  );
}

/** Coming back from what was not understood, the keyboard goes on in the list. */
function useReturn(panel: LayoutState['panel']): void {
  const before = useRef(panel);
  useEffect(() => {
    if (before.current === 'unread' && panel === 'records') focusList();
    before.current = panel;
  }, [panel]);
}

/** Tells the viewer where the address leads, and that the case has changed. */
function useEntry({ caseId, data, query }: CasePageProps, { viewer, layout }: EvidenceStores): void {
  const revision = revisionOf(data);
  const { source, seq, text, only } = query;
  useEffect(() => {
    const address = addressOf({ source, seq, text, only });
    const visit = `${window.navigation.currentEntry?.key ?? ''} ${JSON.stringify(address)}`;
    if (address.kind !== 'none') layout.setPanel('records');
    void viewer.enter({ caseId, revision, address, visit }).then(() => {
      // Whoever jumps here reads on with the arrow keys; a focus set meanwhile is left alone.
      const focused = document.activeElement;
      const isIdle = focused === null || focused === document.body || focused.tagName === 'MAIN';
      if (address.kind !== 'none' && isIdle) document.querySelector<HTMLElement>('[data-list="records"]')?.focus({ preventScroll: true });
    });
  }, [caseId, revision, source, seq, text, only, viewer, layout]);
}

function Viewer(props: CasePageProps) {
  const t = useText();
  const { evidence } = useApp().stores;
  const { viewer, layout } = evidence;
  const { sources } = props.data.detail;
  const opening = useStore(viewer, (s) => s.opening);
  const isSelected = useStore(viewer, (s) => s.selected !== null);
  const pane = useInSight(isSelected);
  const dock = useDock(layout);
  const size = useStore(layout, (s) => (dock === 'bottom' ? s.bottomSize : s.rightSize));
  return (
    <>
      <h1 className={styles.hidden}>{t('ui.nav.evidence')}</h1>
      <FilterBar stores={evidence} sources={sources} />
      <div className={styles.notes}>
        <Counts {...props} />
        <FilterChips viewer={viewer} sources={sources} />
      </div>
      <FilterProblem viewer={viewer} />
      <Notice viewer={viewer} />
      <Histogram stores={evidence} />
      <div className={styles.progress}>{opening && <ProgressBar aria-label={t('viewer.searching')} />}</div>
      <div className={styles.split} data-dock={dock}>
        <div className={styles.list}>
          <RecordList stores={evidence} sources={sources} onOpen={openDetail} />
          <NothingFound evidence={evidence} />
        </div>
        {isSelected && (
          <>
            <Splitter dock={dock} size={size} onSize={(wanted) => layout.setSize(wanted, dock)} />
            <div ref={pane} className={styles.detail} style={dock === 'bottom' ? { height: size } : { width: size }}>
              <DetailPane stores={evidence} page={props} />
            </div>
          </>
        )}
      </div>
    </>
  );
}

function openDetail(): void {
  document.querySelector<HTMLElement>('[data-part="detail"]')?.focus();
}

/** On a window too low for both, the details of a record that was just selected come into sight. */
function useInSight(isShown: boolean): RefObject<HTMLDivElement | null> {
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isShown) pane.current?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }, [isShown]);
  return pane;
}

/** `1,204 of 48,210 records`, and the way to what was not understood. */
function Counts({ data }: CasePageProps) {
  const t = useText();
  const { viewer, layout } = useApp().stores.evidence;
  const shown = useStore(viewer, (s) => s.view?.total ?? null);
  const all = data.detail.summary.records;
  const unread = unreadCount(data.detail);
  return (
    <>
      <output className={styles.count}>{shown === null ? t('ui.loading') : t('viewer.count', { shown, all })}</output>
      {unread > 0 && (
        <span className={styles.unread}>
          <Button size="small" appearance="subtle" onClick={() => layout.setPanel('unread')}>
            {t('viewer.unread.open', { count: unread })}
          </Button>
        </span>
      )}
    </>
  );
}

/** The filter leaves nothing: says so and offers the way back. */
function NothingFound({ evidence }: { readonly evidence: EvidenceStores }) {
  const t = useText();
  const { viewer } = evidence;
  const isEmpty = useStore(viewer, (s) => s.view?.total === 0);
  const isRefused = useStore(viewer, (s) => s.error !== null);
  const pageError = useStore(viewer, (s) => s.pageError ?? (s.view === null ? s.error : null));
  if (pageError) {
    return (
      <div className={styles.over}>
        <ErrorState error={pageError} onRetry={viewer.retry} />
      </div>
    );
  }
  // A filter that was refused left the list as it was: what is wrong stands above.
  if (!isEmpty || isRefused) return null;
  return (
    <div className={styles.over}>
      <EmptyState icon={<DocumentSearchRegular />} title={t('viewer.nothing.title')} text={t('viewer.nothing.text')}>
        <Button
          onClick={() => {
            void viewer.clear();
            focusFilter();
          }}
        >
          {t('viewer.filter.clear')}
        </Button>
      </EmptyState>
    </div>
  );
}

/** A case that holds nothing yet. */
function NoRecords({ caseId }: { readonly caseId: string }) {
  const t = useText();
  return (
    <EmptyState icon={<DocumentSearchRegular />} title={t('viewer.empty.title')} text={t('viewer.empty.text')}>
      <Button appearance="primary" onClick={() => navigate(caseLink(caseId, 'overview'))}>
        {t('viewer.empty.import')}
      </Button>
    </EmptyState>
  );
}
