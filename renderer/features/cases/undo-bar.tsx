import { Button } from '@fluentui/react-components';
import { useApp, useCases } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import styles from './undo-bar.module.css';

/** Says which case was removed, and brings it back. */
export function UndoBar() {
  const t = useText();
  const { stores } = useApp();
  const removed = useCases((s) => s.removed);
  if (!removed) return null;
  return (
    <output className={styles.bar}>
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
