import type { Analysis } from '#shared/model/analysis.ts';
import { scriptsFor } from '#shared/model/powershell.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { useApp, useSettings, useWizard } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { kindsFor } from '../probes/probe-kinds.ts';
import { ProbeWay } from '../probes/probe-way.tsx';
import { ByCommand } from './by-command.tsx';
import { ByHand } from './by-hand.tsx';
import { ByImport } from './by-import.tsx';
import { ByRun } from './by-run.tsx';
import { gapsOf } from './steps.ts';
import type { Way } from './wizard-store.ts';
import styles from './ways.module.css';

type WaysProps = { readonly caseId: string; readonly analysis: Analysis; readonly check: CheckId };

/** The ways to answer a step that this case and this shell offer. */
export function Ways({ caseId, analysis, check }: WaysProps) {
  const t = useText();
  const { stores } = useApp();
  const chosen = useWizard((s) => s.ways[check]);
  const canProbe = useSettings((s) => s.info?.capabilities.probes ?? false);
  const [probe, ...probes] = canProbe ? kindsFor(check) : [];
  const gaps = gapsOf(analysis, check);
  const choices = t.keysUnder(`check.${check}.choice.`);
  const scripts = gaps.flatMap((gap) => scriptsFor(gap.evidence));
  const ways: readonly Way[] = [
    ...(gaps.length > 0 ? (['command'] as const) : []),
    ...(probe ? (['probe'] as const) : []),
    'import',
    ...(scripts.length > 0 ? (['run'] as const) : []),
    ...(choices.length > 0 ? (['hand'] as const) : []),
  ];
  const way = ways.find((w) => w === chosen) ?? ways[0] ?? 'import';
  return (
    <section className={styles.ways} aria-label={t('ui.wizard.answer')}>
      <h2 className={styles.label}>{t('ui.wizard.answer')}</h2>
      <div className={styles.body}>
        <Tabs
          label={t('ui.wizard.answer')}
          value={way}
          options={ways.map((value) => ({ value, text: t(`ui.way.${value}`) }))}
          onChange={(value) => stores.wizard.choose(check, value)}
        >
          <div className={styles.panel}>
            {way === 'probe' && probe && <ProbeWay caseId={caseId} kinds={[probe, ...probes]} />}
            {way === 'import' && <ByImport caseId={caseId} />}
            {way === 'command' && <ByCommand caseId={caseId} gaps={gaps} />}
            {way === 'run' && <ByRun caseId={caseId} scripts={scripts} />}
            {way === 'hand' && <ByHand analysis={analysis} check={check} choices={choices} />}
          </div>
        </Tabs>
      </div>
    </section>
  );
}
