import { Button, Checkbox, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { maxInterfaces, type AzureInterfaceChoice } from '#shared/model/azure.ts';
import { useApp, useAzure } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import styles from './azure.module.css';

/** More than these are filtered rather than read. */
const shownAtOnce = 8;

function wordsOf({ machine, name, addresses }: AzureInterfaceChoice, noMachine: string): string {
  return [machine === '' ? noMachine : machine, name, addresses.join(', ')].filter(Boolean).join(' · ');
}

/** The interfaces that Azure listed, to be chosen from; by machine, since that is what people know. */
function Interfaces() {
  const t = useText();
  const { azure } = useApp().stores;
  const listed = useAzure((s) => s.interfaces);
  const chosen = useAzure((s) => s.chosenInterfaces);
  const running = useAzure((s) => s.collectJob !== null);
  const [wanted, setWanted] = useState('');
  if (listed === null) return null;
  if (listed.kind === 'loading') return <Skeleton lines={2} />;
  if (listed.kind === 'error') return <ErrorState error={listed.error} onRetry={() => void azure.listInterfaces()} />;
  if (listed.value.length === 0) return <p>{t('collect.azure.machines.none')}</p>;
  const words = (choice: AzureInterfaceChoice): string => wordsOf(choice, t('collect.azure.machines.no-machine'));
  const isShown = (choice: AzureInterfaceChoice): boolean =>
    chosen.includes(choice.id) || words(choice).toLowerCase().includes(wanted.trim().toLowerCase());
  return (
    <>
      {listed.value.length > shownAtOnce && (
        <Input
          className={styles.filter}
          size="small"
          aria-label={t('collect.azure.machines.filter')}
          placeholder={t('collect.azure.machines.filter')}
          value={wanted}
          onChange={(_, data) => setWanted(data.value)}
        />
      )}
      <ul className={styles.machines}>
        {listed.value.filter(isShown).map((choice) => (
          <li key={choice.id}>
            <Checkbox
              checked={chosen.includes(choice.id)}
              disabled={running || (chosen.length >= maxInterfaces && !chosen.includes(choice.id))}
              label={words(choice)}
              onChange={(_, data) => azure.setInterface(choice.id, data.checked === true)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Which machines the calls about interfaces are for. Nothing has to be chosen: then the first of the network are looked at. */
export function AzureMachines() {
  const t = useText();
  const { azure } = useApp().stores;
  const count = useAzure((s) => s.chosenInterfaces.length);
  return (
    <Group label={t('collect.azure.machines')} className={styles.kind}>
      <h4 className={styles.kindName}>{t('collect.azure.machines')}</h4>
      <p className={styles.hint}>{t('collect.azure.machines.text', { count, most: maxInterfaces })}</p>
      <div className={styles.actions}>
        <Button size="small" onClick={() => void azure.listInterfaces()}>
          {t('collect.azure.machines.list')}
        </Button>
      </div>
      <Interfaces />
    </Group>
  );
}
