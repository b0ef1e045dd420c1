import { useAzure } from '../../app/context.tsx';
import { caseLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './azure.module.css';

const bare = (folder: string, path: string): string => path.slice(folder.length + 1);

/** What the last collection of this case brought, and what it did not. */
export function AzureResult({ caseId }: { readonly caseId: string }) {
  const t = useText();
  const last = useAzure((s) => s.state.last);
  const running = useAzure((s) => s.collectJob !== null);
  if (!last || last.caseId !== caseId || running) return null;
  return (
    <section className={styles.result} aria-label={t('collect.azure.result')}>
      <h3 className={styles.heading}>{t('collect.azure.result')}</h3>
      <output>{t('collect.azure.result.counts', { arrived: last.arrived.length, missing: last.missing.length })}</output>
      {last.missing.length > 0 && (
        <ul className={styles.calls}>
          {last.missing.map(({ path, reason }, i) => (
            <li key={`${path}-${i}`} className={styles.missing}>
              <span className={styles.mono}>{bare(last.folder, path)}</span>
              <span>{t.message(reason)}</span>
              {typeof reason.params['command'] === 'string' && (
                <CopyButton text={reason.params['command']} label={t('collect.azure.copy-command')} />
              )}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary className={styles.summary}>{t('collect.azure.result.arrived')}</summary>
        <ul className={styles.files}>
          {last.arrived.map((path) => (
            <li key={path} className={styles.mono}>
              {bare(last.folder, path)}
            </li>
          ))}
        </ul>
      </details>
      <p>
        <a href={caseLink(caseId, 'overview')}>{t('collect.azure.to-overview')}</a>
      </p>
    </section>
  );
}
