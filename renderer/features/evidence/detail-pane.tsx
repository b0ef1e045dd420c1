import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { PanelBottomRegular } from '@fluentui/react-icons/svg/panel-bottom';
import { PanelRightRegular } from '@fluentui/react-icons/svg/panel-right';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { RecordDetail } from '#shared/model/record.ts';
import type { CasePageProps } from '../../app/routes.tsx';
import { useText } from '../../i18n/provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { DetailFields } from './detail-fields.tsx';
import { DetailOriginal } from './detail-original.tsx';
import styles from './detail-pane.module.css';
import type { EvidenceStores } from './evidence-store.ts';
import { focusList } from './focus.ts';
import { LevelBadge } from './level.tsx';
import { sourceName, useWhat } from './record-row.tsx';

type DetailPaneProps = { readonly stores: EvidenceStores; readonly page: CasePageProps };

/** `rasclient.txt:118–126`: where a record stands. */
export function placeOf(detail: RecordDetail, t: Text): string {
  const { line, endLine } = detail.place;
  return `${sourceName(detail.path, t)}:${endLine > line ? `${line}–${endLine}` : line}`;
}

const leaving = {
  onKeyDown: (event: KeyboardEvent): void => {
    if (event.key === 'Escape') focusList();
  },
};

/** Everything about the selected record. Escape leads back to the list, where it closes the details. */
export function DetailPane({ stores, page }: DetailPaneProps) {
  const t = useText();
  const close = (): void => {
    stores.viewer.deselect();
    focusList();
  };
  const detail = useStore(stores.viewer, (s) => s.detail);
  return (
    <section className={styles.pane} aria-label={t('viewer.detail')} tabIndex={-1} data-part="detail" {...leaving}>
      {detail?.kind === 'loaded' ? (
        <Loaded stores={stores} page={page} detail={detail.value} onClose={close} />
      ) : (
        <div className={styles.waiting}>
          {detail?.kind === 'error' ? <ErrorState error={detail.error} onDismiss={close} /> : <Skeleton />}
        </div>
      )}
    </section>
  );
}

type LoadedProps = DetailPaneProps & { readonly detail: RecordDetail; readonly onClose: () => void };

function Loaded({ stores, page, detail, onClose }: LoadedProps) {
  const t = useText();
  const what = useWhat();
  const isHidden = useStore(stores.viewer, (s) => s.selected !== null && s.selected.position === null);
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.title}>
          {detail.level && <LevelBadge level={detail.level} />}
          <span className={styles.what}>{what(detail)}</span>
        </h2>
        <div className={styles.tools}>
          <CopyButton text={detail.original} label={t('viewer.detail.copyText')} />
          <CopyButton text={`${detail.path}:${detail.place.line}`} label={t('viewer.detail.copyPlace')} />
          <DockButton stores={stores} />
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={t('viewer.detail.close')}
            title={t('viewer.detail.close')}
            onClick={onClose}
          />
        </div>
      </div>
      {isHidden && <p className={styles.hidden}>{t('viewer.detail.hidden')}</p>}
      <div className={styles.body}>
        <DetailFields page={page} detail={detail} />
        <DetailOriginal stores={stores} detail={detail} />
      </div>
    </>
  );
}

function DockButton({ stores }: { readonly stores: EvidenceStores }) {
  const t = useText();
  const dock = useStore(stores.layout, (s) => s.dock);
  const other = dock === 'bottom' ? 'right' : 'bottom';
  const label = t(`viewer.detail.dock.${other}`);
  return (
    <Button
      size="small"
      appearance="subtle"
      className={styles.dock}
      icon={other === 'right' ? <PanelRightRegular /> : <PanelBottomRegular />}
      aria-label={label}
      title={label}
      onClick={() => stores.layout.setDock(other)}
    />
  );
}
