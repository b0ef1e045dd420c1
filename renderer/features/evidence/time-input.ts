/** Reads the value of a `datetime-local` field as if it were UTC; null when it is empty or no time. */
function fieldMs(value: string): number | null {
  const ms = Date.parse(`${value}Z`);
  return Number.isNaN(ms) ? null : ms;
}

/** An instant as a `datetime-local` field shows it; `offsetAt` gives the minutes east of UTC of the reader's zone at an instant. */
export function toField(ms: number | null, offsetAt: (ms: number) => number): string {
  if (ms === null) return '';
  return new Date(ms + offsetAt(ms) * 60_000).toISOString().slice(0, 19);
}

/** The instant that a field names. The offset is looked up twice, because near a change of clocks the first guess may be an hour off. */
export function fromField(value: string, offsetAt: (ms: number) => number): number | null {
  const shown = fieldMs(value);
  if (shown === null) return null;
  const guess = shown - offsetAt(shown) * 60_000;
  return shown - offsetAt(guess) * 60_000;
}
