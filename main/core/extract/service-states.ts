import type { WindowsEventData } from '#shared/model/record-data.ts';
import { serviceEvent } from '../formats/windows-event/event-values.ts';
import type { PlacedRecord } from './extractor.ts';

type Last = { readonly ms: number; readonly running: boolean };

const maxServices = 2000;

/** Follows services through a log, which may run either way in time, to tell a stop from a restart. */
export function serviceStates() {
  const last = new Map<string, Last>();
  const add = (event: WindowsEventData, record: PlacedRecord): void => {
    const found = serviceEvent(event);
    if (found === null || record.time === null || found.change === 'start-type' || found.change === 'pending') return;
    const key = found.service.toLowerCase();
    const ms = record.time.utcMs ?? record.time.localMs;
    const known = last.get(key);
    const running = found.change === 'running';
    // A stop and a start in the same second are a restart, whichever line stands first.
    if (known === undefined ? last.size < maxServices : ms > known.ms || (ms === known.ms && running)) last.set(key, { ms, running });
  };
  /** True when the event is about a service that the log later shows running. */
  const runsAgain = (event: WindowsEventData): boolean => {
    const found = serviceEvent(event);
    return found !== null && last.get(found.service.toLowerCase())?.running === true;
  };
  return { add, runsAgain };
}
