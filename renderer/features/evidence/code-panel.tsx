import codes from '#compiled/codes.json';
import { evidenceSearchLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import styles from './code-panel.module.css';
import { hexCode } from './code-text.ts';

type CodeFacts = { readonly symbol: string; readonly causes: readonly string[] };
const facts: Readonly<Partial<Record<string, CodeFacts>>> = codes;

/** What an error code says: its name, its meaning, the causes it usually stands for, and where else it stands in the case. */
export function CodePanel({ caseId, code }: { readonly caseId: string; readonly code: number }) {
  const t = useText();
  const known = facts[code];
  return (
    <div className={styles.panel} data-part="code">
      <h3 className={styles.heading}>
        {t('viewer.detail.code')} <span className={styles.number}>{code}</span>{' '}
        <span className={styles.names}>{[...(known ? [known.symbol] : []), hexCode(code)].join(' · ')}</span>
      </h3>
      {t.has(`code.${code}`) && <p>{t(`code.${code}`)}</p>}
      {known !== undefined && known.causes.length > 0 && (
        <p className={styles.causes}>
          {t('viewer.code.causes', { causes: known.causes.map((cause) => t(`cause.${cause}.title`)).join(' · ') })}
        </p>
      )}
      <a href={evidenceSearchLink(caseId, { text: String(code) })}>{t('viewer.code.search', { code: String(code) })}</a>
    </div>
  );
}
