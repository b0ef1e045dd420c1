import { Button } from '@fluentui/react-components';
import { isSlackPath, slackPathOf } from '#shared/model/source.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { useApp, useCurrentCase } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { valueOf } from '../../ui/remote.ts';

/** True for an event log, and for what was read from its slack. */
export function mayHaveSlack({ format }: SourceSummary): boolean {
  return format === 'windows-evtx';
}

/** Reads the records that a log has given up, once; for the source that holds them it says what they are. */
export function SlackButton({ source }: { readonly source: SourceSummary }) {
  const t = useText();
  const { stores } = useApp();
  const carving = useCurrentCase((s) => s.carving);
  const isRead = useCurrentCase((s) => valueOf(s.data)?.detail.sources.some((other) => other.path === slackPathOf(source.path)) ?? false);
  if (isSlackPath(source.path)) return <span>{t('ui.sources.slack.note')}</span>;
  if (isRead) return null;
  if (carving?.sourceId === source.id && carving.records === 0) return <span>{t('ui.sources.slack.none')}</span>;
  return (
    <Button
      size="small"
      title={t('ui.sources.slack.hint')}
      aria-label={t('ui.sources.slack.label', { path: source.path })}
      disabled={carving?.records === null}
      onClick={() => void stores.current.carve(source.id)}
    >
      {t('ui.sources.slack.action')}
    </Button>
  );
}
