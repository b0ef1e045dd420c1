import { Button, Input, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { CaseSummary } from '#shared/model/case.ts';
import { useApp } from '../../app/context.tsx';
import { caseLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { CaseStatusBadge, StatusBadge } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './case-row.module.css';
import { namedCauses } from './cases-updates.ts';
import { ExportCase } from './export-case.tsx';

/** Moves the focus to the link of the next or previous row. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const row = event.currentTarget.closest('tr');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector<HTMLElement>('[data-row-link]');
  if (!link) return;
  event.preventDefault();
  link.focus();
}

/** A case: what it is called, how it stands, why, how much it rests on. */
export function CaseRow({ summary }: { readonly summary: CaseSummary }) {
  const t = useText();
  const { stores } = useApp();
  const [renaming, setRenaming] = useState(false);
  const row = useRef<HTMLTableRowElement>(null);
  const wasRenaming = useRef(false);
  // The field that had the focus is gone: the keyboard goes on at the case.
  useEffect(() => {
    if (wasRenaming.current && !renaming) row.current?.querySelector<HTMLElement>('[data-row-link]')?.focus();
    wasRenaming.current = renaming;
  }, [renaming]);
  const [cause, ...others] = namedCauses(summary);
  const menu = <RowMenu summary={summary} onRename={() => setRenaming(true)} />;
  return (
    <tr ref={row} className={styles.row} data-trouble={summary.trouble !== null}>
      <td className={styles.title}>
        {renaming ? (
          <RenameForm
            title={summary.title}
            onDone={(title) => {
              setRenaming(false);
              if (title !== null) void stores.cases.rename(summary.id, title);
            }}
          />
        ) : (
          <Title summary={summary} />
        )}
      </td>
      <td className={styles.status}>
        {summary.trouble ? <StatusBadge verdict="warning" word={t('ui.cases.trouble')} /> : <CaseStatusBadge status={summary.status} />}
      </td>
      <td className={styles.cause}>
        {summary.trouble === null && cause !== undefined && t(`cause.${cause}.title`)}
        {summary.trouble === null && summary.status === 'cannot-tell' && <span className={styles.more}>{t('ui.cases.undecided')}</span>}
        {summary.trouble === null && others.length > 0 && (
          <span className={styles.more}> {t('ui.cases.moreCauses', { count: others.length })}</span>
        )}
      </td>
      <td className={styles.number}>{summary.trouble === null && t('ui.number', { value: summary.sources })}</td>
      <td className={styles.changed}>
        <Time instant={{ ms: summary.changedMs, zone: 'known' }} to="minute" />
      </td>
      <td className={styles.actions}>{menu}</td>
    </tr>
  );
}

/** What can be done with a case besides opening it. */
function RowMenu({ summary, onRename }: { readonly summary: CaseSummary; readonly onRename: () => void }) {
  const t = useText();
  const { stores } = useApp();
  const remove = async (): Promise<void> => {
    await stores.cases.remove(summary);
    if (stores.current.getState().caseId === summary.id) stores.current.close();
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontalRegular />}
          aria-label={t('ui.cases.actions', { title: summary.title })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem disabled={summary.trouble !== null} onClick={onRename}>
            {t('ui.cases.rename')}
          </MenuItem>
          <ExportCase summary={summary} />
          <MenuItem onClick={() => void remove()}>{t('ui.cases.remove')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Title({ summary }: { readonly summary: CaseSummary }) {
  const t = useText();
  if (summary.trouble === null) {
    return (
      <a className={styles.link} data-row-link href={caseLink(summary.id, 'overview')} onKeyDown={onArrow}>
        {summary.title}
      </a>
    );
  }
  return (
    <div>
      <span className={styles.troubled}>{summary.title}</span>
      <p className={styles.why}>{t.message(summary.trouble)}</p>
    </div>
  );
}

/** Enter keeps the new title, Escape the old one. */
function RenameForm({ title, onDone }: { readonly title: string; readonly onDone: (title: string | null) => void }) {
  const t = useText();
  const [value, setValue] = useState(title);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.select(), []);
  const wanted = value.trim();
  return (
    <form
      ref={form}
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(wanted === '' || wanted === title ? null : wanted);
      }}
    >
      <Input
        className={styles.input}
        size="small"
        aria-label={t('ui.cases.rename.label')}
        value={value}
        maxLength={200}
        onChange={(_, data) => setValue(data.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone(null);
        }}
      />
      <Button size="small" type="submit" appearance="primary" disabled={wanted === ''}>
        {t('ui.save')}
      </Button>
      <Button size="small" onClick={() => onDone(null)}>
        {t('ui.cancel')}
      </Button>
    </form>
  );
}
