import { useState } from 'react';
import type { Collect, Gap } from '#shared/model/analysis.ts';
import { collectorFor } from '#shared/model/collector.ts';
import { collectLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import styles from './by-command.module.css';

/** Commands that get what is missing, with the case's own names filled in. They only read. */
export function ByCommand({ caseId, gaps }: { readonly caseId: string; readonly gaps: readonly Gap[] }) {
  const t = useText();
  const collector = gaps.map((gap) => collectorFor(gap.evidence)).find((id) => id !== null) ?? null;
  return (
    <div className={styles.body}>
      <p className={styles.hint}>{t('ui.wizard.command.text')}</p>
      {collector !== null && (
        <p>
          <a href={collectLink(caseId, collector)}>{t('collect.link')}</a>
        </p>
      )}
      {gaps.map((gap) => (
        <section key={gap.evidence} className={styles.gap} aria-label={t(`evidence.${gap.evidence}`)}>
          <h3 className={styles.name}>{t(`evidence.${gap.evidence}`)}</h3>
          <Commands label={t(`evidence.${gap.evidence}`)} collect={gap.collect} />
        </section>
      ))}
    </div>
  );
}

function Commands({ label, collect }: { readonly label: string; readonly collect: readonly Collect[] }) {
  const t = useText();
  const [chosen, setChosen] = useState(0);
  const current = collect[chosen] ?? collect[0];
  if (!current) return null;
  const block = <CodeBlock code={current.command} caption={t(`collect-shell.${current.shell}`)} />;
  if (collect.length === 1) return block;
  return (
    <Tabs
      size="small"
      label={label}
      value={String(collect.indexOf(current))}
      options={collect.map((c, i) => ({ value: String(i), text: t(`collect-shell.${c.shell}`) }))}
      onChange={(value) => setChosen(Number(value))}
    >
      {block}
    </Tabs>
  );
}
