import { SearchBox } from '@fluentui/react-components';
import type { CaseSummary } from '#shared/model/case.ts';
import { useApp, useCases } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { EmptyState } from '../../ui/states.tsx';
import styles from './case-list.module.css';
import { CaseRow } from './case-row.tsx';
import { searchCases } from './cases-updates.ts';

/** All cases, latest first. Arrow keys move between rows, Enter opens. */
export function CaseList({ list }: { readonly list: readonly CaseSummary[] }) {
  const t = useText();
  const { stores } = useApp();
  const query = useCases((s) => s.query);
  const found = searchCases(list, query, (id) => t(`cause.${id}.title`));
  return (
    <section aria-label={t('ui.cases.list')}>
      <div className={styles.tools}>
        <SearchBox
          className={styles.search}
          data-filter
          aria-label={t('ui.cases.search')}
          placeholder={t('ui.cases.search')}
          value={query}
          onChange={(_, data) => stores.cases.search(data.value)}
        />
        <output className={styles.count}>{t('ui.cases.count', { shown: found.length, all: list.length })}</output>
      </div>
      {found.length === 0 ? (
        <EmptyState title={t('ui.cases.noneFound.title')} text={t('ui.cases.noneFound.text', { query })} />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('ui.cases.column.title')}</th>
              <th scope="col">{t('ui.cases.column.status')}</th>
              <th scope="col">{t('ui.cases.column.cause')}</th>
              <th scope="col" className={styles.sources}>
                {t('ui.cases.column.sources')}
              </th>
              <th scope="col" className={styles.changed}>
                {t('ui.cases.column.changed')}
              </th>
              <th scope="col">
                <span className={styles.hidden}>{t('ui.cases.column.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {found.map((summary) => (
              <CaseRow key={summary.id} summary={summary} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
