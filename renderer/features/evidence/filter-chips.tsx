import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useStore } from 'zustand';
import { slackFileOf, type SourceSummary } from '#shared/model/source.ts';
import { assertNever } from '#shared/util/assert-never.ts';
import { useText } from '../../i18n/provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { ClearFilter } from './filter-bar.tsx';
import { chipsOf, without, type Chip } from './filter.ts';
import styles from './filter-chips.module.css';
import { focusFilter } from './focus.ts';
import { fileName } from './record-row.tsx';
import { useTimeText } from './use-time-text.ts';
import type { ViewerStore } from './viewer-store.ts';

type ChipWords = { readonly t: Text; readonly sources: readonly SourceSummary[]; readonly timeText: (ms: number) => string };

/** What recovered records are is said in full: the name of their file alone would stand for the records of today. */
function sourceText(path: string, t: Text): string {
  const file = slackFileOf(path);
  return file === null ? fileName(path) : t('viewer.chip.slack', { file: fileName(file) });
}

/** A chip in words: the property first where the value alone would not tell. */
function chipText(chip: Chip, { t, sources, timeText }: ChipWords): string {
  switch (chip.kind) {
    case 'text':
      return t(chip.regex ? 'viewer.chip.regex' : 'viewer.chip.text', { text: chip.text });
    case 'source':
      return sourceText(sources.find((s) => s.id === chip.id)?.path ?? chip.id, t);
    case 'level':
      return t(`viewer.level.${chip.level}`);
    case 'provider':
      return chip.name;
    case 'event':
      return t('viewer.chip.event', { id: String(chip.id) });
    case 'time':
      return t('viewer.chip.time', {
        from: chip.fromMs === null ? '' : timeText(chip.fromMs),
        to: chip.toMs === null ? '' : timeText(chip.toMs),
      });
    case 'cited':
      return t('viewer.filter.cited');
    default:
      return assertNever(chip, 'every kind of chip has words');
  }
}

/** What the filter asks for, each part with a way to take it back. */
export function FilterChips({ viewer, sources }: { readonly viewer: ViewerStore; readonly sources: readonly SourceSummary[] }) {
  const t = useText();
  const timeText = useTimeText();
  const filter = useStore(viewer, (s) => s.filter);
  const chips = chipsOf(filter);
  if (chips.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t('viewer.chips')}>
      {chips.map((chip) => {
        const text = chipText(chip, { t, sources, timeText });
        return (
          <li key={JSON.stringify(chip)}>
            <button
              type="button"
              className={styles.chip}
              aria-label={t('viewer.chip.remove', { text })}
              title={text}
              onClick={() => {
                void viewer.change(without(filter, chip));
                focusFilter();
              }}
            >
              <span className={styles.words}>{text}</span>
              <DismissRegular aria-hidden="true" />
            </button>
          </li>
        );
      })}
      <li>
        <ClearFilter viewer={viewer} />
      </li>
    </ul>
  );
}
