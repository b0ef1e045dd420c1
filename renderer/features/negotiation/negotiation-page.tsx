import { ArrowSwapRegular } from '@fluentui/react-icons/svg/arrow-swap';
import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { NegotiationView } from '#shared/model/negotiation.ts';
import { useApp, useNegotiation } from '../../app/context.tsx';
import { collectLink } from '../../app/links.ts';
import type { CasePageProps } from '../../app/routes.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Section } from '../../ui/section.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { Drops } from './drops.tsx';
import { Ladder } from './ladder.tsx';
import { MessageDetail } from './message-detail.tsx';
import { NegotiationList } from './negotiation-list.tsx';
import styles from './negotiation-page.module.css';
import { Selectors } from './selectors.tsx';
import { Summary } from './summary.tsx';
import { Witnesses } from './witnesses.tsx';

/** The IKE exchange as a picture, from every witness; beside it what the two ends are set to. */
export function NegotiationPage({ caseId, data }: CasePageProps) {
  const t = useText();
  const { stores } = useApp();
  const view = useNegotiation((s) => s.view);
  const isThis = useNegotiation((s) => s.caseId === caseId);
  useEffect(() => void stores.negotiation.load(caseId, data), [stores, caseId, data]);
  if (!isThis || view.kind === 'loading') {
    return (
      <div className={styles.page}>
        <Skeleton lines={8} />
      </div>
    );
  }
  if (view.kind === 'error') {
    return (
      <div className={styles.page}>
        <ErrorState error={view.error} onRetry={() => void stores.negotiation.load(caseId, {})} />
      </div>
    );
  }
  const { negotiations, comparison, selectors, drops } = view.value;
  if (negotiations.length === 0 && comparison === null && drops.length === 0) {
    return (
      <EmptyState icon={<ArrowSwapRegular fontSize={32} />} title={t('negotiation.empty.title')} text={t('negotiation.empty.text')}>
        <Button as="a" appearance="primary" href={collectLink(caseId, null)}>
          {t('ui.nav.collect')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <div className={styles.page}>
      {negotiations.length > 0 && <Exchange caseId={caseId} view={view.value} />}
      {comparison !== null && (
        <Section title={t('negotiation.comparison')} className={styles.panel}>
          <ComparisonTable caseId={caseId} comparison={comparison} />
        </Section>
      )}
      {selectors.length > 0 && (
        <Section title={t('negotiation.selectors')} className={styles.panel}>
          <Selectors pairs={selectors} />
        </Section>
      )}
      {drops.length > 0 && (
        <Section title={t('negotiation.drops')} className={styles.panel}>
          <Drops caseId={caseId} drops={drops} />
        </Section>
      )}
    </div>
  );
}

function Exchange({ caseId, view }: { readonly caseId: string; readonly view: NegotiationView }) {
  const t = useText();
  const chosen = useNegotiation((s) => s.chosen);
  const at = useNegotiation((s) => s.message);
  const negotiation = view.negotiations.find((n) => n.id === chosen) ?? view.negotiations.at(-1);
  if (negotiation === undefined) return null;
  const message = at === null ? undefined : negotiation.messages[at];
  return (
    <>
      <Summary negotiation={negotiation} />
      {view.negotiations.length > 1 && <NegotiationList negotiations={view.negotiations} chosen={negotiation.id} />}
      <div className={styles.exchange}>
        <Section title={t('negotiation.exchange')} className={styles.panel}>
          <Ladder negotiation={negotiation} witnesses={view.witnesses} />
        </Section>
        <div className={styles.side}>
          {message !== undefined && (
            <Section title={t('negotiation.message')} className={styles.panel}>
              <MessageDetail caseId={caseId} message={message} witnesses={view.witnesses} />
            </Section>
          )}
          <Section title={t('negotiation.witnesses')} className={styles.panel}>
            <Witnesses witnesses={view.witnesses} />
          </Section>
        </div>
      </div>
    </>
  );
}
