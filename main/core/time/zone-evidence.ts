import type { TimeZone } from './apply-zone.ts';
import { ianaZone } from './windows-zones.ts';
import { zoneOfName } from './zone-names.ts';

const maxText = 64 * 1024;
const day = 24 * 60;

function offset(sign: string, hours: string, minutes: string): TimeZone | null {
  const total = (sign === '-' || sign === '\u2212' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return Math.abs(total) < day ? { kind: 'offset', minutes: total === 0 ? 0 : total } : null;
}

function windowsZone(id: string | undefined): TimeZone | null {
  const name = id === undefined ? null : ianaZone(id);
  return name === null ? null : { kind: 'iana', name };
}

/** `timeZone` or `timezone` of a manifest that a collecting script wrote: a Windows id, an IANA zone or `+09:00`. */
function fromManifest(text: string): TimeZone | null {
  const value = /"time_?zone(?:_?id)?"\s*:\s*"([^"]{1,64})"/i.exec(text)?.[1];
  if (value === undefined) return null;
  const fixed = /^(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})$/.exec(value);
  if (fixed) return offset(fixed[1]!, fixed[2]!, fixed[3]!);
  return windowsZone(value) ?? (/^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+\d*$/.test(value) ? { kind: 'iana', name: value } : null);
}

/** `w32tm /tz`: `Bias: -540min (UTC=LocalTime+Bias)`; the sum of its biases is in force, daylight bias when it says so. */
function fromW32tm(text: string): TimeZone | null {
  if (!/UTC\s?=\s?LocalTime\s?\+\s?Bias/i.test(text)) return null;
  const bias = /Bias:\s*(-?\d{1,4})\s?min/i.exec(text)?.[1];
  if (bias === undefined) return null;
  const name = /TIME_ZONE_ID_(STANDARD|DAYLIGHT)/.exec(text)?.[1];
  const extra = name === 'DAYLIGHT' ? Number(/Daylight[^\n]{0,120}?Bias:\s*(-?\d{1,4})\s?min/i.exec(text)?.[1] ?? 0) : 0;
  const minutes = -(Number(bias) + extra);
  return Math.abs(minutes) < day ? { kind: 'offset', minutes: minutes === 0 ? 0 : minutes } : null;
}

/** `Get-TimeZone`: `Id : Tokyo Standard Time`, and its `BaseUtcOffset` where the id is not known. */
function fromGetTimeZone(text: string): TimeZone | null {
  const base = /^BaseUtcOffset\s+:\s+(-?)(\d{2}):(\d{2}):\d{2}\s*$/m.exec(text);
  if (!base) return null;
  return windowsZone(/^Id\s+:\s+(\S.{0,60}?)\s*$/m.exec(text)?.[1]) ?? offset(base[1]!, base[2]!, base[3]!);
}

/**
 * `systeminfo` in any language: `Time Zone: (UTC+09:00) Osaka, Sapporo, Tokyo`. The distance is the one of standard time; only the
 * places behind it tell when it is summer.
 */
function fromSystemInfo(text: string): TimeZone | null {
  const match = /^[^\n:：]{2,40}[:：]\s+\((?:UTC|GMT)(?:([+\u2212-])(\d{2}):(\d{2}))?\)[\t \u00A0]*([^\n]{0,120})/m.exec(text);
  if (!match) return null;
  const standard: TimeZone | null = match[1] === undefined ? { kind: 'offset', minutes: 0 } : offset(match[1], match[2]!, match[3]!);
  return standard?.kind === 'offset' ? (zoneOfName(match[4]!, standard.minutes) ?? standard) : standard;
}

/** `"(PDH-CSV 4.0) (Tokyo Standard Time)(-540)"`: the minutes that, added to the local time, give UTC, at the start of the log. */
function fromPerfLog(text: string): TimeZone | null {
  const match = /\(PDH-[CT]SV \d\.\d\) \(([^)]{0,64})\)\((-?\d{1,4})\)/.exec(text);
  if (!match || Math.abs(Number(match[2])) >= day) return null;
  return windowsZone(match[1]) ?? { kind: 'offset', minutes: Number(match[2]) === 0 ? 0 : -Number(match[2]) };
}

/**
 * The time zone of the host that a file of a bundle tells: a manifest, `Get-TimeZone`, `tzutil /g`, `w32tm /tz`,
 * `systeminfo`, or the heading of a performance log. Null when the text (its first 64 KiB) tells none.
 */
export function findZone(text: string): TimeZone | null {
  const head = text.slice(0, maxText).replaceAll('\r\n', '\n');
  const alone = head.trim();
  const byId = alone.length <= 64 && !alone.includes('\n') ? windowsZone(alone.replace(/_dstoff$/, '')) : null;
  return byId ?? fromGetTimeZone(head) ?? fromW32tm(head) ?? fromPerfLog(head) ?? fromManifest(head) ?? fromSystemInfo(head);
}
