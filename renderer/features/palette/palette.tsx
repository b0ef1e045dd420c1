import { useEffect, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { useApp, useCases, useCurrentCase } from '../../app/context.tsx';
import { casePages } from '../../app/routes.tsx';
import { navigate } from '../../app/use-route.ts';
import { useText } from '../../i18n/provider.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { valueOf } from '../../ui/remote.ts';
import { paletteItems, searchPalette, type PaletteItem } from './palette-items.ts';
import styles from './palette.module.css';
import { runAction } from './run-action.ts';

/** Roles of a list that is steered from a field; no HTML element can do that, so they are given to plain ones. */
const roles = { listbox: 'listbox', option: 'option' } as const;

/** Type to go anywhere, run anything, or decode an error code. */
export function Palette() {
  const t = useText();
  const { stores } = useApp();
  const cases = useCases((s) => valueOf(s.list));
  const openId = useCurrentCase((s) => s.caseId);
  const data = useCurrentCase((s) => valueOf(s.data));
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const items = useMemo(() => {
    const open = openId !== null && data ? { caseId: openId, pages: casePages.map((p) => p.id), sources: data.detail.sources } : null;
    return paletteItems(t, { cases: cases ?? [], open });
  }, [t, cases, openId, data]);
  const found = useMemo(() => searchPalette(items, query), [items, query]);

  const choose = (item: PaletteItem | undefined): void => {
    if (!item) return;
    stores.overlay.close();
    if (item.deed.kind === 'go') navigate(item.deed.link);
    else if (item.deed.kind === 'copy') void copyText(item.deed.text);
    else runAction(stores, item.deed.action);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      setActive((active + step + found.length) % found.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(found[active]);
    }
  };

  return (
    <>
      <input
        className={styles.input}
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[active] ? `${listId}-${active}` : undefined}
        aria-label={t('ui.palette.open')}
        placeholder={t('ui.palette.placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      {found.length === 0 ? (
        <p className={styles.nothing}>{t('ui.palette.nothing')}</p>
      ) : (
        <Results id={listId} found={found} active={active} onChoose={choose} onHover={setActive} />
      )}
    </>
  );
}

type ResultsProps = {
  readonly id: string;
  readonly found: readonly PaletteItem[];
  readonly active: number;
  readonly onChoose: (item: PaletteItem) => void;
  readonly onHover: (index: number) => void;
};

function Results({ id, found, active, onChoose, onHover }: ResultsProps) {
  const t = useText();
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <div id={id} className={styles.list} role={roles.listbox} aria-label={t('ui.palette.results')}>
      {found.map((item, i) => (
        // Keys are handled by the field, which keeps the focus and names the active option.
        <button
          key={item.id}
          id={`${id}-${i}`}
          type="button"
          className={styles.item}
          role={roles.option}
          aria-selected={i === active}
          tabIndex={-1}
          onMouseMove={() => onHover(i)}
          onClick={() => onChoose(item)}
        >
          <span className={styles.words}>
            <span className={styles.title}>{item.title}</span>
            {item.detail !== '' && <span className={styles.detail}>{item.detail}</span>}
          </span>
          <span className={styles.group}>{t(`ui.palette.group.${item.group}`)}</span>
        </button>
      ))}
    </div>
  );
}
