import { Button } from '@fluentui/react-components';
import type { ProbeRequest } from '#shared/model/probe.ts';
import { sendsOf } from '#shared/model/probe-words.ts';
import { useText } from '../../i18n/provider.tsx';
import { Modal } from '../../ui/modal.tsx';
import styles from './confirm-probes.module.css';

type ConfirmProps = { readonly requests: readonly ProbeRequest[]; readonly onSend: () => void; readonly onCancel: () => void };

/** Names every target and what it gets before anything is sent; what is confirmed here is kept in the case's log. */
export function ConfirmProbes({ requests, onSend, onCancel }: ConfirmProps) {
  const t = useText();
  const lines = requests.map((request) => t.message(sendsOf(request)));
  return (
    <Modal label={t('probe.dialog.title')} onClose={onCancel} className={styles.confirm}>
      <h2 className={styles.title}>{t('probe.dialog.title')}</h2>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
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
