import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useApp, useCases } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import styles from './undo-bar.module.css';

/** Says which case was removed, and brings it back. */
export function UndoBar() {
  const t = useText();
  const { stores } = useApp();
  const removed = useCases((s) => s.removed);
  const bar = useRef<HTMLOutputElement>(null);
  // The row that had the focus is gone with its menu.
  useEffect(() => {
    if (removed) bar.current?.querySelector('button')?.focus();
  }, [removed]);
  if (!removed) return null;
  return (
    <output ref={bar} className={styles.bar}>
      <span className={styles.words}>{t('ui.cases.removed', { title: removed.title })}</span>
      <Button size="small" onClick={() => void stores.cases.restore()}>
        {t('ui.undo')}
      </Button>
      <Button size="small" appearance="subtle" onClick={stores.cases.dismiss}>
        {t('ui.dismiss')}
      </Button>
    </output>
  );
}
