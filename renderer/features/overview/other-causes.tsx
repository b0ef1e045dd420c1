import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Analysis, RankedCause } from '#shared/model/analysis.ts';
import { useText } from '../../i18n/provider.tsx';
import { percentText } from '../case/words.ts';
import styles from './other-causes.module.css';

const named = 3;

/** The next most probable causes in a line, and all of them as a table on demand. */
export function OtherCauses({ analysis, reported }: { readonly analysis: Analysis; readonly reported: readonly RankedCause[] }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const others = analysis.causes.filter((cause) => !reported.includes(cause));
  if (others.length === 0) return null;
  const title = reported.length > 0 ? t('ui.overview.others') : t('ui.overview.ranking');
  return (
    <section className={styles.others} aria-label={title}>
      <div className={styles.line}>
        <h2 className={styles.label}>{title}</h2>
        <ul className={styles.names}>
          {others.slice(0, named).map((cause) => (
            <li key={cause.id}>
              {t(`cause.${cause.id}.title`)} <span className={styles.percent}>{percentText(t, cause.probability)}</span>
            </li>
          ))}
        </ul>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('ui.overview.hideCauses') : t('ui.overview.allCauses', { count: analysis.causes.length })}
        </Button>
      </div>
      {open && <AllCauses analysis={analysis} />}
    </section>
  );
}

function AllCauses({ analysis }: { readonly analysis: Analysis }) {
  const t = useText();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('ui.overview.column.cause')}</th>
          <th scope="col" className={styles.number}>
            {t('ui.overview.column.probability')}
          </th>
          <th scope="col">{t('ui.overview.column.for')}</th>
          <th scope="col">{t('ui.overview.column.against')}</th>
        </tr>
      </thead>
      <tbody>
        {analysis.causes.map((cause) => (
          <tr key={cause.id}>
            <td title={t(`cause.${cause.id}.summary`)}>{t(`cause.${cause.id}.title`)}</td>
            <td className={styles.number}>{percentText(t, cause.probability)}</td>
            <td>{cause.reasonsFor.map((r) => r.check).join(' ')}</td>
            <td>{cause.reasonsAgainst.map((r) => r.check).join(' ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
