import { Button } from '@fluentui/react-components';
import type { RecordDetail, RecordTime } from '#shared/model/record.ts';
import { useApp, useTimeDisplay } from '../../app/context.tsx';
import { wizardLink } from '../../app/links.ts';
import type { CasePageProps } from '../../app/routes.tsx';
import { useText } from '../../i18n/provider.tsx';
import { clockOffset, offsetText, timeParts, type Instant } from '../../ui/time-text.ts';
import { findingOf, findingText } from '../case/words.ts';
import { checkFrom } from '../wizard/steps.ts';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { CodePanel } from './code-panel.tsx';
import { fieldText, orderedFields } from './field-text.ts';
import styles from './detail-fields.module.css';
import { precisionOf } from './use-time-text.ts';

type DetailFieldsProps = { readonly page: CasePageProps; readonly detail: RecordDetail };

/** What was decoded: the code and what it means first, then the findings that rest on the record, its time, its fields, and where it stands. */
export function DetailFields({ page, detail }: DetailFieldsProps) {
  const t = useText();
  const { line, endLine } = detail.place;
  const provider = detail.fields.find((field) => field.name === 'provider')?.value;
  return (
    <ScrollArea name="detail-fields" label={t('viewer.detail.fields')} className={styles.fields}>
      {detail.code !== null && <CodePanel caseId={page.caseId} code={detail.code} />}
      <CitedBy page={page} detail={detail} />
      <dl className={styles.list}>
        {detail.time && (
          <Field name={t('viewer.detail.time')}>
            <DetailTime time={detail.time} />
          </Field>
        )}
        {detail.who !== null && <Field name={t('viewer.column.who')}>{detail.who}</Field>}
        {orderedFields(detail).map((field, i) => (
          <Field key={`${i}-${field.name}`} name={t.has(`viewer.field.${field.name}`) ? t(`viewer.field.${field.name}`) : field.name} raw>
            {fieldText(t, field, provider)}
          </Field>
        ))}
        <Field name={t('viewer.detail.source')} raw>
          {detail.path}
        </Field>
        <Field name={t('viewer.detail.lines')}>{endLine > line ? `${line}–${endLine}` : String(line)}</Field>
        <Field name={t('viewer.detail.sha256')} raw>
          {detail.sha256}
        </Field>
      </dl>
    </ScrollArea>
  );
}

function Field({ name, raw = false, children }: { readonly name: string; readonly raw?: boolean; readonly children: React.ReactNode }) {
  return (
    <div className={styles.field}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value} data-raw={raw}>
        {children}
      </dd>
    </div>
  );
}

/** UTC, the zone that the record was written in or the reader's, and the words of the record itself. */
function DetailTime({ time }: { readonly time: RecordTime }) {
  const t = useText();
  const { stores } = useApp();
  const display = useTimeDisplay();
  const written = t('viewer.detail.written', { text: time.text });
  if (time.utcMs === null) {
    const shown = timeParts({ ms: time.localMs, zone: 'unknown' }, { display, to: precisionOf(time.localMs), localOffset: clockOffset });
    return (
      <>
        {`${shown.date} ${shown.time} · ${t('ui.time.zoneUnknown')} · ${written}`}{' '}
        <Button size="small" onClick={() => stores.overlay.show('sources')}>
          {t('viewer.detail.setZone')}
        </Button>
      </>
    );
  }
  const instant: Instant = { ms: time.utcMs, zone: 'known' };
  const to = precisionOf(time.utcMs);
  const utc = timeParts(instant, { display: 'utc', to, localOffset: clockOffset });
  const other = display === 'local' ? clockOffset(time.utcMs) : (time.offsetMinutes ?? 0);
  const local = timeParts(instant, { display: 'local', to, localOffset: () => other });
  const elsewhere = other === 0 ? '' : ` (${local.date === utc.date ? '' : `${local.date} `}${local.time} ${offsetText(other)})`;
  // What is written in UTC and ISO 8601 is what stands here already.
  const isSaid = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time.text);
  return `${utc.date} ${utc.time} UTC${elsewhere}${isSaid ? '' : ` · ${written}`}`;
}

/** The findings that quote this record; each leads to its step. */
function CitedBy({ page, detail }: DetailFieldsProps) {
  const t = useText();
  if (detail.citedBy.length === 0) return null;
  return (
    <div className={styles.cited}>
      <h3 className={styles.heading}>{t('viewer.detail.citedBy')}</h3>
      <ul>
        {detail.citedBy.map(({ check, outcome }) => {
          const id = checkFrom(check);
          const finding = id && findingOf(page.data.analysis, id);
          const words = finding?.outcome === outcome ? findingText(t, finding) : t(`check.${check}.title`);
          return (
            <li key={`${check}-${outcome}`} className={styles.finding}>
              <StatusIcon verdict={finding?.verdict ?? 'cannot-tell'} />
              <span>
                {id ? <a href={wizardLink(page.caseId, id)}>{check}</a> : check}{' '}
                <span className={styles.hidden}>{t(`verdict.${finding?.verdict ?? 'cannot-tell'}`)} </span>
                {words}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
