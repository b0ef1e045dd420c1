import { Button, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import type { Analysis } from '#shared/model/analysis.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { useApp, useCurrentCase, useWizard } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { findingOf } from '../case/words.ts';
import styles from './by-hand.module.css';
import { emptyDraft } from './wizard-store.ts';

type ByHandProps = { readonly analysis: Analysis; readonly check: CheckId; readonly choices: readonly string[] };

/** A person's own answer. It counts until evidence decides the step, and can be taken back. */
export function ByHand({ analysis, check, choices }: ByHandProps) {
  const t = useText();
  const { stores } = useApp();
  const draft = useWizard((s) => s.drafts[check]) ?? emptyDraft;
  const busy = useCurrentCase((s) => s.answering === check);
  const error = useCurrentCase((s) => s.answerError);
  const finding = findingOf(analysis, check);
  const said = finding?.byHand ? finding.outcome : (finding?.answered ?? null);
  const outcome = draft.outcome ?? said;
  const save = async (wanted: string | null): Promise<void> => {
    await stores.current.answer({ check, outcome: wanted, note: wanted === null ? '' : draft.note });
    if (stores.current.getState().answerError === null) stores.wizard.discard(check);
  };
  return (
    <div className={styles.form}>
      {error && <ErrorState error={error} />}
      <Field label={t(`check.${check}.question`)} hint={t('ui.wizard.hand.hint')}>
        <RadioGroup value={outcome ?? ''} onChange={(_, data) => stores.wizard.draft(check, { outcome: data.value })}>
          {choices.map((key) => (
            <Radio key={key} value={key.slice(`check.${check}.choice.`.length)} label={t(key)} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={t('ui.wizard.hand.note')}>
        <Textarea value={draft.note} maxLength={2000} rows={2} onChange={(_, data) => stores.wizard.draft(check, { note: data.value })} />
      </Field>
      <div className={styles.actions}>
        <Button
          appearance="primary"
          disabled={busy || outcome === null || (draft.outcome === null && draft.note === '')}
          onClick={() => void save(outcome)}
        >
          {t('ui.wizard.hand.save')}
        </Button>
        {said !== null && (
          <Button disabled={busy} onClick={() => void save(null)}>
            {t('ui.wizard.hand.takeBack')}
          </Button>
        )}
      </div>
    </div>
  );
}
