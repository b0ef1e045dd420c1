import { Button } from '@fluentui/react-components';
import type { SourceSummary } from '#shared/model/source.ts';
import { useApp, useCurrentCase } from '../../app/context.tsx';
import { evidenceSearchLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { valueOf } from '../../ui/remote.ts';
import { StatusBadge } from '../../ui/status.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { mayHaveSlack, SlackButton } from './slack-button.tsx';
import styles from './sources-panel.module.css';
import { asksForZone, ZoneSelect } from './zone-select.tsx';

/** Every imported file: what it was taken for, how much of it was read, and what was not. */
export function SourcesPanel() {
  const t = useText();
  const { stores } = useApp();
  const caseId = useCurrentCase((s) => s.caseId);
  const detail = useCurrentCase((s) => valueOf(s.data)?.detail ?? null);
  const error = useCurrentCase((s) => s.zoneError);
  if (!detail || caseId === null) return null;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('ui.sources.title')}</h2>
        <Button onClick={stores.overlay.close}>{t('ui.close')}</Button>
      </div>
      <div className={styles.scroll}>
        {error && <ErrorState error={error} />}
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('ui.sources.column.path')}</th>
              <th scope="col">{t('ui.sources.column.format')}</th>
              <th scope="col" className={styles.number}>
                {t('ui.sources.column.records')}
              </th>
              <th scope="col">{t('ui.sources.column.notes')}</th>
            </tr>
          </thead>
          <tbody>
            {detail.sources.map((source) => (
              <SourceRow key={source.id} caseId={caseId} source={source} onOpen={stores.overlay.close} />
            ))}
          </tbody>
        </table>
        {detail.gaps.length > 0 && (
          <>
            <h3 className={styles.subtitle}>{t('ui.sources.gaps')}</h3>
            <ul>
              {detail.gaps.map((gap, i) => (
                <li key={`${gap.path}-${i}`} className={styles.gap}>
                  <span className={styles.path}>{gap.path}</span> {t.message(gap.reason)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}

function SourceRow({ caseId, source, onOpen }: { readonly caseId: string; readonly source: SourceSummary; readonly onOpen: () => void }) {
  const t = useText();
  const notes = [
    source.rejected > 0 ? t('ui.sources.rejected', { count: source.rejected }) : null,
    source.secretsRemoved > 0 ? t('ui.sources.secrets', { count: source.secretsRemoved }) : null,
  ].filter((note) => note !== null);
  return (
    <tr>
      <td>
        <a className={styles.path} href={evidenceSearchLink(caseId, { only: source.id })} onClick={onOpen}>
          {source.path}
        </a>
        {source.format === 'unknown' && source.head !== '' && <pre className={styles.firstLines}>{source.head}</pre>}
      </td>
      <td>{source.format === 'unknown' ? <StatusBadge verdict="cannot-tell" word={t('ui.sources.unknown')} /> : source.format}</td>
      <td className={styles.number}>{t('ui.number', { value: source.records })}</td>
      <td>
        <div className={styles.notes}>
          <span>{[source.encoding, ...notes].join(' · ')}</span>
          {asksForZone(source) && <ZoneSelect source={source} />}
          {mayHaveSlack(source) && <SlackButton source={source} />}
        </div>
      </td>
    </tr>
  );
}
