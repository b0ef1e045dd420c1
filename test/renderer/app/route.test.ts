import { describe, expect, it } from 'vitest';
import { caseLink, evidenceLink, evidenceSearchLink, wizardLink } from '../../../renderer/app/links.ts';
import { parseRoute } from '../../../renderer/app/route.ts';

describe('addresses of the window', () => {
  it.each([
    ['nothing', '', { screen: 'cases' }],
    ['the cases', '#/cases', { screen: 'cases' }],
    ['the settings', '#/settings', { screen: 'settings' }],
    ['something unknown', '#/nowhere/at/all', { screen: 'cases' }],
    ['a case without an id', '#/case', { screen: 'cases' }],
    ['a broken escape', '#/case/%E0%A4%A/overview', { screen: 'case', caseId: '%E0%A4%A', page: 'overview', rest: [], query: {} }],
    ['a case', '#/case/c1', { screen: 'case', caseId: 'c1', page: 'overview', rest: [], query: {} }],
  ])('%s', (_name, hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it('reads back every link it makes', () => {
    expect(parseRoute(caseLink('c 1/2', 'report'))).toMatchObject({ caseId: 'c 1/2', page: 'report' });
    expect(parseRoute(wizardLink('c1', 'C2'))).toMatchObject({ page: 'wizard', rest: ['C2'] });
    expect(parseRoute(evidenceLink('c1', { sourceId: 's?&=1', seq: 12 }))).toMatchObject({
      page: 'evidence',
      query: { source: 's?&=1', seq: '12' },
    });
    expect(parseRoute(evidenceSearchLink('c1', { text: '0x35E9 & more?' }))).toMatchObject({ query: { text: '0x35E9 & more?' } });
  });
});
