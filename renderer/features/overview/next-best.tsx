import { Button } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right';
import type { Analysis } from '#shared/model/analysis.ts';
import { wizardLink } from '../../app/links.ts';
import { navigate } from '../../app/use-route.ts';
import { useText } from '../../i18n/provider.tsx';
import styles from './next-best.module.css';

/** The check that tells the remaining causes apart for the least effort, and why it does. */
export function NextBest({ caseId, analysis }: { readonly caseId: string; readonly analysis: Analysis }) {
  const t = useText();
  const [next] = analysis.next;
  if (!next) return null;
  const [a, b] = next.separates;
  return (
    <section className={styles.next} aria-label={t('ui.next.title')}>
      <div className={styles.words}>
        <h2 className={styles.label}>{t('ui.next.title')}</h2>
        <p className={styles.check}>
          <span className={styles.id}>{next.check}</span> {t(`check.${next.check}.title`)}
        </p>
        <p className={styles.cost}>
          {t('ui.next.minutes', { minutes: next.costMinutes })} · {t(`check.${next.check}.privilege`)}
        </p>
        {a !== undefined && b !== undefined && (
          <p className={styles.why}>{t('ui.next.separates', { a: t(`cause.${a}.title`), b: t(`cause.${b}.title`) })}</p>
        )}
      </div>
      <Button
        appearance="primary"
        icon={<ArrowRightRegular />}
        iconPosition="after"
        onClick={() => navigate(wizardLink(caseId, next.check))}
      >
        {t('ui.next.open')}
      </Button>
    </section>
  );
}
