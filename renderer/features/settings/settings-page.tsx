import type { ReactNode } from 'react';
import type { Settings } from '#shared/model/settings.ts';
import { useApp, useSettings } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './settings-page.module.css';

const themeChoices: readonly Settings['theme'][] = ['system', 'light', 'dark', 'high-contrast'];
const timeChoices: readonly Settings['timeZone'][] = ['utc', 'local'];

/** The few things that are a matter of taste, and the facts about this installation. */
export function SettingsPage() {
  const t = useText();
  const { stores } = useApp();
  const settings = useSettings((s) => s.settings);
  const info = useSettings((s) => s.info);
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('ui.nav.settings')}</h1>
      <section className={styles.group} aria-label={t('ui.settings.display')}>
        <h2 className={styles.heading}>{t('ui.settings.display')}</h2>
        <Row label={t('ui.settings.language')}>
          <Segmented
            label={t('ui.settings.language')}
            value={settings.language}
            options={[
              { value: 'en', text: 'English', lang: 'en' },
              { value: 'ja', text: '日本語', lang: 'ja' },
            ]}
            onChange={(language) => void stores.settings.change({ language })}
          />
        </Row>
        <Row label={t('ui.settings.theme')}>
          <Segmented
            label={t('ui.settings.theme')}
            value={settings.theme}
            options={themeChoices.map((value) => ({ value, text: t(`ui.settings.theme.${value}`) }))}
            onChange={(theme) => void stores.settings.change({ theme })}
          />
        </Row>
        <Row label={t('ui.settings.time')} hint={t('ui.settings.time.hint')}>
          <Segmented
            label={t('ui.settings.time')}
            value={settings.timeZone}
            options={timeChoices.map((value) => ({ value, text: t(`ui.settings.time.${value}`) }))}
            onChange={(timeZone) => void stores.settings.change({ timeZone })}
          />
        </Row>
      </section>
      {info && (
        <section className={styles.group} aria-label={t('ui.settings.about')}>
          <h2 className={styles.heading}>{t('ui.settings.about')}</h2>
          <Row label={t('ui.settings.dataFolder')} hint={t('ui.settings.dataFolder.hint')}>
            <span className={styles.path}>{info.dataFolder}</span>
            <CopyButton text={info.dataFolder} />
          </Row>
          <Row label={t('ui.settings.version')}>
            {info.version} · {t(`ui.settings.shell.${info.shell}`)}
          </Row>
          <Row label={t('ui.settings.network')}>{t(info.capabilities.azure ? 'ui.status.asked.why' : 'ui.status.offline.why')}</Row>
          <Row label={t('ui.settings.licences')}>{t('ui.settings.licences.text')}</Row>
        </section>
      )}
    </div>
  );
}

function Row({ label, hint, children }: { readonly label: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <div className={styles.label}>
        {label}
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
      <div className={styles.value}>{children}</div>
    </div>
  );
}
