import type { CaseStatus } from '#shared/model/analysis.ts';
import type { Verdict } from '#shared/model/verdict.ts';
import { useText } from '../i18n/provider.tsx';
import { cx } from './cx.ts';
import styles from './status.module.css';

/** Four shapes that differ without colour: disc, triangle, tick, ring. Drawn in a 16 × 16 box. */
function Shape({ verdict }: { readonly verdict: Verdict }) {
  switch (verdict) {
    case 'problem':
      return <circle cx="8" cy="8" r="6" fill="currentColor" />;
    case 'warning':
      return <path d="M8 1.8 15 14H1z" fill="currentColor" stroke="currentColor" strokeWidth="1.2" strokeLinejoin="round" />;
    case 'healthy':
      return (
        <path d="m2.6 8.6 3.6 3.6 7.2-8" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" />
      );
    case 'cannot-tell':
      return <circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" />;
  }
}

/** The shape alone; the word must stand near it. */
export function StatusIcon({ verdict, size = 12 }: { readonly verdict: Verdict; readonly size?: number }) {
  return (
    <svg className={styles.icon} data-verdict={verdict} viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <Shape verdict={verdict} />
    </svg>
  );
}

type BadgeProps = {
  readonly verdict: Verdict;
  /** `plain` is for running text and lists, `tinted` for the one status a panel is about. */
  readonly look?: 'plain' | 'tinted';
  /** Other words for the same state, such as "Likely". */
  readonly word?: string;
};

/** Status as icon, word and colour together: the only way that a state is shown. */
export function StatusBadge({ verdict, look = 'plain', word }: BadgeProps) {
  const t = useText();
  return (
    <span className={cx(styles.badge, look === 'tinted' && styles.tinted)} data-verdict={verdict}>
      <StatusIcon verdict={verdict} />
      <span>{word ?? t(`verdict.${verdict}`)}</span>
    </span>
  );
}

/** Status of a whole case; an empty case has nothing to tell yet. */
export function CaseStatusBadge({ status }: { readonly status: CaseStatus }) {
  const t = useText();
  return status === 'empty' ? <StatusBadge verdict="cannot-tell" word={t('verdict.empty')} /> : <StatusBadge verdict={status} />;
}
