import { MenuItem } from '@fluentui/react-components';
import type { CaseSummary } from '#shared/model/case.ts';
import { useApp } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { exportCase } from './export-case-file.ts';

/** Saves the case as one file, to be sent or kept. */
export function ExportCase({ summary }: { readonly summary: CaseSummary }) {
  const t = useText();
  const { shell, stores } = useApp();
  return (
    <MenuItem disabled={summary.trouble !== null} onClick={() => void exportCase(shell, stores, summary)}>
      {t('ui.cases.export')}
    </MenuItem>
  );
}
