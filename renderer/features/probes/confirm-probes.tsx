import { Button } from '@fluentui/react-components';
import { useText } from '../../i18n/provider.tsx';
import { Modal } from '../../ui/modal.tsx';
import type { ProbeCheck } from './probe-form.ts';
import styles from './run-now.module.css';

type ConfirmProps = {
  readonly check: ProbeCheck;
  readonly targets: readonly string[];
  readonly count: number;
  readonly onSend: () => void;
  readonly onCancel: () => void;
};

/** Names every target before anything is sent; what is confirmed here is kept in the case's log. */
export function ConfirmProbes({ check, targets, count, onSend, onCancel }: ConfirmProps) {
  const t = useText();
  return (
    <Modal label={t('ui.probes.confirm.title')} onClose={onCancel} className={styles.confirm}>
      <h2 className={styles.confirmTitle}>{t('ui.probes.confirm.title')}</h2>
      <p>{t(`ui.probes.confirm.text.${check}`, { count })}</p>
      <ul className={styles.targets}>
        {targets.map((target) => (
          <li key={target}>
            <code>{target}</code>
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{t('ui.probes.confirm.log')}</p>
      <div className={styles.actions}>
        <Button appearance="primary" onClick={onSend}>
          {t('ui.probes.confirm.send')}
        </Button>
        <Button onClick={onCancel}>{t('ui.cancel')}</Button>
      </div>
    </Modal>
  );
}
