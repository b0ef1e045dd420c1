import type { SourceSummary } from '#shared/model/source.ts';
import type { ProbeKind } from '#shared/model/probe.ts';
import { useProbes, useSettings } from '../../app/context.tsx';
import { evidenceSearchLink, probesLink } from '../../app/links.ts';
import type { CasePageProps } from '../../app/routes.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { useArrowKeys } from '../../ui/use-arrow-keys.ts';
import { kindFrom, probeKinds } from './probe-kinds.ts';
import { ProbePanel } from './probe-panel.tsx';
import styles from './probes-page.module.css';

/** Everything that this computer can ask the network about the case; every kind at the left, one of them at the right. */
export function ProbesPage({ caseId, data, rest }: CasePageProps) {
  const t = useText();
  const isHere = useSettings((s) => s.info?.capabilities.probes ?? false);
  const kind = kindFrom(rest[0]) ?? probeKinds[0];
  return (
    <Page title={t('ui.nav.probes')} lead={t(isHere ? 'ui.probes.lead' : 'ui.probes.not-here')}>
      <div className={styles.columns}>
        <Kinds caseId={caseId} current={kind} />
        <div className={styles.column}>
          <Section title={t(`ui.probes.title.${kind}`)} className={styles.section}>
            <ProbePanel key={kind} caseId={caseId} kind={kind} />
          </Section>
          <Kept caseId={caseId} sources={data.detail.sources} />
        </div>
      </div>
    </Page>
  );
}

function Kinds({ caseId, current }: { readonly caseId: string; readonly current: ProbeKind }) {
  const t = useText();
  const arrows = useArrowKeys<HTMLElement>();
  const panels = useProbes((s) => s.panels);
  return (
    <nav className={styles.kinds} aria-label={t('ui.probes.kind')} {...arrows}>
      <ul>
        {probeKinds.map((kind) => (
          <li key={kind}>
            <a className={styles.kind} href={probesLink(caseId, kind)} aria-current={kind === current ? 'page' : undefined}>
              <span className={styles.name}>
                {t(`ui.probes.title.${kind}`)}
                {panels[kind]?.isRunning === true && <span className={styles.running}> · {t('ui.probes.state.running')}</span>}
              </span>
              <span className={styles.asks}>{t(`ui.probes.asks.${kind}`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Names that results are kept under, with the time in UTC at the end. */
const keptName = /(?:^|\/)probe-(?:tcp|ike|health|dns|path-mtu|trace|clock)-[^/]*\.txt$/;
const mostKept = 12;

/** Results that the case holds already, the newest first. */
function Kept({ caseId, sources }: { readonly caseId: string; readonly sources: readonly SourceSummary[] }) {
  const t = useText();
  const kept = sources.filter((source) => keptName.test(source.path)).toSorted((a, b) => b.importedAtMs - a.importedAtMs);
  return (
    <Section title={t('ui.probes.kept')} className={styles.section}>
      {kept.length === 0 ? (
        <p className={styles.none}>{t('ui.probes.kept.none')}</p>
      ) : (
        <ul className={styles.keptList}>
          {kept.slice(0, mostKept).map((source) => (
            <li key={source.id}>
              <a href={evidenceSearchLink(caseId, { only: source.id })}>{source.path}</a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
