import { Checkbox, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { collectorIds, collectors, isParameterValue } from '#shared/model/collector.ts';
import type { CollectorParameter } from '#shared/model/collector.ts';
import { useApp, useCollect } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import styles from './script-form.module.css';
import { valueOfParameter } from './values.ts';

/** What may be run, as whom, and what is known already. */
export function ScriptForm() {
  const t = useText();
  const { stores } = useApp();
  const collector = useCollect((s) => collectors[s.collector]);
  const asAdministrator = useCollect((s) => s.asAdministrator);
  return (
    <div className={styles.form}>
      <Field label={t('collect.kind')}>
        <RadioGroup
          value={collector.id}
          onChange={(_, { value }) => {
            const chosen = collectorIds.find((id) => id === value);
            if (chosen) void stores.collect.choose(chosen);
          }}
        >
          {collectorIds.map((id) => (
            <Radio
              key={id}
              value={id}
              label={
                <>
                  {t(`collect.kind.${id}`)}
                  <span className={styles.hint}>{t(`collect.kind.${id}.hint`)}</span>
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      {collector.wantsAdministrator && (
        <Checkbox
          checked={asAdministrator}
          label={t(`collect.administrator.${collector.language}`)}
          onChange={(_, { checked }) => stores.collect.setAdministrator(checked === true)}
        />
      )}
      {collector.wantsAdministrator && !asAdministrator && <p className={styles.without}>{t(`collect.without.${collector.id}`)}</p>}
      {collector.parameters.map((parameter) => (
        <ParameterField key={parameter.id} parameter={parameter} />
      ))}
    </div>
  );
}

function ParameterField({ parameter }: { readonly parameter: CollectorParameter }) {
  const t = useText();
  const { stores } = useApp();
  const typed = useCollect((s) => s.typed[parameter.id]);
  const value = useCollect((s) => valueOfParameter(s, parameter));
  const isFine = isParameterValue(parameter, value);
  return (
    <Field
      label={t(`collect.parameter.${parameter.id}`)}
      hint={t(`collect.parameter.${parameter.id}.hint`)}
      validationState={isFine ? 'none' : 'error'}
      validationMessage={isFine ? null : t(`collect.invalid.${parameter.kind}`)}
    >
      <Input
        value={typed ?? value}
        spellCheck={false}
        autoComplete="off"
        inputMode={parameter.kind === 'number' ? 'numeric' : 'text'}
        onChange={(_, data) => void stores.collect.type(parameter.id, data.value)}
      />
    </Field>
  );
}
