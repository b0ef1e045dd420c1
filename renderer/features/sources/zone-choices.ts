/** Zones offered by place, from west to east; words are `ui.sources.zone.place.<id>`. */
export const zonePlaces = [
  { id: 'honolulu', zone: 'Pacific/Honolulu' },
  { id: 'los-angeles', zone: 'America/Los_Angeles' },
  { id: 'denver', zone: 'America/Denver' },
  { id: 'chicago', zone: 'America/Chicago' },
  { id: 'new-york', zone: 'America/New_York' },
  { id: 'sao-paulo', zone: 'America/Sao_Paulo' },
  { id: 'london', zone: 'Europe/London' },
  { id: 'berlin', zone: 'Europe/Berlin' },
  { id: 'helsinki', zone: 'Europe/Helsinki' },
  { id: 'istanbul', zone: 'Europe/Istanbul' },
  { id: 'moscow', zone: 'Europe/Moscow' },
  { id: 'dubai', zone: 'Asia/Dubai' },
  { id: 'kolkata', zone: 'Asia/Kolkata' },
  { id: 'bangkok', zone: 'Asia/Bangkok' },
  { id: 'shanghai', zone: 'Asia/Shanghai' },
  { id: 'singapore', zone: 'Asia/Singapore' },
  { id: 'tokyo', zone: 'Asia/Tokyo' },
  { id: 'seoul', zone: 'Asia/Seoul' },
  { id: 'sydney', zone: 'Australia/Sydney' },
  { id: 'auckland', zone: 'Pacific/Auckland' },
] as const;

/** Distances from UTC that are in use on whole hours, and the half hours of larger places. */
export const zoneOffsets = [
  '-12:00', '-11:00', '-10:00', '-09:00', '-08:00', '-07:00', '-06:00', '-05:00', '-04:00', '-03:30', '-03:00', '-02:00', '-01:00',
  '+00:00', '+01:00', '+02:00', '+03:00', '+03:30', '+04:00', '+04:30', '+05:00', '+05:30', '+05:45', '+06:00', '+06:30', '+07:00', '+08:00',
  '+09:00', '+09:30', '+10:00', '+11:00', '+12:00', '+13:00', '+14:00',
]; // prettier-ignore

/** True for a zone that the list has; any other that a case holds is offered beside them. */
export function isOffered(zone: string): boolean {
  return zoneOffsets.includes(zone) || zonePlaces.some((place) => place.zone === zone);
}
