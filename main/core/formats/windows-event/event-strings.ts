import type { WindowsEventData } from '#shared/model/record-data.ts';
import { isDialFailure, layoutOf, type Role } from './event-layouts.ts';

/** What the strings of an event name; `code` only where a numeric string holds it. */
export type EventFields = Pick<WindowsEventData, 'interfaceName' | 'user' | 'correlationId' | 'code'>;

const guid = /^\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?$/;
const nil = '00000000-0000-0000-0000-000000000000';

/** RoutingDomainID comes first and is usually nil; a GUID of a RasClient event, or a second one, is the CoId. */
export function correlationOf(provider: string, eventId: number, guids: readonly string[]): string | null {
  const last = guids.at(-1);
  if (!last || last === nil) return null;
  const domainOnly = provider !== 'RasClient' && guids.length === 1 && isDialFailure(provider, eventId);
  return domainOnly ? null : last;
}

/** `CoId={GUID}` and `RoutingDomainID- {GUID}` stand in the string itself in some releases; `{NA}` where there is none. */
function guidOf(text: string): string | null {
  if (text === '{NA}') return nil;
  if (text.length < nil.length) return null;
  return guid.exec(text.replace(/^(?:CoId\s*=|RoutingDomainID\s*-)\s*/i, '').trim())?.[1]?.toUpperCase() ?? null;
}

/** Puts strings that were split at a comma inside a value together again, as the layout of the event allows. */
export function fitStrings(items: readonly string[], layout: readonly Role[]): readonly string[] {
  const lead = items.findIndex((item) => guidOf(item) === null);
  const first = lead < 0 ? items.length : lead;
  const extra = items.length - first - layout.length;
  if (layout.length === 0 || extra <= 0) return items;
  // A numeric code stands last and holds no comma; then the name before it took the commas, else the text at the end did.
  const at = layout.at(-1) === 'code' ? layout.length - 2 : layout.at(-1) === 'text' ? layout.length - 1 : -1;
  if (at < 0) return items;
  const from = first + at;
  return [...items.slice(0, from), items.slice(from, from + extra + 1).join(', '), ...items.slice(from + extra + 1)];
}

/** First of the events that Server 2008 and later write with a CoId; what they have none of comes as an empty string before the others. */
const firstWithCoId = 20249;

function isEmptyLead(text: string, provider: string, eventId: number): boolean {
  return text.trim() === '' && provider === 'RemoteAccess' && eventId >= firstWithCoId;
}

/** Of an event whose strings name nothing. */
export const nothing: EventFields = { interfaceName: null, user: null, correlationId: null, code: null };

/** Reads the strings of an event: GUIDs first, told by their shape, then what the layout of the event says. */
export function readStrings(provider: string, eventId: number, strings: readonly string[]): EventFields {
  const [first = ''] = strings;
  const mayLead = isEmptyLead(first, provider, eventId) || guidOf(first) !== null;
  return mayLead || layoutOf(provider, eventId).length > 0 ? readKnown(provider, eventId, strings) : nothing;
}

function readKnown(provider: string, eventId: number, strings: readonly string[]): EventFields {
  const guids: string[] = [];
  let lead = 0;
  for (const text of strings) {
    const found = guidOf(text);
    if (found !== null) guids.push(found);
    else if (!isEmptyLead(text, provider, eventId)) break;
    lead += 1;
  }
  const rest = strings.slice(lead);
  const layout = layoutOf(provider, eventId, rest.length);
  const field = (role: Role): string | null => {
    const at = layout.indexOf(role);
    return at < 0 ? null : rest[at]?.trim() || null;
  };
  const numeric = field('code') ?? field('text');
  const code = numeric !== null && /^\d{1,10}$/.test(numeric) ? Number(numeric) : null;
  return { interfaceName: field('interface'), user: field('user'), correlationId: correlationOf(provider, eventId, guids), code };
}
