import { canonicalProvider, securityProvider } from './provider.ts';
import type { NamedValue } from './raw-event.ts';
import { securityLayoutWith } from './security-layouts.ts';

const numbered = /^param(\d{1,2})$/i;

/**
 * Values of an event in the order of the event, from fields that a forwarder sorted by name and of which it left out the empty ones:
 * `param2` is the second, those of a Security event follow its layout, others stay as they are.
 */
export function fieldsInOrder(provider: string, eventId: number, fields: ReadonlyMap<string, string>): readonly NamedValue[] {
  const layout = canonicalProvider(provider) === securityProvider ? securityLayoutWith(eventId, (name) => fields.has(name)) : null;
  if (layout !== null) return layout.map((name) => ({ name, value: fields.get(name) ?? '' }));
  const places = [...fields.keys()].map((name) => Number(numbered.exec(name)?.[1] ?? 0));
  if (places.length === 0 || places.includes(0)) return [...fields].map(([name, value]) => ({ name, value }));
  const at = new Map([...fields.values()].map((value, i) => [places[i], value]));
  return Array.from({ length: Math.max(...places) }, (_, i) => ({ name: '', value: at.get(i + 1) ?? '' }));
}
