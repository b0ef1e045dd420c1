import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { KeyEvent } from '#shared/model/analysis.ts';
import { useText } from '../../i18n/provider.tsx';
import { CitationLink } from '../../ui/citation.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { instantOfEvent } from '../../ui/time-text.ts';
import { placeOnStrip } from './strip.ts';
import styles from './timeline.module.css';

const shownAtFirst = 6;

/** When things happened: a strip for the shape of it, a list for the facts. */
export function Timeline({ caseId, events }: { readonly caseId: string; readonly events: readonly KeyEvent[] }) {
  const t = useText();
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, shownAtFirst);
  return (
    <div className={styles.frame}>
      <Strip events={events} />
      <ol className={styles.list}>
        {shown.map((event, i) => (
          <Event key={`${event.citation.sourceId}-${event.citation.seq}-${i}`} caseId={caseId} event={event} />
        ))}
      </ol>
      {events.length > shownAtFirst && (
        <Button className={styles.more} size="small" appearance="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('ui.showLess') : t('ui.overview.moreEvents', { count: events.length - shownAtFirst })}
        </Button>
      )}
    </div>
  );
}

/** The events to scale. Decoration: the list below says the same in words. */
function Strip({ events }: { readonly events: readonly KeyEvent[] }) {
  const strip = placeOnStrip(events);
  if (!strip) return null;
  return (
    <div className={styles.strip} aria-hidden="true">
      <div className={styles.track}>
        {strip.marks.map((mark, i) => (
          <span key={i} className={styles.mark} style={{ left: `${mark.share * 100}%` }}>
            <StatusIcon verdict={mark.verdict ?? 'cannot-tell'} size={12} />
          </span>
        ))}
      </div>
      <div className={styles.ends}>
        <Time instant={strip.first} />
        <Time instant={strip.last} />
      </div>
    </div>
  );
}

function Event({ caseId, event }: { readonly caseId: string; readonly event: KeyEvent }) {
  const t = useText();
  const instant = instantOfEvent(event);
  const written = event.timeText === '' ? t('ui.time.none') : `${event.timeText} · ${t('ui.time.zoneUnknown')}`;
  return (
    <li className={styles.event}>
      <span className={styles.when}>{instant ? <Time instant={instant} /> : written}</span>
      <span className={styles.what}>
        {event.verdict && <StatusIcon verdict={event.verdict} />}
        <span>
          {event.verdict && <span className={styles.hidden}>{t(`verdict.${event.verdict}`)} </span>}
          {t.message(event.what)}
          {event.count > 1 && <span className={styles.count}> {t('ui.times', { count: event.count })}</span>}
        </span>
      </span>
      <CitationLink caseId={caseId} citation={event.citation} />
    </li>
  );
}
