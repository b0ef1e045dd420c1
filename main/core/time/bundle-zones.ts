import type { NewRecord } from '../formats/format.ts';
import { offsetOfLocal } from './apply-zone.ts';
import type { TimeZone } from './apply-zone.ts';
import { findZone } from './zone-evidence.ts';

/** A file of a bundle that tells a time zone, and the host that it speaks of where it names one. */
export type ZoneEvidence = { readonly path: string; readonly zone: TimeZone; readonly host: string | null };

export type BundleZones = {
  /** Looks at a text of the bundle; one that tells no zone, or a zone that is not known here, changes nothing. */
  readonly add: (path: string, text: string) => void;
  /**
   * The evidence for the zone of a record whose computer is `computer` (null when it is not known): what tells of that host, else
   * what the whole bundle agrees on. Null when there is none, or when two zones are told and nothing decides between them.
   */
  readonly of: (computer: string | null) => ZoneEvidence | null;
};

const hostPatterns = [
  // systeminfo: `Host Name:  HQ-RRAS01`, in the languages whose label is known.
  /^(?:Host ?name|ホスト名|Nom de l.h[ôo]te|Nombre de host|Имя узла)\s*[:：]\s+(\S{1,64})\s*$/im,
  /"(?:computer|host|machine)_?(?:name)?"\s*:\s*"([^"\s]{1,64})"/i,
  /"\\\\([^\\"\s]{1,64})\\/,
];

/** `HQ-RRAS01.contoso.com` and `hq-rras01` are the same host. */
function shortName(host: string): string {
  return host.toLowerCase().split('.')[0] ?? '';
}

function hostIn(text: string): string | null {
  const head = text.slice(0, 64 * 1024).replaceAll('\r\n', '\n');
  for (const pattern of hostPatterns) {
    const host = pattern.exec(head)?.[1];
    if (host !== undefined) return shortName(host);
  }
  return null;
}

/** A file speaks of the host that it names or, when it names none, of the one in whose folder it lies. */
function speaksOf({ path, host }: ZoneEvidence, computer: string): boolean {
  if (host !== null) return host === computer;
  return path
    .split('/')
    .slice(0, -1)
    .some((folder) => shortName(folder) === computer);
}

const [january, july] = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

/** True when the fixed distance is one that the zone has in winter or in summer: the two do not contradict each other. */
function covers(zone: TimeZone, fixed: TimeZone): boolean {
  if (zone.kind !== 'iana' || fixed.kind !== 'offset') return false;
  return [january, july].some((ms) => offsetOfLocal(ms, zone) === fixed.minutes);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** `Asia/Tokyo` or `+09:00`. */
export function zoneName(zone: TimeZone): string {
  if (zone.kind === 'iana') return zone.name;
  const minutes = Math.abs(zone.minutes);
  return `${zone.minutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The one zone that all evidence agrees on; a zone with its daylight saving time stands for its fixed distances too. */
function agreed(evidence: readonly ZoneEvidence[]): ZoneEvidence | null {
  const exact = evidence.find((e) => e.zone.kind === 'iana') ?? evidence[0];
  if (!exact) return null;
  const name = zoneName(exact.zone);
  return evidence.every((e) => zoneName(e.zone) === name || covers(exact.zone, e.zone)) ? exact : null;
}

/** Gathers what the files of one bundle tell about time zones. */
export function createBundleZones(): BundleZones {
  const evidence: ZoneEvidence[] = [];
  const decided = new Map<string | null, ZoneEvidence | null>();

  function decide(computer: string | null): ZoneEvidence | null {
    const own = computer === null ? [] : evidence.filter((e) => speaksOf(e, computer));
    return agreed(own.length > 0 ? own : evidence);
  }

  return {
    add: (path, text) => {
      const zone = findZone(text);
      if (zone === null || offsetOfLocal(january, zone) === null) return;
      evidence.push({ path, zone, host: hostIn(text) });
      decided.clear();
    },
    of: (computer) => {
      const host = computer === null || computer === '' ? null : shortName(computer);
      const known = decided.get(host);
      if (known !== undefined) return known;
      const found = decide(host);
      // A hostile log could name a new computer in every event.
      if (decided.size < 1000) decided.set(host, found);
      return found;
    },
  };
}

/** The computer that a record says it was written on; null when it does not say. */
export function computerOf({ data }: NewRecord): string | null {
  if (data.kind === 'windows-event') return data.computer;
  return data.kind === 'perf-sample' ? data.host : null;
}
