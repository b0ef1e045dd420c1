import { useTimeDisplay } from '../../app/context.tsx';
import { clockOffset, timeParts, type TimePrecision } from '../../ui/time-text.ts';

/** Milliseconds are written only when there are some: most logs have whole seconds. */
export function precisionOf(ms: number): TimePrecision {
  return ms % 1000 === 0 ? 'second' : 'millisecond';
}

/** Writes instants of the list's time line in the reader's zone, to the second. */
export function useTimeText(): (ms: number) => string {
  const display = useTimeDisplay();
  return (ms) => {
    const parts = timeParts({ ms, zone: 'known' }, { display, to: 'second', localOffset: clockOffset });
    return `${parts.date} ${parts.time}`;
  };
}
