import type { Fact, ServiceChanges, SystemEvents } from '#shared/model/fact.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';
import { serviceEvent } from '../formats/windows-event/event-values.ts';
import { serviceProvider } from '../formats/windows-event/provider.ts';
import { tunnelServices } from '../formats/windows-event/services.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { clockStep, isClockStep } from './clock-step.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';

type What = SystemEvents['what'];

/**
 * Events of Windows itself that explain a change of the tunnel. Sources: Microsoft, "Windows Server restart and shutdown
 * events" and "Event ID 41"; the System log of the driver families of Intel (27, 32) and of TCP/IP (4201, 4202).
 */
const meanings: Readonly<Record<string, Readonly<Record<number, What>>>> = {
  eventlog: { 6005: 'started', 6006: 'shut-down', 6008: 'unexpected-shutdown' },
  user32: { 1074: 'shut-down' },
  'microsoft-windows-kernel-power': { 41: 'unexpected-shutdown' },
  'microsoft-windows-windowsupdateclient': { 19: 'update' },
  tcpip: { 4201: 'network-up', 4202: 'network-down' },
  e1iexpress: { 27: 'network-down', 32: 'network-up' },
  e1dexpress: { 27: 'network-down', 32: 'network-up' },
  e1rexpress: { 27: 'network-down', 32: 'network-up' },
  e1cexpress: { 27: 'network-down', 32: 'network-up' },
};

/** Steps that an ordinary time synchronisation makes say nothing. */
const leastClockStepMs = 30_000;
const maxGroups = 200;

type Group = { readonly fold: Fold; readonly toFact: (fold: Fold) => Fact; step: number };

const tunnelService: ReadonlyMap<string, string> = new Map(tunnelServices.map((service) => [service.toLowerCase(), service]));

function changeOf(event: WindowsEventData): Pick<ServiceChanges, 'service' | 'change'> | null {
  const found = serviceEvent(event);
  if (found === null || found.change === 'pending' || found.change === 'paused') return null;
  const service = tunnelService.get(found.service.toLowerCase());
  return service === undefined ? null : { service, change: found.change };
}

function collector(context: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const groups = new Map<string, Group>();
  const into = (key: string, record: PlacedRecord, toFact: Group['toFact'], step = 0): void => {
    let group = groups.get(key);
    if (group === undefined) {
      if (groups.size >= maxGroups) return;
      group = { fold: fold(), toFact, step: 0 };
      groups.set(key, group);
    }
    if (Math.abs(step) > Math.abs(group.step)) group.step = step;
    group.fold.add(record);
  };
  const rest = (f: Fold) => ({ count: f.count(), span: f.span(), citations: f.citations(context.cite) });

  const addSystem = (event: WindowsEventData, record: PlacedRecord): void => {
    const { provider, eventId } = event;
    const step = clockStep(event);
    const what = step === null ? meanings[provider.toLowerCase()]?.[eventId] : 'clock-changed';
    if (what === undefined || (step !== null && Math.abs(step) < leastClockStepMs)) return;
    const key = `system ${provider} ${eventId}`;
    const toFact = (f: Fold): Fact => {
      const clock = what === 'clock-changed' ? { clockStepMs: groups.get(key)?.step ?? 0 } : {};
      return { kind: 'system-events', what, provider, eventId, ...clock, ...rest(f) };
    };
    into(key, record, toFact, step ?? 0);
  };

  const add = (record: PlacedRecord): void => {
    const event = record.data;
    if (event.kind !== 'windows-event') return;
    const change = changeOf(event);
    if (change === null) addSystem(event, record);
    else into(`service ${change.service} ${change.change}`, record, (f) => ({ kind: 'service-changes', ...change, ...rest(f) }));
  };
  return { add, finish: () => [...groups.values()].map((group) => group.toFact(group.fold)) };
}

/** Starts, stops, restarts, lost networks, updates and clock steps of the Windows host. */
export const extractor: Extractor = {
  id: 'windows-system',
  kinds: ['windows-event'],
  concerns: (event) =>
    event.provider === serviceProvider || isClockStep(event) || meanings[event.provider.toLowerCase()]?.[event.eventId] !== undefined,
  start: collector,
};
