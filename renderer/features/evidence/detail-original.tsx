import { ToggleButton } from '@fluentui/react-components';
import { TextWrapRegular } from '@fluentui/react-icons/svg/text-wrap';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { RecordDetail } from '#shared/model/record.ts';
import { useText } from '../../i18n/provider.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import styles from './detail-original.module.css';
import { placeOf } from './detail-pane.tsx';
import type { EvidenceStores } from './evidence-store.ts';
import { noFilter } from './filter.ts';
import { stretches } from './match.ts';

/** The record as its source has it, with what the filter looks for marked and the first of it in sight. */
export function DetailOriginal({ stores, detail }: { readonly stores: EvidenceStores; readonly detail: RecordDetail }) {
  const t = useText();
  const { layout, viewer } = stores;
  const wrap = useStore(layout, (s) => s.wrap);
  // Of the list on the screen: its search has passed, which an expression that is still being tried may never do.
  const filter = useStore(viewer, (s) => s.view?.filter ?? noFilter);
  const text = useRef<HTMLPreElement>(null);
  const parts = useMemo(() => stretches(detail.original, filter), [detail, filter]);
  useLayoutEffect(() => {
    if (!parts.some((part) => part.hit)) return;
    const [area, hit] = [text.current?.parentElement, text.current?.querySelector('mark')];
    if (!area || !hit) return;
    const below = hit.getBoundingClientRect().top - area.getBoundingClientRect().top;
    const isSeen = below >= 0 && below < area.clientHeight - hit.offsetHeight;
    if (!isSeen) area.scrollTop += below - area.clientHeight / 3;
  }, [parts]);
  return (
    <div className={styles.original}>
      <div className={styles.head}>
        <h3 className={styles.heading}>
          {t('viewer.detail.original')} <span className={styles.place}>{placeOf(detail, t)}</span>
        </h3>
        <ToggleButton
          size="small"
          appearance="subtle"
          className={styles.wrap}
          icon={<TextWrapRegular />}
          checked={wrap}
          onClick={() => layout.setWrap(!wrap)}
        >
          {t('viewer.detail.wrap')}
        </ToggleButton>
      </div>
      <ScrollArea name="detail-original" label={t('viewer.detail.original')} className={styles.scroll}>
        <pre ref={text} className={styles.text} data-wrap={wrap} lang="en">
          {parts.map((part, i) => (part.hit ? <mark key={i}>{part.text}</mark> : part.text))}
        </pre>
      </ScrollArea>
    </div>
  );
}
