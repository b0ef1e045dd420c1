import type { Comparison, ParameterRow } from '#shared/model/negotiation.ts';
import { useText } from '../../i18n/provider.tsx';
import { CitationLink } from '../../ui/citation.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import styles from './comparison-table.module.css';

const signs = { same: '=', different: '≠', harmless: '≈' } as const;

/** The settings of both ends, one row a parameter; below it what would be chosen, or what to change at either end. */
export function ComparisonTable({ caseId, comparison }: { readonly caseId: string; readonly comparison: Comparison }) {
  const t = useText();
  const { onPremisesFrom, azureFrom, rows, agreed, nearest, changes, citations } = comparison;
  const from = (where: Comparison['azureFrom']): string =>
    where === null ? t('negotiation.from.nowhere') : t(`negotiation.settings.${where}`);
  return (
    <div className={styles.frame}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('negotiation.parameter')}</th>
              <th scope="col">
                {t('negotiation.end.on-premises')} <span className={styles.source}>{from(onPremisesFrom)}</span>
              </th>
              <th scope="col" className={styles.sign}>
                <span className={styles.hidden}>{t('negotiation.compared')}</span>
              </th>
              <th scope="col">
                {t('negotiation.end.azure')} <span className={styles.source}>{from(azureFrom)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.phase} ${row.parameter}`} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {agreed.length > 0 && (
        <ul className={styles.outcome}>
          {agreed.map((a, i) => (
            <li key={`${a.phase} ${a.text}`}>
              <StatusIcon verdict="healthy" />{' '}
              {t(i === agreed.findIndex((x) => x.phase === a.phase) ? `negotiation.chosen.${a.phase}` : `negotiation.possible.${a.phase}`, {
                proposal: a.text,
              })}
            </li>
          ))}
        </ul>
      )}
      {nearest.map((n) => (
        <p key={n.phase} className={styles.nearest}>
          <StatusIcon verdict="problem" />{' '}
          {t(`negotiation.nearest.${n.phase}`, {
            onPremises: n.onPremises,
            azure: n.azure,
            differs: n.differs.map((p) => t(`negotiation.parameter.${p}`)).join(t('negotiation.listSeparator')),
          })}
        </p>
      ))}
      {changes.map((c) => (
        <div key={c.at} className={styles.change}>
          <p>{t.message(c.what)}</p>
          {c.command !== null && <CodeBlock code={c.command} caption={t('ui.remedy.command')} />}
        </div>
      ))}
      {citations.length > 0 && (
        <p className={styles.citations}>
          {t('negotiation.sources')}{' '}
          {citations.map((c) => (
            <CitationLink key={`${c.sourceId} ${c.seq} ${c.line}`} caseId={caseId} citation={c} />
          ))}
        </p>
      )}
    </div>
  );
}

function valuesText(values: readonly string[]): string {
  return values.length === 0 ? '–' : values.join(', ');
}

function Row({ row }: { readonly row: ParameterRow }) {
  const t = useText();
  return (
    <tr data-result={row.result ?? undefined}>
      <th scope="row">
        {row.phase !== 'general' && <span className={styles.phase}>{t(`negotiation.phase.${row.phase}`)}</span>}{' '}
        {t(`negotiation.parameter.${row.parameter}`)}
      </th>
      <td lang="en">{valuesText(row.onPremises)}</td>
      <td className={styles.sign}>
        <span aria-hidden="true">{row.result === null ? '' : signs[row.result]}</span>
        <span className={styles.hidden}>{t(`negotiation.compare.${row.result ?? 'unknown'}`)}</span>
      </td>
      <td lang="en">{valuesText(row.azure)}</td>
    </tr>
  );
}
