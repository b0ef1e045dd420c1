import { Button, Field, Input } from '@fluentui/react-components';
import { useApp, useAzure } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './azure.module.css';
import { mapped, Pick } from './azure-choose.tsx';
import { Waiting } from './azure-sign-in.tsx';

/** Where Network Watcher writes its report: the one thing of a collection that leaves something behind in Azure. */
export function AzureStorage() {
  const t = useText();
  const { azure } = useApp().stores;
  const accounts = useAzure((s) => s.storageAccounts);
  const storageId = useAzure((s) => s.storageId);
  const container = useAzure((s) => s.container);
  const isListed = accounts?.kind === 'loaded' && accounts.value.some(({ id }) => id === storageId);
  return (
    <div className={styles.fields}>
      <div className={styles.actions}>
        <Button size="small" onClick={() => void azure.listStorageAccounts()}>
          {t('collect.azure.storage.list')}
        </Button>
      </div>
      <Pick
        label={t('collect.azure.storage.account')}
        none={t('collect.azure.storage.none')}
        choices={mapped(accounts, ({ id, name, resourceGroup, location }) => ({ id, name, detail: `${resourceGroup}, ${location}` }))}
        value={isListed ? storageId : ''}
        onChoose={(id) => azure.setStorage({ storageId: id })}
        onRetry={() => void azure.listStorageAccounts()}
      />
      <Field label={t('collect.azure.storage')} hint={t('collect.azure.storage.hint')}>
        <Input value={storageId} spellCheck={false} onChange={(_, data) => azure.setStorage({ storageId: data.value })} />
      </Field>
      <Field label={t('collect.azure.container')} hint={t('collect.azure.container.hint')}>
        <Input value={container} spellCheck={false} onChange={(_, data) => azure.setStorage({ container: data.value })} />
      </Field>
    </div>
  );
}

/** Asks for the consent to read blobs, when the report is wanted and not before. */
export function AzureStorageConsent() {
  const t = useText();
  const { azure } = useApp().stores;
  const { account, pending, canOpenBrowser, readsStorage } = useAzure((s) => s.state);
  const waits = useAzure((s) => s.signInJob !== null);
  const error = useAzure((s) => s.signInError);
  if (waits) return <Waiting pending={pending} />;
  if (readsStorage) return <output>{t('collect.azure.report.agreed', { name: account?.username ?? '' })}</output>;
  const agree = (way: 'browser' | 'device-code'): void => void azure.signIn(way, 'storage');
  return (
    <>
      {error && <ErrorState error={error} />}
      <div className={styles.actions}>
        {canOpenBrowser && <Button onClick={() => agree('browser')}>{t('collect.azure.report.agree-browser')}</Button>}
        <Button onClick={() => agree('device-code')}>{t('collect.azure.report.agree-code')}</Button>
      </div>
      <p className={styles.hint}>{t('collect.azure.report.once')}</p>
    </>
  );
}
