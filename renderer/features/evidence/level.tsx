import type { Level } from '#shared/model/record.ts';
import { useText } from '../../i18n/provider.tsx';
import styles from './level.module.css';

/** Shapes that differ without colour, drawn in a 16 × 16 box: those of the four states, and two quiet ones. */
function Shape({ level }: { readonly level: Level }) {
  switch (level) {
    case 'critical':
      return <path d="M8 1 15 8 8 15 1 8z" fill="currentColor" />;
    case 'error':
      return <circle cx="8" cy="8" r="6" fill="currentColor" />;
    case 'warning':
      return <path d="M8 1.8 15 14H1z" fill="currentColor" stroke="currentColor" strokeWidth="1.2" strokeLinejoin="round" />;
    case 'information':
      return (
        <path
          d="M8 7.4v4M8 4.6v.2M14.4 8A6.4 6.4 0 1 1 1.6 8a6.4 6.4 0 0 1 12.8 0z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
        />
      );
    case 'verbose':
      return <path d="M3.5 8h9" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />;
  }
}

/** Level of a record as icon and word. */
export function LevelBadge({ level }: { readonly level: Level }) {
  const t = useText();
  return (
    <span className={styles.level} data-level={level}>
      <svg className={styles.icon} viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <Shape level={level} />
      </svg>
      <span className={styles.word}>{t(`viewer.level.${level}`)}</span>
    </span>
  );
}
