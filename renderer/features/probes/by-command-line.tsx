import type { ProbeKind } from '#shared/model/probe.ts';
import { useText } from '../../i18n/provider.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { ByImport } from '../wizard/by-import.tsx';
import { commandOf, type ProbeForm } from './probe-form.ts';
import styles from './probe-panel.module.css';

type ByCommandLineProps = { readonly caseId: string; readonly kind: ProbeKind; readonly form: ProbeForm };

/** For a window that sends nothing: the same by the command line, on whatever computer stands in the right network. */
export function ByCommandLine({ caseId, kind, form }: ByCommandLineProps) {
  const t = useText();
  const command = commandOf(kind, form);
  return (
    <div className={styles.body}>
      {command === null ? (
        <p className={styles.hint}>{t('ui.probes.not-here.empty')}</p>
      ) : (
        <CodeBlock code={command} caption={t('ui.probes.not-here.command')} />
      )}
      <ByImport caseId={caseId} />
    </div>
  );
}
