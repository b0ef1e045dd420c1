import { describe, expect, it } from 'vitest';
import { codeIn, paletteItems, searchPalette, type PaletteWorld } from '../../../../renderer/features/palette/palette-items.ts';
import { catalogues } from '../../../../renderer/i18n/catalogues.ts';
import { createText } from '../../../../renderer/i18n/text.ts';
import { createFakeShell, fakeCase, ids } from '../../../helpers/fake-shell.ts';

const en = createText(catalogues, 'en');
const ja = createText(catalogues, 'ja');
const cases = createFakeShell().world.cases;
const open = { caseId: ids.troubled, pages: ['overview', 'wizard', 'evidence'], sources: [] };
const titles = (query: string, t = en) => searchPalette(paletteItems(t, { cases, open }), query).map((i) => i.title);
const deed = (world: PaletteWorld) => searchPalette(paletteItems(en, world), '809')[0]?.deed.kind;

describe('the command palette', () => {
  it('finds a check by its id', () => expect(titles('c2')[0]).toMatch(/^C2 /));
  it('finds a case by its title', () => expect(titles('osaka')).toContain('Fabrikam Osaka, after the change'));
  it('finds an action in Japanese', () => expect(titles('ダーク', ja)[0]).toContain('ダーク'));
  it('decodes an error code', () => expect(titles('13801')[0]).toMatch(/^13801 · /));
  it('decodes the hexadecimal spelling of gateway logs', () => expect(titles('0x35E9')[0]).toMatch(/^13801 · /));
  it('shows no codes before something is typed', () =>
    expect(searchPalette(paletteItems(en, { cases, open }), '').some((i) => i.group === 'code')).toBe(false));
  it('offers no case that cannot be opened', () => expect(titles('woodgrove')).toEqual([]));
  it('offers checks only while a case is open', () =>
    expect(searchPalette(paletteItems(en, { cases, open: null }), 'c2').some((i) => i.group === 'check')).toBe(false));

  it('leads from a code to the evidence, or copies it where there is none', () => {
    expect(deed({ cases, open })).toBe('go');
    expect(deed({ cases: [fakeCase('a', 'A')], open: null })).toBe('copy');
  });
});

it.each([
  ['809', 809],
  [' 13801 ', 13801],
  ['0x000035ED', 13805],
  ['809 no answer', null],
  ['', null],
])('code in %j', (query, code) => {
  expect(codeIn(query)).toBe(code);
});
