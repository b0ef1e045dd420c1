import { Button, Checkbox } from '@fluentui/react-components';
import type { PlannedCall } from '#shared/model/azure.ts';
import { useApp, useAzure } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './azure.module.css';
import { isStorageComplete, storageOf, withStorage } from './azure-choice.ts';
import { AzureMachines } from './azure-machines.tsx';
import { AzureStorage, AzureStorageConsent } from './azure-storage.tsx';

const kinds: readonly PlannedCall['kind'][] = ['read', 'reading-post', 'key', 'starts', 'report'];

/** One call: what it is for, exactly what is sent, and the permission that it needs. */
function Call({ call }: { readonly call: PlannedCall }) {
  const t = useText();
  const { azure } = useApp().stores;
  const checked = useAzure((s) => s.calls.includes(call.id));
  const disabled = useAzure((s) => s.collectJob !== null);
  const path = useAzure((s) => withStorage(call.path, s));
  return (
    <li className={styles.call}>
      <Checkbox
        checked={checked}
        disabled={disabled}
        label={t(`collect.call.${call.id}`)}
        onChange={(_, data) => azure.setCall(call.id, data.checked === true)}
      />
      <p className={styles.request}>
        {call.method} {path}
      </p>
      <p className={styles.hint}>{t('collect.azure.needs', { permission: call.permission })}</p>
    </li>
  );
}

/** Everything that will be called, before it is called. What is not ticked is not called. */
export function AzureCalls({ caseId }: { readonly caseId: string }) {
  const t = useText();
  const { azure } = useApp().stores;
  const plan = useAzure((s) => s.plan);
  const calls = useAzure((s) => s.calls);
  const running = useAzure((s) => s.collectJob !== null);
  const error = useAzure((s) => s.collectError);
  const hasStorage = useAzure((s) => isStorageComplete(storageOf(s)));
  const ready = calls.length > 0 && hasStorage;
  // The report of a diagnosis that is not made is nothing to agree to.
  const shown = kinds.filter((kind) => kind !== 'report' || calls.includes('troubleshoot'));
  return (
    <>
      <AzureMachines />
      {shown.map((kind) => (
        <Group key={kind} label={t(`collect.azure.kind.${kind}`)} className={styles.kind}>
          <h4 className={styles.kindName}>{t(`collect.azure.kind.${kind}`)}</h4>
          <p className={styles.hint}>{t(`collect.azure.kind.${kind}.text`)}</p>
          <ul className={styles.calls}>
            {plan
              .filter((call) => call.kind === kind)
              .map((call) => (
                <Call key={call.id} call={call} />
              ))}
          </ul>
          {kind === 'starts' && calls.includes('troubleshoot') && <AzureStorage />}
          {kind === 'report' && calls.includes('report-files') && <AzureStorageConsent />}
        </Group>
      ))}
      {error && <ErrorState error={error} />}
      <div className={styles.actions}>
        <Button appearance="primary" disabled={!ready || running} onClick={() => void azure.collect(caseId)}>
          {t('collect.azure.collect', { count: calls.length })}
        </Button>
        {!hasStorage && <p className={styles.hint}>{t('collect.azure.storage.needed')}</p>}
      </div>
    </>
  );
}
