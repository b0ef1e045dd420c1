import { memo } from 'react';
import type { RecordRow as Row } from '#shared/model/record.ts';
import { slackFileOf } from '#shared/model/source.ts';
import { useText } from '../../i18n/provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { CodeChip } from './code-chip.tsx';
import { rowHeight } from './geometry.ts';
import { gridRoles } from './grid-roles.ts';
import { LevelBadge } from './level.tsx';
import styles from './record-row.module.css';
import { RecordTimeCell } from './record-time.tsx';

export type RecordRowProps = {
  readonly id: string;
  readonly position: number;
  /** Null while its page is on its way. */
  readonly row: Row | null;
  readonly path: string;
  readonly top: number;
  readonly selected: boolean;
};

export function fileName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** File name of a source, with a word beside it where the records were recovered from the file; the whole path is in the tooltip. */
export function sourceName(path: string, t: Text): string {
  const file = slackFileOf(path);
  return file === null ? fileName(path) : t('viewer.source.slack', { file: fileName(file) });
}

/** What a record says in one line: the words of its format, else its first line. */
export function useWhat(): (row: Pick<Row, 'what' | 'text'>) => string {
  const t = useText();
  return (row) => (row.what ? t.message(row.what) : (row.text.split(/\r\n|\r|\n/, 1)[0] ?? ''));
}

/** A record of the list, placed by its distance from the top of the screen. Keyboard and mouse are handled by the grid, which keeps the focus. */
export const RecordRowView = memo(function RecordRowView({ id, position, row, path, top, selected }: RecordRowProps) {
  const t = useText();
  const what = useWhat();
  return (
    <div
      id={id}
      role={gridRoles.row}
      aria-rowindex={position + 2}
      aria-selected={selected}
      aria-busy={row === null}
      className={styles.row}
      data-cited={row?.cited ?? false}
      // Transform instead of top: a scroll then only moves layers.
      style={{ transform: `translateY(${top}px)`, height: rowHeight }}
      data-position={position}
    >
      {row === null ? (
        <Placeholder />
      ) : (
        <>
          <Cell>
            <RecordTimeCell time={row.time} />
          </Cell>
          <Cell title={row.level ? t(`viewer.level.${row.level}`) : undefined}>{row.level && <LevelBadge level={row.level} />}</Cell>
          <Cell title={path}>{sourceName(path, t)}</Cell>
          <Cell title={what(row)}>
            {row.cited && <span className={styles.hidden}>{t('viewer.cited')} </span>}
            {what(row)}
          </Cell>
          <Cell>{row.code !== null && <CodeChip code={row.code} />}</Cell>
          <Cell title={row.who ?? undefined}>{row.who}</Cell>
        </>
      )}
    </div>
  );
});

function Cell({ title, children }: { readonly title?: string | undefined; readonly children: React.ReactNode }) {
  return (
    <div role={gridRoles.cell} className={styles.cell} title={title}>
      {children}
    </div>
  );
}

/** Grey bars of the shape of a record. */
function Placeholder() {
  const t = useText();
  return [0, 1, 2, 3, 4, 5].map((column) => (
    <div key={column} role={gridRoles.cell} className={styles.cell} aria-label={column === 0 ? t('ui.loading') : undefined}>
      <span className={styles.bone} data-column={column} />
    </div>
  ));
}
