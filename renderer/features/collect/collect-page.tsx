import type { ComponentType } from 'react';
import { useSettings } from '../../app/context.tsx';
import type { CasePageProps } from '../../app/routes.tsx';
import { useText } from '../../i18n/provider.tsx';
import { AzureSection } from './azure-section.tsx';
import { ScriptSection } from './script-section.tsx';
import styles from './collect-page.module.css';

/** The ways to get evidence, in the order of the screen. One line adds a way. */
const sections: readonly { readonly id: string; readonly section: ComponentType<CasePageProps> }[] = [
  { id: 'script', section: ScriptSection },
  { id: 'azure', section: AzureSection },
];

/** How the evidence that the case lacks can be had. */
export function CollectPage(props: CasePageProps) {
  const t = useText();
  const live = useSettings((s) => s.info?.capabilities.azure ?? false);
  // What can be done here and now comes before what somebody has to carry somewhere.
  const ordered = live ? sections.toReversed() : sections;
  return (
    <div className={styles.page}>
      <header>
        <h1 className={styles.title}>{t('ui.nav.collect')}</h1>
        <p className={styles.lead}>{t('collect.lead')}</p>
      </header>
      {ordered.map(({ id, section: Part }) => (
        <Part key={id} {...props} />
      ))}
    </div>
  );
}
