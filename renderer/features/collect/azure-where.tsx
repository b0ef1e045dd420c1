import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { AzureCloud, AzureSettings } from '#shared/model/azure.ts';
import { useApp, useAzure, useSettings } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './azure.module.css';
import { clientIdPattern, tenantPattern } from './azure-choice.ts';

const choices: readonly AzureCloud[] = ['public', 'us-government', 'china'];

/** Makes a public client of one tenant that may call the resource manager as the user; the last line gives the user's consent a name to appear under. */
const registration = [
  'az ad app create --display-name "Tunnel Triage" --sign-in-audience AzureADMyOrg \\',
  '  --is-fallback-public-client true --public-client-redirect-uris http://localhost \\',
  '  --query appId --output tsv',
].join('\n');

type TextSettingProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly isValid: (text: string) => boolean;
  readonly problem: string;
  readonly onSave: (text: string) => void;
};

/** A setting as text: saved with Enter or when it is left, if it can be meant. */
function TextSetting({ label, hint, value, isValid, problem, onSave }: TextSettingProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? value;
  const wrong = draft !== null && !isValid(draft.trim());
  const save = (): void => {
    if (draft === null || wrong) return;
    onSave(draft.trim());
    setDraft(null);
  };
  return (
    <Field label={label} hint={hint} {...(wrong ? { validationMessage: problem, validationState: 'error' as const } : {})}>
      <Input
        value={text}
        spellCheck={false}
        onChange={(_, data) => setDraft(data.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) save();
        }}
      />
    </Field>
  );
}

/** Which Azure, which tenant, and as which application. */
export function AzureWhere() {
  const t = useText();
  const { stores } = useApp();
  const azure = useSettings((s) => s.settings.azure);
  const busy = useAzure((s) => s.signInJob !== null);
  const change = (patch: Partial<AzureSettings>): void => {
    void stores.settings.change({ azure: { ...azure, ...patch } }).then(() => stores.azure.refresh());
  };
  return (
    <fieldset className={styles.fields} disabled={busy}>
      <Segmented
        label={t('collect.azure.cloud')}
        value={azure.cloud}
        options={choices.map((value) => ({ value, text: t(`collect.azure.cloud.${value}`) }))}
        onChange={(cloud) => change({ cloud })}
      />
      <TextSetting
        label={t('collect.azure.tenant')}
        hint={t('collect.azure.tenant.hint')}
        value={azure.tenant}
        isValid={(text) => tenantPattern.test(text)}
        problem={t('collect.azure.tenant.wrong')}
        onSave={(tenant) => change({ tenant })}
      />
      <TextSetting
        label={t('collect.azure.client')}
        hint={t('collect.azure.client.hint')}
        value={azure.clientId}
        isValid={(text) => text === '' || clientIdPattern.test(text)}
        problem={t('collect.azure.client.wrong')}
        onSave={(clientId) => change({ clientId })}
      />
      <details>
        <summary className={styles.summary}>{t('collect.azure.register')}</summary>
        <p className={styles.hint}>{t('collect.azure.register.text')}</p>
        <CodeBlock code={registration} caption="Bash · Azure Cloud Shell" />
      </details>
    </fieldset>
  );
}
