import { Button } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { useTimeDisplay } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { clockOffset } from '../../ui/time-text.ts';
import { Dropdown } from './dropdown.tsx';
import styles from './time-menu.module.css';
import { fromField, toField } from './time-input.ts';

export type TimeRange = { readonly fromMs: number | null; readonly toMs: number | null };

type TimeMenuProps = { readonly range: TimeRange; readonly span: TimeRange; readonly onChange: (range: TimeRange) => void };

/** A filter by time: from, to, in the zone that times are shown in. */
export function TimeMenu(props: TimeMenuProps) {
  const t = useText();
  return (
    <Dropdown name={t('viewer.filter.time')} isSet={props.range.fromMs !== null || props.range.toMs !== null}>
      <TimeForm {...props} />
    </Dropdown>
  );
}

function TimeForm({ range, span, onChange }: TimeMenuProps) {
  const t = useText();
  const display = useTimeDisplay();
  const offsetAt = display === 'local' ? clockOffset : () => 0;
  const [from, setFrom] = useState(() => toField(range.fromMs ?? span.fromMs, offsetAt));
  const [to, setTo] = useState(() => toField(range.toMs ?? span.toMs, offsetAt));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
    const toMs = fromField(to, offsetAt);
    // The field has whole seconds: the last one counts in full.
    onChange({ fromMs: fromField(from, offsetAt), toMs: toMs === null ? null : toMs + 999 });
  };
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <label className={styles.field}>
        {t('viewer.time.from')}
        <input className={styles.input} type="datetime-local" step="1" value={from} onChange={(e) => setFrom(e.currentTarget.value)} />
      </label>
      <label className={styles.field}>
        {t('viewer.time.to')}
        <input className={styles.input} type="datetime-local" step="1" value={to} onChange={(e) => setTo(e.currentTarget.value)} />
      </label>
      <p className={styles.hint}>{t(`ui.status.times.${display}`)}</p>
      <div className={styles.actions}>
        <Button size="small" type="submit" appearance="primary">
          {t('viewer.time.apply')}
        </Button>
        <Button size="small" disabled={range.fromMs === null && range.toMs === null} onClick={() => onChange({ fromMs: null, toMs: null })}>
          {t('viewer.facet.clear')}
        </Button>
      </div>
    </form>
  );
}
