import type { RemedyStep } from '#shared/model/analysis.ts';
import { useText } from '../../i18n/provider.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import styles from './remedy-list.module.css';

/** Steps in order: who acts, where, what to do, the command, how to see that it worked and how to undo it. */
export function RemedyList({ remedies }: { readonly remedies: readonly RemedyStep[] }) {
  return (
    <ol className={styles.list}>
      {remedies.map((step, i) => (
        <Step key={`${step.what.key}-${i}`} step={step} number={i + 1} />
      ))}
    </ol>
  );
}

function Step({ step, number }: { readonly step: RemedyStep; readonly number: number }) {
  const t = useText();
  return (
    <li className={styles.step}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div className={styles.body}>
        <p className={styles.who}>
          <span className={styles.side}>{t(`who.${step.who}`)}</span>
          <span>{t.message(step.where)}</span>
        </p>
        <p className={styles.what}>{t.message(step.what)}</p>
        {step.command !== null && <CodeBlock code={step.command} caption={t('ui.remedy.command')} />}
        {(step.verify ?? step.undo) && (
          <dl className={styles.after}>
            {step.verify && (
              <div>
                <dt>{t('ui.remedy.verify')}</dt>
                <dd>{t.message(step.verify)}</dd>
              </div>
            )}
            {step.undo && (
              <div>
                <dt>{t('ui.remedy.undo')}</dt>
                <dd>{t.message(step.undo)}</dd>
              </div>
            )}
          </dl>
        )}
      </div>
    </li>
  );
}
