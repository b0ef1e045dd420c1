import type { ComponentType } from 'react';
import { useSettings } from '../../app/context.tsx';
import type { CasePageProps } from '../../app/routes.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Page } from '../../ui/page.tsx';
import { AzureSection } from './azure-section.tsx';
import { ScriptSection } from './script-section.tsx';

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
    <Page title={t('ui.nav.collect')} lead={t('collect.lead')}>
      {ordered.map(({ id, section: Part }) => (
        <Part key={id} {...props} />
      ))}
    </Page>
  );
}
