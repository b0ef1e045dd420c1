import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { RankedCause, Reason } from '#shared/model/analysis.ts';
import { wizardLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { Bits } from '../../ui/bits.tsx';
import { CitationLink } from '../../ui/citation.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { findingText } from '../case/words.ts';
import styles from './reasons.module.css';

type ReasonsProps = { readonly caseId: string; readonly cause: RankedCause };

const shownAtFirst = 4;

function heaviestFirst(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits) || (a.check < b.check ? -1 : 1));
}

/** What speaks for a cause and what against, heaviest first, each with the line it rests on. */
export function Reasons({ caseId, cause }: ReasonsProps) {
  const t = useText();
  const [all, setAll] = useState(false);
  const reasonsFor = heaviestFirst(cause.reasonsFor);
  const shown = all ? reasonsFor : reasonsFor.slice(0, shownAtFirst);
  return (
    <>
      <ReasonList caseId={caseId} reasons={shown} />
      {reasonsFor.length > shownAtFirst && (
        <Button className={styles.more} size="small" appearance="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('ui.showLess') : t('ui.overview.moreReasons', { count: reasonsFor.length - shownAtFirst })}
        </Button>
      )}
      {cause.reasonsAgainst.length > 0 && (
        <>
          <h4 className={styles.against}>{t('ui.overview.against')}</h4>
          <ReasonList caseId={caseId} reasons={heaviestFirst(cause.reasonsAgainst)} />
        </>
      )}
    </>
  );
}

function ReasonList({ caseId, reasons }: { readonly caseId: string; readonly reasons: readonly Reason[] }) {
  const t = useText();
  return (
    <ul className={styles.list}>
      {reasons.map((reason) => {
        const [citation] = reason.citations;
        return (
          <li key={`${reason.check}.${reason.outcome}`} className={styles.reason}>
            <span className={styles.icon}>
              <StatusIcon verdict={reason.verdict ?? (reason.bits > 0 ? 'problem' : 'healthy')} />
              <span className={styles.hidden}>{t(`verdict.${reason.verdict ?? (reason.bits > 0 ? 'problem' : 'healthy')}`)}</span>
            </span>
            <div className={styles.words}>
              <p>{findingText(t, reason)}</p>
              <p className={styles.meta}>
                <a href={wizardLink(caseId, reason.check)}>{reason.check}</a>
                <Bits bits={reason.bits} />
                {citation && <CitationLink caseId={caseId} citation={citation} />}
                {reason.citations.length > 1 && (
                  <a href={wizardLink(caseId, reason.check)}>{t('ui.overview.moreCitations', { count: reason.citations.length - 1 })}</a>
                )}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
