import { Checkbox } from '@fluentui/react-components';
import { useApp, useReport } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { sections, withSection } from './options.ts';
import styles from './options-panel.module.css';

/** What is in the report, in which language, on which paper. */
export function OptionsPanel() {
  const t = useText();
  const { stores } = useApp();
  const options = useReport((s) => s.options);
  return (
    <>
      <div className={styles.group}>
        <h2 className={styles.heading}>{t('report-screen.sections')}</h2>
        <Group className={styles.sections} label={t('report-screen.sections')}>
          {sections.map((section) => (
            <Checkbox
              key={section}
              className={styles.section}
              checked={options.sections.includes(section)}
              onChange={(_, { checked }) =>
                void stores.report.change({ sections: withSection(options.sections, section, checked === true) })
              }
              label={{ className: styles.label, children: t(`report-screen.section.${section}`) }}
            />
          ))}
        </Group>
      </div>
      <div className={styles.group}>
        <h2 className={styles.heading}>{t('report-screen.language')}</h2>
        <Segmented
          label={t('report-screen.language')}
          value={options.language}
          options={[
            { value: 'en', text: 'English', lang: 'en' },
            { value: 'ja', text: '日本語', lang: 'ja' },
          ]}
          onChange={(language) => void stores.report.change({ language })}
        />
      </div>
      <div className={styles.group}>
        <h2 className={styles.heading}>{t('report-screen.paper')}</h2>
        <Segmented
          label={t('report-screen.paper')}
          value={options.paper}
          options={[
            { value: 'A4', text: t('report-screen.paper.A4') },
            { value: 'Letter', text: t('report-screen.paper.Letter') },
          ]}
          onChange={(paper) => void stores.report.change({ paper })}
        />
      </div>
    </>
  );
}
