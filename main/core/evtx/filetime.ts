/** Seconds from 1601-01-01, where FILETIME counts from, to 1970-01-01. */
const epochSeconds = 11_644_473_600;
const ticksPerSecond = 10_000_000;

/** A FILETIME (100 ns steps since 1601, UTC) split so that no digit is lost; `seconds` counts from 1970. */
export type FileTime = { readonly seconds: number; readonly ticks: number };

/** Long division in steps of 16 bits: the whole number does not fit a double. */
export function splitFileTime(low: number, high: number): FileTime {
  const first = Math.floor(high / ticksPerSecond);
  const middle = (high % ticksPerSecond) * 65_536 + (low >>> 16);
  const second = Math.floor(middle / ticksPerSecond);
  const last = (middle % ticksPerSecond) * 65_536 + (low & 0xffff);
  const third = Math.floor(last / ticksPerSecond);
  return { seconds: first * 4_294_967_296 + second * 65_536 + third - epochSeconds, ticks: last % ticksPerSecond };
}

/** Milliseconds since 1970, with fractions cut. */
export function fileTimeMs(low: number, high: number): number {
  const { seconds, ticks } = splitFileTime(low, high);
  return seconds * 1000 + Math.floor(ticks / 10_000);
}

/** `2017-07-12T17:16:28.214161600Z` as the event viewer's XML has it; remembers the last day and minute, as logs run in time. */
export function fileTimeWriter(): (low: number, high: number) => string {
  let minute = Number.NaN;
  let prefix = '';
  return (low, high) => {
    const { seconds, ticks } = splitFileTime(low, high);
    const nowMinute = Math.floor(seconds / 60);
    if (nowMinute !== minute) {
      const date = new Date(nowMinute * 60_000);
      // FILETIME goes on to the year 60056, with the sign and six digits that ISO 8601 asks for.
      prefix = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, -7);
      minute = nowMinute;
    }
    const second = seconds - nowMinute * 60;
    return `${prefix}${second < 10 ? '0' : ''}${second}.${String(ticksPerSecond + ticks).slice(1)}00Z`;
  };
}
