import { Button } from '@fluentui/react-components';
import { useStore } from 'zustand';
import { useText } from '../../i18n/provider.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import styles from './viewer-notes.module.css';
import type { ViewerStore } from './viewer-store.ts';

/** Why a filter could not be applied; the records of the filter before stay on the screen. */
export function FilterProblem({ viewer }: { readonly viewer: ViewerStore }) {
  const t = useText();
  const error = useStore(viewer, (s) => (s.view === null ? null : s.error));
  if (error === null) return null;
  if (error.code !== 'regex-invalid') {
    return (
      <div className={styles.problem}>
        <ErrorState error={error} onRetry={viewer.retry} />
      </div>
    );
  }
  return (
    <p className={styles.note} data-kind="problem" role="alert">
      <StatusIcon verdict="problem" />
      <span>{error.params['reason'] === 'too-slow' ? t('viewer.regex.tooSlow') : t('error.regex-invalid')}</span>
    </p>
  );
}

/** Says that a jump had to clear the filter, or that its record is gone. */
export function Notice({ viewer }: { readonly viewer: ViewerStore }) {
  const t = useText();
  const notice = useStore(viewer, (s) => s.notice);
  if (notice === null) return null;
  return (
    <output className={styles.note}>
      <span>{t(`viewer.notice.${notice}`)}</span>
      <Button size="small" appearance="subtle" onClick={viewer.dismissNotice}>
        {t('ui.dismiss')}
      </Button>
    </output>
  );
}
