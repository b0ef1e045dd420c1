import { Button } from '@fluentui/react-components';
import { useApp } from '../../app/context.tsx';
import { commandKey } from '../../app/frame/top-bar.tsx';
import { useText } from '../../i18n/provider.tsx';
import styles from './shortcuts.module.css';

/** Every key of the window. */
export function Shortcuts() {
  const t = useText();
  const { stores } = useApp();
  const rows: readonly (readonly [keys: string, id: string])[] = [
    [`${commandKey()}K`, 'palette'],
    ['/', 'filter'],
    ['↑ ↓', 'move'],
    ['Enter', 'open'],
    ['O', 'original'],
    ['Esc', 'close'],
    ['Alt+←', 'back'],
    ['?', 'help'],
  ];
  return (
    <div className={styles.sheet}>
      <h2 className={styles.title}>{t('ui.shortcuts.title')}</h2>
      <dl className={styles.list}>
        {rows.map(([keys, id]) => (
          <div key={id} className={styles.row}>
            <dt>
              <kbd className={styles.key}>{keys}</kbd>
            </dt>
            <dd>{t(`ui.shortcuts.${id}`)}</dd>
          </div>
        ))}
      </dl>
      <div>
        <Button onClick={stores.overlay.close}>{t('ui.close')}</Button>
      </div>
    </div>
  );
}
