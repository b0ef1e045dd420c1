import { useText } from '../../i18n/provider.tsx';
import styles from './code-chip.module.css';

/** Hexadecimal spelling of a code, as gateway logs and Windows headers write it. */
export function hexCode(code: number): string {
  return `0x${(code < 0 ? code + 2 ** 32 : code).toString(16).toUpperCase()}`;
}

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
