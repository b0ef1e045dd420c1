import { offsetOfLocal } from './apply-zone.ts';
import type { TimeZone } from './apply-zone.ts';

/** A zone as a person sets it: `±hh:mm` or an IANA name. Null for anything else and for a zone that is not known here. */
export function parseZone(text: string): TimeZone | null {
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(text);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    if (Number(fixed[3]) > 59 || minutes >= 24 * 60) return null;
    return { kind: 'offset', minutes: fixed[1] === '-' && minutes > 0 ? -minutes : minutes };
  }
  if (!/^[A-Z][\w+-]*(?:\/[\w+-]+)*$/i.test(text)) return null;
  const named: TimeZone = { kind: 'iana', name: text };
  return offsetOfLocal(0, named) === null ? null : named;
}
