import { Checkbox, Field, Textarea } from '@fluentui/react-components';
import type { ProbeKind } from '#shared/model/probe.ts';
import { useApp, useProbes } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import { linesOf, suggestedFor, withLine } from './probe-form.ts';
import styles from './target-field.module.css';

type TargetFieldProps = {
  readonly kind: ProbeKind;
  readonly targets: string;
  readonly isRunning: boolean;
  /** A line that is no target; null when all are. */
  readonly bad: string | null;
};

/** Whom to ask: names of the case to tick, and lines to type any other. */
export function TargetField({ kind, targets, isRunning, bad }: TargetFieldProps) {
  const t = useText();
  const { stores } = useApp();
  const suggestions = useProbes((s) => s.suggestions);
  const named = suggestedFor(kind, suggestions ?? []);
  const lines = linesOf(targets);
  const wrong = bad === null ? {} : ({ validationState: 'error', validationMessage: t('ui.probes.bad', { line: bad }) } as const);
  return (
    <div className={styles.fields}>
      {named.length > 0 && (
        <Group label={t('ui.probes.named')} className={styles.named}>
          <p className={styles.label}>{t('ui.probes.named')}</p>
          {named.map(({ line, role }) => (
            <Checkbox
              key={line}
              checked={lines.includes(line)}
              disabled={isRunning}
              label={
                <>
                  <code>{line}</code> <span className={styles.role}>{t(`ui.probes.role.${role}`)}</span>
                </>
              }
              onChange={(_, data) => stores.probes.change(kind, { targets: withLine(targets, line, data.checked === true) })}
            />
          ))}
        </Group>
      )}
      <Field label={t(`ui.probes.targets.${kind}`)} hint={named.length === 0 && suggestions ? t(`ui.probes.none.${kind}`) : ''} {...wrong}>
        <Textarea
          value={targets}
          rows={3}
          maxLength={2000}
          disabled={isRunning}
          spellCheck={false}
          onChange={(_, data) => stores.probes.change(kind, { targets: data.value })}
        />
      </Field>
    </div>
  );
}
