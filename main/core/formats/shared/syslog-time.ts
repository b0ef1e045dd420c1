const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Stands for the year that syslog does not write; a leap year, so that every date exists. */
const unknownYear = 2000;

/** Reads the syslog's own time; the year goes up when the months start again. */
export type SyslogClock = { year: number; month: number };

export function newSyslogClock(): SyslogClock {
  return { year: unknownYear, month: -1 };
}

export type SyslogFields = {
  readonly month: string;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Digits behind the point. */
  readonly fraction: string;
  readonly year?: string | undefined;
};

/** Milliseconds as if the device's clock showed UTC; null for a word that is no month. */
export function syslogMs(fields: SyslogFields, clock: SyslogClock): number | null {
  const month = months.indexOf(fields.month);
  if (month < 0) return null;
  if (clock.month === 11 && month === 0) clock.year += 1;
  clock.month = month;
  const year = fields.year === undefined ? clock.year : Number(fields.year);
  const milliseconds = Math.floor(Number(`0.${fields.fraction}`) * 1000);
  return Date.UTC(year, month, fields.day, fields.hour, fields.minute, fields.second, milliseconds);
}
