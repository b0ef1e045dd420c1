import { Button, Field, Select } from '@fluentui/react-components';
import { useApp, useAzure } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import type { Remote } from '../../ui/remote.ts';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import styles from './azure.module.css';

type Choice = { readonly id: string; readonly name: string; readonly detail: string };
type PickProps = {
  readonly label: string;
  readonly none: string;
  readonly choices: Remote<readonly Choice[]> | null;
  readonly value: string;
  readonly onChoose: (id: string) => void;
  readonly onRetry: () => void;
};

/** One of the lists that Azure gave; nothing is chosen for the person. */
export function Pick({ label, none, choices, value, onChoose, onRetry }: PickProps) {
  const t = useText();
  if (choices === null) return null;
  if (choices.kind === 'loading') return <Skeleton lines={1} />;
  if (choices.kind === 'error') return <ErrorState error={choices.error} onRetry={onRetry} />;
  if (choices.value.length === 0) return <p>{none}</p>;
  return (
    <Field label={label}>
      <Select value={value} onChange={(_, data) => onChoose(data.value)}>
        <option value="">{t('collect.azure.please-choose')}</option>
        {choices.value.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.detail === '' ? choice.name : `${choice.name} · ${choice.detail}`}
          </option>
        ))}
      </Select>
    </Field>
  );
}

export function mapped<T>(remote: Remote<readonly T[]> | null, choice: (value: T) => Choice): Remote<readonly Choice[]> | null {
  return remote?.kind === 'loaded' ? { kind: 'loaded', value: remote.value.map(choice) } : remote;
}

/** Subscription, gateway, connection: each list is asked for when the one before it is chosen. */
export function AzureChoose() {
  const t = useText();
  const { azure } = useApp().stores;
  const s = useAzure((state) => state);
  return (
    <div className={styles.fields}>
      <div className={styles.actions}>
        <Button onClick={() => void azure.listSubscriptions()}>{t('collect.azure.list-subscriptions')}</Button>
      </div>
      <Pick
        label={t('collect.azure.subscription')}
        none={t('collect.azure.no-subscription')}
        choices={mapped(s.subscriptions, ({ id, name }) => ({ id, name, detail: id }))}
        value={s.subscriptionId}
        onChoose={(id) => void azure.chooseSubscription(id)}
        onRetry={() => void azure.listSubscriptions()}
      />
      <Pick
        label={t('collect.azure.gateway')}
        none={t('collect.azure.no-gateway')}
        choices={mapped(s.gateways, ({ id, name, resourceGroup, location }) => ({ id, name, detail: `${resourceGroup}, ${location}` }))}
        value={s.gatewayId}
        onChoose={(id) => void azure.chooseGateway(id)}
        onRetry={() => void azure.chooseSubscription(s.subscriptionId)}
      />
      <Pick
        label={t('collect.azure.connection')}
        none={t('collect.azure.no-connection')}
        choices={mapped(s.connections, ({ id, name, type, localGateway }) => ({
          id,
          name,
          detail: [type, localGateway].filter(Boolean).join(', '),
        }))}
        value={s.connectionId}
        onChoose={(id) => void azure.chooseConnection(id)}
        onRetry={() => void azure.chooseGateway(s.gatewayId)}
      />
    </div>
  );
}
