/** A calendar that some cultures of Windows use: days since 1970 of its first day, about, and the length of its years and months. */
type Calendar = { readonly id: string; readonly epochDay: number; readonly yearDays: number; readonly monthDays: number };

const persian: Calendar = { id: 'persian', epochDay: -492_268, yearDays: 365.2422, monthDays: 30.44 };
const ummAlQura: Calendar = { id: 'islamic-umalqura', epochDay: -492_148, yearDays: 354.3671, monthDays: 29.5306 };
const dayMs = 86_400_000;
/** How far the estimate of a day may be off. */
const nearDays = 5;

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsAt(ms: number, { id }: Calendar): string {
  const formatter =
    formatters.get(id) ??
    new Intl.DateTimeFormat(`en-u-ca-${id}-nu-latn`, { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' });
  formatters.set(id, formatter);
  const parts = new Map(formatter.formatToParts(ms).map((part) => [part.type, part.value]));
  return `${Number.parseInt(parts.get('year') ?? '', 10)}-${parts.get('month')}-${parts.get('day')}`;
}

function inCalendar(year: number, month: number, day: number, calendar: Calendar): number | null {
  const { epochDay, yearDays, monthDays } = calendar;
  const guess = Math.round(epochDay + (year - 1) * yearDays + (month - 1) * monthDays + day - 1);
  for (let off = -nearDays; off <= nearDays; off += 1) {
    const ms = (guess + off) * dayMs;
    if (partsAt(ms, calendar) === `${year}-${month}-${day}`) return ms;
  }
  return null;
}

/**
 * The start of a day as if UTC, in milliseconds; null for a day that no calendar has. Years tell the calendar: of Thailand 543 more than
 * ours, of Iran and Afghanistan (Persian) and of Saudi Arabia (Umm al-Qura) some hundreds fewer.
 */
export function calendarDay(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  if (year >= 1300 && year < 1430) return inCalendar(year, month, day, persian);
  if (year >= 1430 && year < 1600) return inCalendar(year, month, day, ummAlQura);
  const ms = Date.UTC(year > 2400 ? year - 543 : year, month - 1, day);
  return new Date(ms).getUTCDate() === day ? ms : null;
}
