/** Days and years of log times, in milliseconds read as if UTC. NaN means that there is no such day. */
export type LineCalendar = {
  readonly day: (year: number, month: number, date: number) => number;
  /** For times that name no year: the latest year whose time is not after now (plus a day for clocks that run ahead). */
  readonly yearless: (month: number, date: number, clockMs: number) => number;
};

const dayMs = 86_400_000;
/** 29 February comes again after at most eight years. */
const yearsBack = 9;

export function createLineCalendar(nowMs: number): LineCalendar {
  const latest = nowMs + dayMs;
  const latestYear = new Date(latest).getUTCFullYear();
  let cachedKey = -1;
  let cachedDay = 0;

  /** The lines of a file mostly share their day, so the last one is kept. */
  function day(year: number, month: number, date: number): number {
    const key = (year * 16 + month) * 32 + date;
    if (key === cachedKey) return cachedDay;
    if (year < 1970 || year > 2199 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return Number.NaN;
    cachedKey = key;
    cachedDay = Date.UTC(year, month - 1, date);
    return cachedDay;
  }

  return {
    day,
    yearless: (month, date, clockMs) => {
      for (let year = latestYear; year > latestYear - yearsBack; year -= 1) {
        const ms = day(year, month, date) + clockMs;
        if (ms <= latest) return ms;
      }
      return Number.NaN;
    },
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
