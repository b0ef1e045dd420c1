import { Button } from '@fluentui/react-components';
import { ChevronLeftRegular } from '@fluentui/react-icons/svg/chevron-left';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { useStore } from 'zustand';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import type { CitedStore } from './cited-store.ts';
import styles from './cited-steps.module.css';

/** `◂ 1 of 41 ▸`: from cited record to cited record, among those that the filter shows. */
export function CitedSteps({ cited }: { readonly cited: CitedStore }) {
  const t = useText();
  const total = useStore(cited, (s) => s.total);
  const index = useStore(cited, (s) => s.index);
  const label = index === null ? t('viewer.cited.count', { total }) : t('viewer.cited.nth', { n: index + 1, total });
  return (
    <Group className={styles.steps} label={t('viewer.cited.label')} title={t('viewer.cited.hint')}>
      <Button
        size="small"
        appearance="subtle"
        icon={<ChevronLeftRegular />}
        aria-label={t('viewer.cited.previous')}
        disabled={total === 0 || index === 0}
        onClick={() => void cited.step(-1)}
      />
      <span className={styles.words} aria-live="polite">
        {label}
      </span>
      <Button
        size="small"
        appearance="subtle"
        icon={<ChevronRightRegular />}
        aria-label={t('viewer.cited.next')}
        disabled={total === 0 || index === total - 1}
        onClick={() => void cited.step(1)}
      />
    </Group>
  );
}
