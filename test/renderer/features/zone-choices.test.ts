import { describe, expect, it } from 'vitest';
import { contract } from '#shared/api/contract.ts';
import { parseZone } from '#core/time/parse-zone.ts';
import { isOffered, zoneOffsets, zonePlaces } from '../../../renderer/features/sources/zone-choices.ts';
import { catalogues } from '../../../renderer/i18n/catalogues.ts';

describe('the zones on offer', () => {
  it.each([...zonePlaces.map((place) => place.zone), ...zoneOffsets])('%s is one that the core knows', (zone) => {
    expect(parseZone(zone)).not.toBeNull();
    expect(contract['sources.setZone'].input.shape.zone.safeParse(zone).success).toBe(true);
    expect(isOffered(zone)).toBe(true);
  });

  it('have words in both languages', () => {
    const keys = zonePlaces.map((place) => `ui.sources.zone.place.${place.id}`);
    expect(keys.filter((key) => !(key in catalogues.en) || !(key in catalogues.ja))).toEqual([]);
  });
});
