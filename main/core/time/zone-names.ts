import { offsetOfLocal } from './apply-zone.ts';
import type { TimeZone } from './apply-zone.ts';
import { mainZones } from './windows-zones.ts';

/** Places with daylight saving time as other languages than English spell them; a spelling that is not here names no zone. */
const otherNames: readonly (readonly [string, RegExp])[] = [
  ['Europe/London', /^(?:londres|londra|londen|londyn|лондон|ロンドン|伦敦|倫敦|런던)$/],
  ['Europe/Berlin', /^(?:berlino|berlín|berlim|berlijn|берлин|ベルリン|柏林|베를린)$/],
  ['Europe/Paris', /^(?:parís|parigi|paryż|париж|パリ|巴黎|파리)$/],
  ['Europe/Warsaw', /^(?:warschau|varsovie|varsovia|varsavia|varsóvia|warszawa|варшава|ワルシャワ|华沙|華沙|바르샤바)$/],
  ['Europe/Budapest', /^(?:budapeszt|будапешт|ブダペスト|布达佩斯|布達佩斯|부다페스트)$/],
  ['Europe/Bucharest', /^(?:bukarest|bucarest|bucareste|bukareszt|бухарест|ブカレスト|布加勒斯特|부쿠레슈티)$/],
  ['Europe/Kiev', /^(?:kyiv|kiew|kyjiw|київ|helsinki|sofia|riga)$/],
];

/** North America is named by the part of the day, and by the two countries. */
const northAmerica = /\b(?:us|usa|u\.s\.|é\.-?u\.?|ee\.? ?uu\.?|eua|stati uniti)(?![a-z])|сша|米国|美国|美國|미국/;
const americanNames: readonly (readonly [string, number])[] = [
  ['America/New_York', -300],
  ['America/Chicago', -360],
  ['America/Denver', -420],
  ['America/Los_Angeles', -480],
];

const [january, july] = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

/** Minutes east of UTC without daylight saving time. */
function standardOffset(name: string): number | null {
  const winter = offsetOfLocal(january, { kind: 'iana', name });
  const summer = offsetOfLocal(july, { kind: 'iana', name });
  return winter === null || summer === null ? null : Math.min(winter, summer);
}

function placeOf(zone: string): string {
  return zone
    .slice(zone.lastIndexOf('/') + 1)
    .replaceAll('_', ' ')
    .toLowerCase();
}

/**
 * The zone that the name of a zone in Windows tells (`Amsterdam, Berlin, Bern, Rome`), by one of its places and the distance before it.
 * The distance alone is the one of winter. Null when no place is known or the distance is another.
 */
export function zoneOfName(text: string, minutes: number): TimeZone | null {
  const words = text.toLowerCase();
  const american = northAmerica.test(words) ? americanNames.filter(([, offset]) => offset === minutes) : [];
  const places = words.split(/[,;、，،]/).map((place) => place.trim());
  const named = mainZones.filter((zone) => places.includes(placeOf(zone)));
  const others = otherNames.filter(([, name]) => places.some((place) => name.test(place))).map(([zone]) => zone);
  const found = new Set([...american.map(([zone]) => zone), ...named, ...others].filter((zone) => standardOffset(zone) === minutes));
  const [only] = found;
  return found.size === 1 ? { kind: 'iana', name: only! } : null;
}
