import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { AppError } from '#shared/api/result.ts';
import { useText } from '../i18n/provider.tsx';
import styles from './states.module.css';
import { StatusIcon } from './status.tsx';

type EmptyStateProps = { readonly icon?: ReactNode; readonly title: string; readonly text: string; readonly children?: ReactNode };

/** Says what belongs here and how to get it. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon && <div className={styles.emptyIcon}>{icon}</div>}
      <h2 className={styles.emptyTitle}>{title}</h2>
      <p className={styles.emptyText}>{text}</p>
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}

type ErrorStateProps = {
  readonly error: AppError;
  readonly onRetry?: (() => void) | undefined;
  readonly onDismiss?: (() => void) | undefined;
};

/** What went wrong in words a user can act on, the names involved, and the incident id when there is one. */
export function ErrorState({ error, onRetry, onDismiss }: ErrorStateProps) {
  const t = useText();
  const details = Object.values(error.params).join(' · ');
  return (
    <div className={styles.error} role="alert">
      <StatusIcon verdict="problem" size={14} />
      <div className={styles.errorBody}>
        <p>{t(`error.${error.code}`)}</p>
        {details !== '' && <p className={styles.errorDetail}>{details}</p>}
        {error.incidentId !== null && <p className={styles.errorDetail}>{t('ui.error.incident', { id: error.incidentId })}</p>}
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('ui.error.retry')}
        </Button>
      )}
      {onDismiss && (
        <Button size="small" appearance="subtle" onClick={onDismiss}>
          {t('ui.dismiss')}
        </Button>
      )}
    </div>
  );
}

/** Grey lines in the place of what is loading; said once to screen readers. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  const t = useText();
  return (
    <output className={styles.skeleton} aria-label={t('ui.loading')}>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} className={styles.bone} data-kind={i === 0 ? 'title' : 'line'} />
      ))}
    </output>
  );
}
