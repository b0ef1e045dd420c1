import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Finding } from '#shared/model/analysis.ts';
import { useText } from '../../i18n/provider.tsx';
import { CitationQuote } from '../../ui/citation.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { findingText } from '../case/words.ts';
import styles from './says.module.css';

const quoted = 4;

/** What the evidence says about a step, with the lines it rests on; or what a person said. */
export function Says({ caseId, finding }: { readonly caseId: string; readonly finding: Finding }) {
  const t = useText();
  const [all, setAll] = useState(false);
  return (
    <section className={styles.says} data-verdict={finding.verdict} aria-label={t('ui.wizard.says')}>
      <h2 className={styles.label}>{finding.byHand ? t('ui.wizard.saidByHand') : t('ui.wizard.says')}</h2>
      <p className={styles.text}>
        <StatusIcon verdict={finding.verdict} size={14} />
        <span>{findingText(t, finding)}</span>
      </p>
      {finding.citations.slice(0, all ? undefined : quoted).map((citation) => (
        <CitationQuote key={`${citation.sourceId}-${citation.seq}-${citation.line}`} caseId={caseId} citation={citation} />
      ))}
      {finding.citations.length > quoted && (
        <Button size="small" appearance="subtle" className={styles.all} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('ui.showLess') : t('ui.overview.moreCitations', { count: finding.citations.length - quoted })}
        </Button>
      )}
      {finding.answered !== undefined && (
        <p className={styles.more}>{t('ui.wizard.contradicted', { answer: t(`check.${finding.check}.choice.${finding.answered}`) })}</p>
      )}
      {finding.missing.length > 0 && (
        <p className={styles.more}>
          {t('ui.wizard.missing')} {finding.missing.map((id) => t(`evidence.${id}`)).join(t('ui.list.separator'))}
        </p>
      )}
    </section>
  );
}
