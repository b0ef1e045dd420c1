import type { NegotiationMessage } from '#shared/model/negotiation.ts';
import styles from './arrow.module.css';

type ArrowProps = Pick<NegotiationMessage, 'kind' | 'from' | 'isLost'>;

/** The line of a message between the life lines; a statement is a point on the line of the end that made it. Words stand beside it. */
export function Arrow({ kind, from, isLost }: ArrowProps) {
  if (kind === 'statement' || from === null) return <span className={styles.point} data-from={from ?? 'on-premises'} aria-hidden="true" />;
  return (
    <span className={styles.arrow} data-from={from} data-lost={isLost} data-kind={kind} aria-hidden="true">
      <span className={styles.line} />
      <span className={styles.tip}>{isLost ? '✕' : ''}</span>
    </span>
  );
}
