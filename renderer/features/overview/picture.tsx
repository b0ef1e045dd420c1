import type { FluentIcon } from '@fluentui/react-icons';
import { BuildingRegular } from '@fluentui/react-icons/svg/building';
import { GlobeRegular } from '@fluentui/react-icons/svg/globe';
import { RouterRegular } from '@fluentui/react-icons/svg/router';
import { ServerRegular } from '@fluentui/react-icons/svg/server';
import { ShieldKeyholeRegular } from '@fluentui/react-icons/svg/shield-keyhole';
import { VirtualNetworkRegular } from '@fluentui/react-icons/svg/virtual-network';
import type { Topology } from '#shared/model/analysis.ts';
import { wizardLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import styles from './picture.module.css';

type Node = Topology['nodes'][number];
type Link = Topology['links'][number];

const icons: Readonly<Record<Node['id'], FluentIcon>> = {
  lan: BuildingRegular,
  device: RouterRegular,
  internet: GlobeRegular,
  gateway: ShieldKeyholeRegular,
  vnet: VirtualNetworkRegular,
  workload: ServerRegular,
};

const zones: Readonly<Record<Node['id'], 'on-premises' | 'internet' | 'azure'>> = {
  lan: 'on-premises',
  device: 'on-premises',
  internet: 'internet',
  gateway: 'azure',
  vnet: 'azure',
  workload: 'azure',
};

/** The way of a packet from the LAN to the workload, with the case's own names; every part says how it stands. */
export function Picture({ caseId, topology }: { readonly caseId: string; readonly topology: Topology }) {
  const order = topology.nodes.map((node) => node.id as string);
  return (
    <div className={styles.frame}>
      <ol className={styles.picture}>
        {topology.nodes.map((node, i) => {
          const zone = zones[node.id];
          const before = topology.nodes[i - 1];
          const links = topology.links.filter((link) => link.from === node.id && order.indexOf(link.to) > i);
          return (
            <li key={node.id} className={styles.node} data-zone={zone} data-first={!before || zones[before.id] !== zone}>
              <NodeWords caseId={caseId} node={node} firstOfZone={!before || zones[before.id] !== zone} />
              {links.map((link) => (
                <LinkLine key={link.to} link={link} span={order.indexOf(link.to) - i} />
              ))}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function NodeWords({ caseId, node, firstOfZone }: { readonly caseId: string; readonly node: Node; readonly firstOfZone: boolean }) {
  const t = useText();
  const Icon = icons[node.id];
  return (
    <>
      <span className={styles.zone}>{firstOfZone && zones[node.id] !== 'internet' && t(`ui.zone.${zones[node.id]}`)}</span>
      <span className={styles.icon} data-verdict={node.checks.length > 0 ? node.verdict : 'none'}>
        <Icon aria-hidden="true" />
      </span>
      <div className={styles.words}>
        <p className={styles.kind}>{t(`ui.node.${node.id}`)}</p>
        {node.name !== null && <p className={styles.name}>{node.name}</p>}
        {node.details.map((detail) => (
          <p key={detail} className={styles.detail}>
            {detail}
          </p>
        ))}
        {node.checks.length > 0 && (
          <p className={styles.status}>
            <StatusBadge verdict={node.verdict} />
            <span className={styles.checks}>
              {node.checks.map((check) => (
                <a key={check} href={wizardLink(caseId, check)} aria-label={t('ui.gaps.step', { check })}>
                  {check}
                </a>
              ))}
            </span>
          </p>
        )}
      </div>
    </>
  );
}

/** The line to a node further right; `span` is how many nodes away that is. */
function LinkLine({ link, span }: { readonly link: Link; readonly span: number }) {
  const known = link.checks.length > 0;
  return (
    <div className={styles.link} data-verdict={known ? link.verdict : 'none'} data-span={span}>
      {known && (
        <span className={styles.linkBadge}>
          <StatusBadge verdict={link.verdict} />
        </span>
      )}
    </div>
  );
}
