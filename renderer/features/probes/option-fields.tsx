import { Checkbox, Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ProbeKind } from '#shared/model/probe.ts';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import styles from './option-fields.module.css';
import { ciphers, healthPorts, type ProbeForm } from './probe-form.ts';

const longestCount = 10_000;

type OptionsProps = {
  readonly form: ProbeForm;
  readonly isRunning: boolean;
  readonly badServer: boolean;
  readonly change: (patch: Partial<ProbeForm>) => void;
};

function TcpOptions({ form, isRunning, change }: OptionsProps): ReactNode {
  const t = useText();
  return (
    <>
      <Field label={t('ui.probes.count')}>
        <Input
          type="number"
          className={styles.number}
          min={1}
          max={longestCount}
          value={String(form.count)}
          disabled={isRunning || form.untilStopped}
          onChange={(_, data) => change({ count: Math.min(longestCount, Math.max(1, Math.floor(Number(data.value)) || 1)) })}
        />
      </Field>
      <Checkbox
        className={styles.beside}
        label={t('ui.probes.untilStopped')}
        checked={form.untilStopped}
        disabled={isRunning}
        onChange={(_, data) => change({ untilStopped: data.checked === true })}
      />
    </>
  );
}

function IkeOptions({ form, isRunning, change }: OptionsProps): ReactNode {
  const t = useText();
  return (
    <>
      <Field label={t('ui.probes.version')}>
        <RadioGroup
          layout="horizontal"
          value={String(form.version)}
          disabled={isRunning}
          onChange={(_, data) => change({ version: data.value === '1' ? 1 : 2 })}
        >
          <Radio value="2" label="IKEv2" />
          <Radio value="1" label="IKEv1" />
        </RadioGroup>
      </Field>
      <Field label={t('ui.probes.offer')} hint={t('ui.probes.offer.hint')} className={styles.wide}>
        <Input
          value={form.offer}
          maxLength={600}
          disabled={isRunning}
          spellCheck={false}
          onChange={(_, data) => change({ offer: data.value })}
        />
      </Field>
      <Checkbox
        label={t('ui.probes.groups')}
        checked={form.groups}
        disabled={isRunning}
        onChange={(_, data) => change({ groups: data.checked === true })}
      />
    </>
  );
}

function HealthOptions({ form, isRunning, change }: OptionsProps): ReactNode {
  const t = useText();
  return (
    <Field label={t('ui.probes.instance')}>
      <RadioGroup
        layout="horizontal"
        value={String(form.healthPort)}
        disabled={isRunning}
        onChange={(_, data) => change({ healthPort: healthPorts.find((port) => String(port) === data.value) ?? form.healthPort })}
      >
        {healthPorts.map((port, i) => (
          <Radio key={port} value={String(port)} label={t(`ui.probes.instance.${i}`, { port: String(port) })} />
        ))}
      </RadioGroup>
    </Field>
  );
}

function DnsOptions({ form, isRunning, badServer, change }: OptionsProps): ReactNode {
  const t = useText();
  const wrong = badServer ? ({ validationState: 'error', validationMessage: t('ui.probes.server.bad') } as const) : {};
  return (
    <Field label={t('ui.probes.server')} hint={t('ui.probes.server.hint')} className={styles.wide} {...wrong}>
      <Input
        value={form.server}
        maxLength={60}
        disabled={isRunning}
        spellCheck={false}
        onChange={(_, data) => change({ server: data.value })}
      />
    </Field>
  );
}

function SizeOptions({ form, isRunning, change }: OptionsProps): ReactNode {
  const t = useText();
  const offered = form.cipher === '' || ciphers.includes(form.cipher) ? ciphers : [form.cipher, ...ciphers];
  return (
    <Field label={t('ui.probes.cipher')} hint={t('ui.probes.cipher.hint')} className={styles.wide}>
      <Select value={form.cipher} disabled={isRunning} onChange={(_, data) => change({ cipher: data.value })}>
        <option value="">{t('ui.probes.cipher.none')}</option>
        {offered.map((cipher) => (
          <option key={cipher} value={cipher}>
            {cipher}
          </option>
        ))}
      </Select>
    </Field>
  );
}

const options: Readonly<Partial<Record<ProbeKind, (props: OptionsProps) => ReactNode>>> = {
  tcp: TcpOptions,
  ike: IkeOptions,
  'gateway-health': HealthOptions,
  dns: DnsOptions,
  'path-mtu': SizeOptions,
};

/** What can be chosen beside the targets; nothing for a kind that has no options. */
export function OptionFields({ kind, ...props }: OptionsProps & { readonly kind: ProbeKind }) {
  const t = useText();
  const Options = options[kind];
  if (Options === undefined) return null;
  return (
    <Group className={styles.options} label={t('ui.probes.options')}>
      <Options {...props} />
    </Group>
  );
}
