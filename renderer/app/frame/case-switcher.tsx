import { Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { searchCases } from '../../features/cases/cases-updates.ts';
import { useText } from '../../i18n/provider.tsx';
import { valueOf } from '../../ui/remote.ts';
import { CaseStatusBadge } from '../../ui/status.tsx';
import { useCases, useCurrentCase } from '../context.tsx';
import { caseLink, casesLink } from '../links.ts';
import { navigate, useRoute } from '../use-route.ts';
import styles from './case-switcher.module.css';

const shown = 8;

/** Title of the open case; opens a list of the latest cases. */
export function CaseSwitcher() {
  const t = useText();
  const route = useRoute();
  const list = useCases((s) => valueOf(s.list));
  const isLoading = useCurrentCase((s) => s.data.kind === 'loading');
  const title = useCurrentCase((s) => (s.data.kind === 'loaded' ? s.data.value.detail.summary.title : null));
  if (route.screen !== 'case' && (list === null || list.length === 0)) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.button} icon={<ChevronDownRegular />} iconPosition="after">
          <span className={styles.title}>{title ?? (route.screen === 'case' && isLoading ? t('ui.loading') : t('ui.switcher.none'))}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {searchCases(list ?? [], '', () => '')
            .filter((c) => c.trouble === null)
            .slice(0, shown)
            .map((c) => (
              <MenuItem
                key={c.id}
                secondaryContent={<CaseStatusBadge status={c.status} />}
                onClick={() => navigate(caseLink(c.id, 'overview'))}
              >
                <span className={styles.item}>{c.title}</span>
              </MenuItem>
            ))}
          <MenuDivider />
          <MenuItem onClick={() => navigate(casesLink)}>{t('ui.switcher.all')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
