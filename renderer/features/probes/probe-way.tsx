import { useState } from 'react';
import type { ProbeKind } from '#shared/model/probe.ts';
import { useText } from '../../i18n/provider.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { ProbePanel } from './probe-panel.tsx';
import styles from './probe-panel.module.css';

/** A step answered from this computer, by one of the probes that it hears. */
export function ProbeWay({ caseId, kinds }: { readonly caseId: string; readonly kinds: readonly [ProbeKind, ...ProbeKind[]] }) {
  const t = useText();
  const [kind, choose] = useState(kinds[0]);
  return (
    <div className={styles.body}>
      {kinds.length > 1 && (
        <div className={styles.kinds}>
          <Segmented
            label={t('ui.probes.kind')}
            value={kind}
            options={kinds.map((value) => ({ value, text: t(`ui.probes.title.${value}`) }))}
            onChange={choose}
          />
        </div>
      )}
      <ProbePanel key={kind} caseId={caseId} kind={kind} />
    </div>
  );
}
