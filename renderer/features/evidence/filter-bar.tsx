import { Button, Input, ToggleButton } from '@fluentui/react-components';
import { BookmarkRegular } from '@fluentui/react-icons/svg/bookmark';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { TextCaseTitleRegular } from '@fluentui/react-icons/svg/text-case-title';
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { Level } from '#shared/model/record.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { useText } from '../../i18n/provider.tsx';
import { CitedSteps } from './cited-steps.tsx';
import { eventWords } from './event-words.ts';
import type { EvidenceStores } from './evidence-store.ts';
import { FacetMenu } from './facet-menu.tsx';
import { levels, toggled } from './filter.ts';
import { focusFilter, focusList } from './focus.ts';
import styles from './filter-bar.module.css';
import { LevelBadge } from './level.tsx';
import { TimeMenu } from './time-menu.tsx';
import type { ViewerStore } from './viewer-store.ts';

/** Typing opens a list at each pause, not at each letter. */
const pauseMs = 250;

type FilterBarProps = { readonly stores: EvidenceStores; readonly sources: readonly SourceSummary[] };

/** What the list shows: text or regular expression, and the properties of records. */
export function FilterBar({ stores, sources }: FilterBarProps) {
  const t = useText();
  const { viewer } = stores;
  const filter = useStore(viewer, (s) => s.filter);
  return (
    <search className={styles.bar} aria-label={t('viewer.filter')}>
      <TextFilter viewer={viewer} />
      <div className={styles.facets}>
        <Facets viewer={viewer} sources={sources} />
        <ToggleButton
          size="small"
          className={styles.facet}
          appearance="subtle"
          icon={<BookmarkRegular />}
          checked={filter.citedOnly}
          onClick={() => void viewer.change({ citedOnly: !filter.citedOnly })}
        >
          {t('viewer.filter.cited')}
        </ToggleButton>
      </div>
      <CitedSteps cited={stores.cited} />
    </search>
  );
}

function TextFilter({ viewer }: { readonly viewer: ViewerStore }) {
  const t = useText();
  const { text: applied, mode, matchCase } = useStore(viewer, (s) => s.filter);
  const [typed, setTyped] = useState(applied);
  const [known, setKnown] = useState(applied);
  // Changed elsewhere, by a chip or an address: the field follows.
  if (known !== applied) {
    setKnown(applied);
    setTyped(applied);
  }
  useEffect(() => {
    if (typed === viewer.getState().filter.text) return undefined;
    const timer = setTimeout(() => void viewer.change({ text: typed }), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, viewer]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && typed !== '') {
      event.stopPropagation();
      void viewer.change({ text: '' });
      setTyped('');
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      if (typed !== applied) void viewer.change({ text: typed });
      focusList();
    }
  };
  return (
    <div className={styles.text}>
      <Input
        className={styles.input}
        data-filter=""
        type="search"
        size="small"
        maxLength={500}
        contentBefore={<SearchRegular />}
        value={typed}
        aria-label={t('viewer.filter.text')}
        placeholder={t(mode === 'regex' ? 'viewer.filter.regexPlaceholder' : 'viewer.filter.placeholder')}
        onChange={(_, data) => setTyped(data.value)}
        onKeyDown={onKeyDown}
      />
      <ToggleButton
        size="small"
        appearance="subtle"
        className={styles.toggle}
        checked={mode === 'regex'}
        aria-label={t('viewer.filter.regex')}
        title={t('viewer.filter.regex')}
        icon={<RegexMark />}
        onClick={() => void viewer.change({ mode: mode === 'regex' ? 'text' : 'regex' })}
      />
      <ToggleButton
        size="small"
        appearance="subtle"
        className={styles.toggle}
        checked={matchCase}
        aria-label={t('viewer.filter.matchCase')}
        title={t('viewer.filter.matchCase')}
        icon={<TextCaseTitleRegular />}
        onClick={() => void viewer.change({ matchCase: !matchCase })}
      />
    </div>
  );
}

/** `.*`, the sign for regular expressions in most editors. */
function RegexMark() {
  return (
    <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
      <circle cx="5" cy="14" r="1.8" fill="currentColor" />
      <path d="M13 4v9M9.1 6.2l7.8 4.6M16.9 6.2l-7.8 4.6" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}

function isLevel(value: string): value is Level {
  return levels.some((level) => level === value);
}

function Facets({ viewer, sources }: { readonly viewer: ViewerStore; readonly sources: readonly SourceSummary[] }) {
  const t = useText();
  const filter = useStore(viewer, (s) => s.filter);
  const view = useStore(viewer, (s) => s.view);
  // The providers are those of the whole case and come anew with each list.
  const providers = view?.providers.join('\n') ?? '';
  const words = useMemo(() => eventWords(t, providers.split('\n')), [t, providers]);
  return (
    <>
      <FacetMenu
        name={t('viewer.filter.source')}
        options={sources.filter((s) => s.records > 0).map((s) => ({ value: s.id, text: s.path }))}
        chosen={filter.sources}
        onToggle={(id) => void viewer.change({ sources: toggled(filter.sources, id) })}
        onClear={() => void viewer.change({ sources: [] })}
      />
      <FacetMenu
        name={t('viewer.filter.level')}
        options={levels.map((level) => ({ value: level, text: t(`viewer.level.${level}`), label: <LevelBadge level={level} /> }))}
        chosen={filter.levels}
        onToggle={(level) => {
          if (isLevel(level)) void viewer.change({ levels: toggled(filter.levels, level) });
        }}
        onClear={() => void viewer.change({ levels: [] })}
      />
      <FacetMenu
        name={t('viewer.filter.provider')}
        options={(view?.providers ?? []).map((name) => ({ value: name, text: name }))}
        chosen={filter.providers}
        onToggle={(name) => void viewer.change({ providers: toggled(filter.providers, name) })}
        onClear={() => void viewer.change({ providers: [] })}
      />
      <FacetMenu
        name={t('viewer.filter.event')}
        options={(view?.eventIds ?? []).map((id) => ({ value: String(id), text: words(id) }))}
        chosen={filter.eventIds.map(String)}
        onToggle={(id) => void viewer.change({ eventIds: toggled(filter.eventIds, Number(id)) })}
        onClear={() => void viewer.change({ eventIds: [] })}
      />
      <TimeMenu
        range={filter}
        span={{ fromMs: view?.firstMs ?? null, toMs: view?.lastMs ?? null }}
        onChange={(range) => void viewer.change(range)}
      />
    </>
  );
}

/** Clears the whole filter. */
export function ClearFilter({ viewer }: { readonly viewer: ViewerStore }) {
  const t = useText();
  const clear = (): void => {
    void viewer.clear();
    focusFilter();
  };
  return (
    <Button size="small" appearance="subtle" onClick={clear}>
      {t('viewer.filter.clear')}
    </Button>
  );
}
