import type { WindowsEventData } from '#shared/model/record-data.ts';
import { parseWindowsDate } from '../formats/shared/windows-date.ts';

/** Where the old and the new time stand among the strings: Kernel-General 1 (NewTime, OldTime), Security 4616 (PreviousTime, NewTime). */
const places: Readonly<Record<string, { readonly from: number; readonly to: number }>> = {
  'microsoft-windows-kernel-general 1': { from: 1, to: 0 },
  'microsoft-windows-security-auditing 4616': { from: 4, to: 5 },
};

/** Event logs write ISO 8601 with marks of direction in it; PowerShell writes its own forms of the same instant. */
function timeOf(text: string | undefined): number | null {
  const time = parseWindowsDate((text ?? '').replaceAll('\u200E', ''), 'mdy');
  return time === null ? null : (time.utcMs ?? time.localMs);
}

/** True for the events that tell of a change of the clock. */
export function isClockStep({ provider, eventId }: Pick<WindowsEventData, 'provider' | 'eventId'>): boolean {
  return places[`${provider.toLowerCase()} ${eventId}`] !== undefined;
}

/** By how many milliseconds the clock was put forward (negative: back); null when the event is no change of the clock. */
export function clockStep(event: WindowsEventData): number | null {
  if (event.eventId !== 1 && event.eventId !== 4616) return null;
  const place = places[`${event.provider.toLowerCase()} ${event.eventId}`];
  if (!place) return null;
  const [from, to] = [timeOf(event.strings[place.from]), timeOf(event.strings[place.to])];
  return from === null || to === null ? null : to - from;
}
