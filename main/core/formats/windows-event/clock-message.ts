import type { RecordTime } from '#shared/model/record.ts';

const instant = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z/g;
/** Zones differ by whole quarters of an hour, so that this much of a local time is that of UTC. */
const quarterMs = 15 * 60_000;
/** The event is written as soon as the clock has its new time; exports show whole seconds. */
const nearMs = 3000;
/** English says the new time first; Japanese has its word for `from` behind the old one. */
const newFirst = /\bto\b[^Z]{0,20}$/i;
const oldFirst = /^[^0-9]{0,20}から/;

function isNow(text: string, now: number): boolean {
  const off = Math.abs(Date.parse(text) - now) % quarterMs;
  return Math.min(off, quarterMs - off) <= nearMs;
}

/**
 * The values of Kernel-General 1, new time and old time, out of its rendered message. Which of its two instants is the new one tells the
 * time of the event in every language, and the sentence where the clock was put by whole quarters. None when neither tells.
 */
export function clockMessageValues(message: string, time: RecordTime | null): readonly string[] {
  const text = message.slice(0, 2000).replaceAll('\u200E', '');
  const [first, second] = [...text.matchAll(instant)];
  if (!first || !second) return [];
  const between = text.slice(first.index + first[0].length, second.index);
  const now = time === null ? null : (time.utcMs ?? time.localMs);
  const [isFirst, isSecond] = [first, second].map((match) => now !== null && isNow(match[0], now));
  if (isFirst !== isSecond) return isFirst === true ? [first[0], second[0]] : [second[0], first[0]];
  if (oldFirst.test(between)) return [second[0], first[0]];
  return newFirst.test(text.slice(0, first.index)) ? [first[0], second[0]] : [];
}
