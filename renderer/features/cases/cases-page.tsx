import { useText } from '../../i18n/provider.tsx';
import { useApp, useCases } from '../../app/context.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { CaseList } from './case-list.tsx';
import styles from './cases-page.module.css';
import { StartPanel } from './start-panel.tsx';
import { UndoBar } from './undo-bar.tsx';

/** The way in: drop a bundle, open a sample, or go on with an old case. */
export function CasesPage() {
  const t = useText();
  const { stores } = useApp();
  const list = useCases((s) => s.list);
  const error = useCases((s) => s.error);
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('ui.cases.title')}</h1>
      <StartPanel first={list.kind === 'loaded' && list.value.length === 0} />
      <UndoBar />
      {error && <ErrorState error={error} onDismiss={stores.cases.dismiss} />}
      {list.kind === 'loading' && <Skeleton lines={6} />}
      {list.kind === 'error' && <ErrorState error={list.error} onRetry={() => void stores.cases.load()} />}
      {list.kind === 'loaded' && list.value.length > 0 && <CaseList list={list.value} />}
    </div>
  );
}
