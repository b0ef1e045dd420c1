import { Button, Spinner } from '@fluentui/react-components';
import type { PendingSignIn } from '#shared/model/azure.ts';
import { useApp, useAzure, useSettings } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './azure.module.css';

/** What the person has to do elsewhere, and the way out. */
export function Waiting({ pending }: { readonly pending: PendingSignIn | null }) {
  const t = useText();
  const { shell, stores } = useApp();
  return (
    <output className={styles.waiting}>
      {pending?.way === 'device-code' ? (
        <>
          <p>{t('collect.azure.enter-code')}</p>
          <p className={styles.codeRow}>
            <span className={styles.userCode}>{pending.userCode}</span>
            <CopyButton text={pending.userCode} />
          </p>
          <p className={styles.codeRow}>
            <span className={styles.mono}>{pending.address}</span>
            <Button size="small" onClick={() => shell.openExternal(pending.address)}>
              {t('collect.azure.open-page')}
            </Button>
            <CopyButton text={pending.address} />
          </p>
        </>
      ) : (
        <Spinner size="tiny" label={t(pending ? 'collect.azure.in-browser' : 'collect.azure.asking')} labelPosition="after" />
      )}
      <Button size="small" onClick={() => void stores.azure.cancelSignIn()}>
        {t('ui.cancel')}
      </Button>
    </output>
  );
}

/** Who is signed in, or the two ways to become so. */
export function AzureSignIn() {
  const t = useText();
  const { stores } = useApp();
  const { account, pending, remembers, canOpenBrowser } = useAzure((s) => s.state);
  const waits = useAzure((s) => s.signInJob !== null);
  const error = useAzure((s) => s.signInError);
  const ready = useSettings((s) => s.settings.azure.clientId !== '');
  // Once signed in, what is waited for is another consent, and stands where that was asked for.
  if (waits && !account) return <Waiting pending={pending} />;
  if (account)
    return (
      <div className={styles.actions}>
        <span>{t('collect.azure.signed-in', { name: account.username })}</span>
        <Button size="small" onClick={() => void stores.azure.signOut()}>
          {t('collect.azure.sign-out')}
        </Button>
      </div>
    );
  const signIn = (way: 'browser' | 'device-code'): void => void stores.azure.signIn(way);
  return (
    <>
      {error && <ErrorState error={error} />}
      <div className={styles.actions}>
        {canOpenBrowser && (
          <Button appearance="primary" disabled={!ready} onClick={() => signIn('browser')}>
            {t('collect.azure.with-browser')}
          </Button>
        )}
        <Button disabled={!ready} onClick={() => signIn('device-code')}>
          {t('collect.azure.with-code')}
        </Button>
      </div>
      <p className={styles.hint}>{t(ready ? (remembers ? 'collect.azure.kept' : 'collect.azure.not-kept') : 'error.azure-no-client-id')}</p>
    </>
  );
}
