import { ToggleButton } from '@fluentui/react-components';
import { TextWrapRegular } from '@fluentui/react-icons/svg/text-wrap';
import { useStore } from 'zustand';
import type { RecordDetail } from '#shared/model/record.ts';
import { useText } from '../../i18n/provider.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import styles from './detail-original.module.css';
import { placeOf } from './detail-pane.tsx';
import type { EvidenceStores } from './evidence-store.ts';
import { stretches } from './match.ts';

/** The record as its source has it, with what the filter looks for marked. */
export function DetailOriginal({ stores, detail }: { readonly stores: EvidenceStores; readonly detail: RecordDetail }) {
  const t = useText();
  const { layout, viewer } = stores;
  const wrap = useStore(layout, (s) => s.wrap);
  const filter = useStore(viewer, (s) => s.filter);
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
        <pre className={styles.text} data-wrap={wrap} lang="en">
          {stretches(detail.original, filter).map((stretch, i) => (stretch.hit ? <mark key={i}>{stretch.text}</mark> : stretch.text))}
        </pre>
      </ScrollArea>
    </div>
  );
}
