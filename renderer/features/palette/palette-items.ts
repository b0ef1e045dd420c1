import type { CaseSummary } from '#shared/model/case.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { checkIds } from '#shared/model/verdict.ts';
import { caseLink, casesLink, evidenceSearchLink, settingsLink, wizardLink } from '../../app/links.ts';
import type { Text } from '../../i18n/text.ts';

export type PaletteGroup = 'action' | 'screen' | 'check' | 'case' | 'source' | 'code';

/** What choosing an entry does: go somewhere, run an action of the window, or copy a decoded code. */
export type PaletteDeed =
  | { readonly kind: 'go'; readonly link: string }
  | { readonly kind: 'run'; readonly action: PaletteAction }
  | { readonly kind: 'copy'; readonly text: string };

export type PaletteAction =
  | 'language.en'
  | 'language.ja'
  | 'theme.system'
  | 'theme.light'
  | 'theme.dark'
  | 'theme.high-contrast'
  | 'time.utc'
  | 'time.local'
  | 'shortcuts'
  | 'sources';

export type PaletteItem = {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly title: string;
  readonly detail: string;
  readonly deed: PaletteDeed;
};

export type PaletteWorld = {
  readonly cases: readonly CaseSummary[];
  readonly open: { readonly caseId: string; readonly pages: readonly string[]; readonly sources: readonly SourceSummary[] } | null;
};

const actions: readonly PaletteAction[] = [
  'language.en',
  'language.ja',
  'theme.system',
  'theme.light',
  'theme.dark',
  'theme.high-contrast',
  'time.utc',
  'time.local',
  'shortcuts',
];

/** A bare number, or one in the hexadecimal spelling of gateway logs, as a decimal code. */
export function codeIn(query: string): number | null {
  const text = query.trim();
  if (/^\d{1,10}$/.test(text)) return Number(text);
  return /^0x[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : null;
}

function go(group: PaletteGroup, title: string, detail: string, link: string): PaletteItem {
  return { id: `${group}:${link}`, group, title, detail, deed: { kind: 'go', link } };
}

function caseItems(t: Text, open: NonNullable<PaletteWorld['open']>): readonly PaletteItem[] {
  return [
    ...open.pages.map((page) => go('screen', t(`ui.nav.${page}`), '', caseLink(open.caseId, page))),
    ...checkIds.map((check) =>
      go('check', `${check} ${t(`check.${check}.title`)}`, t(`check.${check}.question`), wizardLink(open.caseId, check)),
    ),
    ...open.sources.map((s) =>
      go('source', s.path, t('ui.status.records', { count: s.records }), evidenceSearchLink(open.caseId, { only: s.id })),
    ),
  ];
}

function codeItems(t: Text, world: PaletteWorld): readonly PaletteItem[] {
  return t.keysUnder('code.').map((key) => {
    const code = key.slice('code.'.length);
    const meaning = t(key);
    const hex = `0x${Number(code).toString(16).toUpperCase()}`;
    const deed: PaletteDeed = world.open?.pages.includes('evidence')
      ? { kind: 'go', link: evidenceSearchLink(world.open.caseId, { text: code }) }
      : { kind: 'copy', text: `${code} (${hex}): ${meaning}` };
    return { id: key, group: 'code', title: `${code} · ${meaning}`, detail: hex, deed };
  });
}

/** Everything that can be reached by typing, in the order in which equals are shown. */
export function paletteItems(t: Text, world: PaletteWorld): readonly PaletteItem[] {
  return [
    ...(world.open ? caseItems(t, world.open) : []),
    go('screen', t('ui.nav.cases'), '', casesLink),
    go('screen', t('ui.nav.settings'), '', settingsLink),
    ...world.cases.filter((c) => c.trouble === null).map((c) => go('case', c.title, '', caseLink(c.id, 'overview'))),
    ...[...actions, ...(world.open ? (['sources'] as const) : [])].map((action): PaletteItem => {
      return { id: `action:${action}`, group: 'action', title: t(`ui.action.${action}`), detail: '', deed: { kind: 'run', action } };
    }),
    ...codeItems(t, world),
  ];
}

const shown = 60;

/** Place of an entry among the answers to `words`; null when it does not answer them. Lower is better. */
function rank(item: PaletteItem, words: readonly string[]): number | null {
  const title = item.title.toLowerCase();
  const all = `${title}\n${item.detail.toLowerCase()}`;
  if (!words.every((word) => all.includes(word))) return null;
  const [first = ''] = words;
  if (title.startsWith(first)) return 0;
  return title.includes(first) ? 1 : 2;
}

/** Entries that answer the query, best first; codes appear only when something is typed. A hexadecimal code finds its decimal entry. */
export function searchPalette(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  const code = codeIn(query);
  const words = (code === null ? query : String(code)).toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items.filter((item) => item.group !== 'code' && item.group !== 'source').slice(0, shown);
  return items
    .flatMap((item, order) => {
      const place = rank(item, words);
      return place === null ? [] : [{ item, place, order }];
    })
    .toSorted((a, b) => a.place - b.place || a.order - b.order)
    .slice(0, shown)
    .map((r) => r.item);
}
