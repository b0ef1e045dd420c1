import type { Text } from '../../i18n/text.ts';

/** `Microsoft-Windows-RemoteAccess` and `RemoteAccess` write the same events. */
function providerName(name: string): string {
  return name.toLowerCase().replace(/^microsoft-windows-/, '');
}

/**
 * Words for the numbers of events: a number means something only to its provider, so that those of `providers` are heard. Two of them
 * with one number leave it without words.
 */
export function eventWords(t: Text, providers: readonly string[]): (id: number) => string {
  const present = new Set(providers.map(providerName));
  const meanings = new Map<number, Set<string>>();
  for (const key of t.keysUnder('event.')) {
    const [, provider, id] = /^event\.(.+)\.(\d+)$/.exec(key) ?? [];
    if (provider === undefined || !present.has(providerName(provider))) continue;
    meanings.set(Number(id), (meanings.get(Number(id)) ?? new Set()).add(t(key)));
  }
  return (id) => {
    const [meaning, other] = meanings.get(id) ?? [];
    return meaning === undefined || other !== undefined ? String(id) : `${id} · ${meaning}`;
  };
}
