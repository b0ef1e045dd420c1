import { FolderBriefcaseRegular } from '@fluentui/react-icons/svg/folder-briefcase';
import type { FluentIcon } from '@fluentui/react-icons';
import { useText } from '../../i18n/provider.tsx';
import { valueOf } from '../../ui/remote.ts';
import { useCases, useCurrentCase } from '../context.tsx';
import { caseLink, casesLink } from '../links.ts';
import type { Route } from '../route.ts';
import { casePages } from '../routes.tsx';
import styles from './nav.module.css';

type ItemProps = {
  readonly href: string;
  readonly label: string;
  readonly icon: FluentIcon;
  readonly current: boolean;
  readonly count: string | null;
};

function Item({ href, label, icon: Icon, current, count }: ItemProps) {
  return (
    <li>
      <a className={styles.item} href={href} aria-current={current ? 'page' : undefined} title={label}>
        <span className={styles.icon}>
          <Icon />
        </span>
        <span className={styles.label}>{label}</span>
        {count !== null && <span className={styles.count}>{count}</span>}
      </a>
    </li>
  );
}

/** Where one can go: the cases, and the pages of the open case. */
export function Nav({ route }: { readonly route: Route }) {
  const t = useText();
  const cases = useCases((s) => valueOf(s.list)?.length ?? null);
  const openId = useCurrentCase((s) => s.caseId);
  const data = useCurrentCase((s) => valueOf(s.data));
  const caseId = route.screen === 'case' ? route.caseId : openId;
  const page = route.screen === 'case' ? (casePages.find((p) => p.id === route.page) ?? casePages[0]).id : null;
  return (
    <nav className={styles.nav} aria-label={t('ui.nav.label')}>
      <ul>
        <Item
          href={casesLink}
          label={t('ui.nav.cases')}
          icon={FolderBriefcaseRegular}
          current={route.screen === 'cases'}
          count={cases === null || cases === 0 ? null : String(cases)}
        />
      </ul>
      {caseId !== null && (
        <ul className={styles.group}>
          {casePages.map((p) => (
            <Item
              key={p.id}
              href={caseLink(caseId, p.id)}
              label={t(`ui.nav.${p.id}`)}
              icon={p.icon}
              current={p.id === page}
              count={data && p.count ? p.count(data) : null}
            />
          ))}
        </ul>
      )}
    </nav>
  );
}
