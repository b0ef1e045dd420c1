import { useText } from '../../i18n/provider.tsx';
import styles from './code-chip.module.css';
import { hexCode } from './code-text.ts';

/** An error code with its meaning in place: `809 · no answer from the peer`. */
export function CodeChip({ code }: { readonly code: number }) {
  const t = useText();
  const meaning = t.has(`code.${code}`) ? t(`code.${code}`) : null;
  return (
    <span className={styles.chip} title={meaning === null ? hexCode(code) : `${code} (${hexCode(code)}) · ${meaning}`}>
      <span className={styles.number}>{code}</span>
      {meaning !== null && <span className={styles.meaning}> · {meaning}</span>}
    </span>
  );
}
