import { Button, Tooltip } from '@fluentui/react-components';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import type { Language } from '#shared/model/message.ts';
import { useText } from '../../i18n/provider.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useApp, useSettings } from '../context.tsx';
import { casesLink, settingsLink } from '../links.ts';
import { navigate } from '../use-route.ts';
import { AppMark } from './app-mark.tsx';
import { CaseSwitcher } from './case-switcher.tsx';
import styles from './top-bar.module.css';

/** Each language is named in itself, so that it can be found by who reads it. */
const languages: readonly { readonly value: Language; readonly text: string; readonly lang: string }[] = [
  { value: 'en', text: 'EN', lang: 'en' },
  { value: 'ja', text: '日本語', lang: 'ja' },
];

/** `⌘` on a Mac, `Ctrl` elsewhere. */
export function commandKey(): string {
  return /Mac/.test(navigator.userAgent) ? '⌘' : 'Ctrl+';
}

export function TopBar() {
  const t = useText();
  const { stores } = useApp();
  const language = useSettings((s) => s.settings.language);
  return (
    <header className={styles.bar}>
      <a className={styles.mark} href={casesLink}>
        <AppMark />
        <span>{t('ui.app.name')}</span>
      </a>
      <CaseSwitcher />
      <button type="button" className={styles.search} onClick={() => stores.overlay.show('palette')}>
        <SearchRegular aria-hidden="true" />
        <span className={styles.searchText}>{t('ui.palette.open')}</span>
        <kbd className={styles.key}>{commandKey()}K</kbd>
      </button>
      <div className={styles.language}>
        <Segmented
          label={t('ui.settings.language')}
          value={language}
          options={languages}
          onChange={(value) => void stores.settings.change({ language: value })}
        />
      </div>
      <div className={styles.tools}>
        <Tooltip content={t('ui.shortcuts.title')} relationship="label">
          <Button appearance="subtle" icon={<QuestionCircleRegular />} onClick={() => stores.overlay.show('shortcuts')} />
        </Tooltip>
        <Tooltip content={t('ui.nav.settings')} relationship="label">
          <Button appearance="subtle" icon={<SettingsRegular />} onClick={() => navigate(settingsLink)} />
        </Tooltip>
      </div>
    </header>
  );
}
