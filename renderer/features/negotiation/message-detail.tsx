import type { NegotiationMessage, Witness } from '#shared/model/negotiation.ts';
import { useText } from '../../i18n/provider.tsx';
import { CitationQuote } from '../../ui/citation.tsx';
import { letterOf } from './choice.ts';
import styles from './message-detail.module.css';
import { SightTime } from './sight-time.tsx';

type DetailProps = { readonly caseId: string; readonly message: NegotiationMessage; readonly witnesses: readonly Witness[] };

/** One message: what it means, what it carries, and the raw line of every witness. */
export function MessageDetail({ caseId, message, witnesses }: DetailProps) {
  const t = useText();
  return (
    <div className={styles.detail}>
      <p className={styles.what}>
        {message.from !== null && <span className={styles.from}>{t(`negotiation.from.${message.from}`)}</span>} {t.message(message.what)}
        {message.messageId !== null && message.kind === 'message' && <span className={styles.id}> #{message.messageId}</span>}
      </p>
      {message.reading !== null && <p className={styles.reading}>{t.message(message.reading)}</p>}
      {message.isEncrypted && <p className={styles.note}>{t('negotiation.encrypted')}</p>}
      {message.payloads.length > 0 && (
        <dl className={styles.payloads}>
          {message.payloads.map((row) => (
            <div key={row.name.key}>
              <dt>{t.message(row.name)}</dt>
              {row.values.map((value) => (
                <dd key={value} lang="en">
                  {value}
                  {row.name.key === 'negotiation.payload.code' && t.has(`code.${value}`) && (
                    <span lang={t.language}>{` · ${t(`code.${value}`)}`}</span>
                  )}
                </dd>
              ))}
            </div>
          ))}
        </dl>
      )}
      <ul className={styles.seen}>
        {message.seen.map((s) => (
          <li key={s.witness}>
            <div className={styles.who}>
              <span className={styles.letter}>{letterOf(s.witness, witnesses)}</span>
              <SightTime sighting={s} witnesses={witnesses} whole />
            </div>
            <CitationQuote caseId={caseId} citation={s.citation} />
          </li>
        ))}
      </ul>
    </div>
  );
}
