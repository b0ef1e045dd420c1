import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { DocumentQuestionMarkRegular } from '@fluentui/react-icons/svg/document-question-mark';
import { useEffect, useRef } from 'react';
import type { CaseDetail } from '#shared/model/case.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { evidenceSearchLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Section } from '../../ui/section.tsx';
import { EmptyState } from '../../ui/states.tsx';
import styles from './unread-panel.module.css';

type UnreadPanelProps = { readonly caseId: string; readonly detail: CaseDetail; readonly onBack: () => void };

/** How many sources and units were not understood; the panel lists them. */
export function unreadCount(detail: CaseDetail): number {
  return (
    detail.sources.filter((s) => s.format === 'unknown').length +
    detail.sources.reduce((sum, s) => sum + s.rejected, 0) +
    detail.gaps.length
  );
}

/** What the case holds and nothing understood: sources no format claims, units no parser could read, entries that were refused. */
export function UnreadPanel({ caseId, detail, onBack }: UnreadPanelProps) {
  const t = useText();
  const unknown = detail.sources.filter((s) => s.format === 'unknown');
  const partly = detail.sources.filter((s) => s.rejected > 0);
  // The button that led here is gone.
  const way = useRef<HTMLDivElement>(null);
  useEffect(() => way.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  return (
    <ScrollArea name="unread" label={t('viewer.unread')} className={styles.panel}>
      <div ref={way}>
        <Button size="small" appearance="subtle" icon={<ArrowLeftRegular />} onClick={onBack}>
          {t('viewer.unread.back')}
        </Button>
      </div>
      {unreadCount(detail) === 0 && (
        <EmptyState icon={<DocumentQuestionMarkRegular />} title={t('viewer.unread.none.title')} text={t('viewer.unread.none.text')} />
      )}
      {unknown.length > 0 && (
        <Section title={t('viewer.unread.sources', { count: unknown.length })} className={styles.section}>
          <p className={styles.hint}>{t('viewer.unread.sources.hint')}</p>
          <ul>
            {unknown.map((source) => (
              <UnknownSource key={source.id} caseId={caseId} source={source} />
            ))}
          </ul>
        </Section>
      )}
      {partly.length > 0 && (
        <Section title={t('viewer.unread.units', { count: partly.reduce((sum, s) => sum + s.rejected, 0) })} className={styles.section}>
          <ul>
            {partly.map((source) => (
              <Rejections key={source.id} source={source} detail={detail} />
            ))}
          </ul>
        </Section>
      )}
      {detail.gaps.length > 0 && (
        <Section title={t('viewer.unread.gaps', { count: detail.gaps.length })} className={styles.section}>
          <ul>
            {detail.gaps.map((gap, i) => (
              <li key={`${gap.path}-${i}`} className={styles.item}>
                <span className={styles.path}>{gap.path}</span>
                <span className={styles.reason}>{t.message(gap.reason)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </ScrollArea>
  );
}

function UnknownSource({ caseId, source }: { readonly caseId: string; readonly source: SourceSummary }) {
  const t = useText();
  const facts = [
    t('viewer.bytes', { size: source.size }),
    source.encoding,
    ...(source.records > 0 ? [t('viewer.lines', { count: source.records })] : []),
  ];
  return (
    <li className={styles.item}>
      <span className={styles.line}>
        {source.records > 0 ? (
          <a className={styles.path} href={evidenceSearchLink(caseId, { only: source.id })}>
            {source.path}
          </a>
        ) : (
          <span className={styles.path}>{source.path}</span>
        )}
        <span className={styles.facts}>{facts.join(' · ')}</span>
      </span>
      {source.storage === 'binary' ? <span className={styles.reason}>{t('viewer.unread.binary')}</span> : <FirstLines head={source.head} />}
    </li>
  );
}

function FirstLines({ head }: { readonly head: string }) {
  return head === '' ? null : <pre className={styles.head}>{head}</pre>;
}

/** Units of one source that its parser could not read: the line, why, and how the unit begins. */
function Rejections({ source, detail }: { readonly source: SourceSummary; readonly detail: CaseDetail }) {
  const t = useText();
  const listed = (detail.rejections ?? []).filter((r) => r.sourceId === source.id);
  return (
    <li className={styles.item}>
      <span className={styles.line}>
        <span className={styles.path}>{source.path}</span>
        <span className={styles.facts}>{t('ui.sources.rejected', { count: source.rejected })}</span>
      </span>
      <ul className={styles.units}>
        {listed.map((rejection, i) => (
          <li key={i} className={styles.unit}>
            <span className={styles.place}>{rejection.line === null ? '' : t('viewer.unread.line', { line: rejection.line })}</span>
            <span>
              {t.message(rejection.reason)}
              {rejection.excerpt !== '' && <pre className={styles.head}>{rejection.excerpt}</pre>}
            </span>
          </li>
        ))}
      </ul>
      {listed.length > 0 && listed.length < source.rejected && (
        <span className={styles.facts}>{t('viewer.facet.more', { count: source.rejected - listed.length })}</span>
      )}
    </li>
  );
}
