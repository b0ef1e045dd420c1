import { Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { PlugDisconnectedRegular } from '@fluentui/react-icons/svg/plug-disconnected';
import { useText } from '../../i18n/provider.tsx';
import { valueOf } from '../../ui/remote.ts';
import { useApp, useCurrentCase, useSettings, useTimeDisplay } from '../context.tsx';
import { useRoute } from '../use-route.ts';
import styles from './status-bar.module.css';

/** Facts about the open case and how the window reads them. */
export function StatusBar() {
  const t = useText();
  const route = useRoute();
  const detail = useCurrentCase((s) => valueOf(s.data)?.detail ?? null);
  const live = useSettings((s) => s.info?.capabilities.azure ?? false);
  return (
    <footer className={styles.bar}>
      {route.screen === 'case' && detail && <SourceCounts />}
      <TimeMenu />
      <span className={styles.offline} title={t(live ? 'ui.status.asked.why' : 'ui.status.offline.why')}>
        <PlugDisconnectedRegular aria-hidden="true" />
        {t(live ? 'ui.status.asked' : 'ui.status.offline')}
      </span>
    </footer>
  );
}

function SourceCounts() {
  const t = useText();
  const { stores } = useApp();
  const detail = useCurrentCase((s) => valueOf(s.data)?.detail ?? null);
  if (!detail) return null;
  const unknown = detail.sources.filter((s) => s.format === 'unknown').length;
  return (
    <button type="button" className={styles.item} onClick={() => stores.overlay.show('sources')}>
      {t('ui.status.sources', { count: detail.sources.length })}
      <span className={styles.dot} aria-hidden="true" />
      {t('ui.status.records', { count: detail.summary.records })}
      {unknown > 0 && (
        <>
          <span className={styles.dot} aria-hidden="true" />
          {t('ui.status.unknown', { count: unknown })}
        </>
      )}
      {detail.gaps.length > 0 && (
        <>
          <span className={styles.dot} aria-hidden="true" />
          {t('ui.status.gaps', { count: detail.gaps.length })}
        </>
      )}
    </button>
  );
}

function TimeMenu() {
  const t = useText();
  const { stores } = useApp();
  const display = useTimeDisplay();
  return (
    <Menu
      checkedValues={{ zone: [display] }}
      onCheckedValueChange={(_, { checkedItems }) =>
        void stores.settings.change({ timeZone: checkedItems[0] === 'local' ? 'local' : 'utc' })
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <button type="button" className={styles.item}>
          {t(`ui.status.times.${display}`)}
          <ChevronDownRegular aria-hidden="true" />
        </button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemRadio name="zone" value="utc">
            {t('ui.settings.time.utc')}
          </MenuItemRadio>
          <MenuItemRadio name="zone" value="local">
            {t('ui.settings.time.local')}
          </MenuItemRadio>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
