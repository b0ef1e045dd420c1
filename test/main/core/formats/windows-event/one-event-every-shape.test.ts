import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/model/fact.ts';
import { encodeText, eventLocalMs, eventUtcMs, shapes, utf8Shapes } from '../../../../helpers/event-shapes.ts';
import { factsOfText } from '../../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../../helpers/knowledge.ts';
import { languages, shapedEvents } from '../../../../helpers/shaped-events.ts';

const encodings = {
  en: ['utf-8', 'utf-16le'],
  de: ['utf-8', 'utf-16le', 'windows-1252'],
  fr: ['utf-8', 'utf-16le', 'windows-1252'],
  ru: ['utf-8', 'utf-16le', 'windows-1251'],
  ja: ['utf-8', 'utf-16le', 'shift_jis'],
};

const expected: Readonly<Record<string, Partial<Fact> & { readonly kind: Fact['kind'] }>> = {
  'RemoteAccess 20111 with 809': {
    kind: 'dial-failures',
    provider: 'RemoteAccess',
    eventId: 20111,
    interfaceName: 'AzureGateway',
    code: 809,
    signal: 'no-answer',
    count: 1,
  },
  'RasClient 20227 with 13801': {
    kind: 'dial-failures',
    provider: 'RasClient',
    eventId: 20227,
    interfaceName: 'AzureGateway',
    code: 13801,
    signal: 'authentication',
    count: 1,
  },
  'Security 4653, timed out': {
    kind: 'ike-failures',
    eventId: 4653,
    phase: 'main',
    localAddress: '192.0.2.10',
    remoteAddress: '198.51.100.20',
    role: 'initiator',
    side: 'local',
    code: 13805,
    signal: 'no-answer',
    count: 1,
  },
  'Service Control Manager 7036, stopped': { kind: 'service-changes', service: 'RemoteAccess', change: 'stopped', count: 1 },
};

/** A time is the same instant, or the same clock time marked as of an unknown zone. */
function expectTime(fact: Fact): void {
  if (!('span' in fact)) throw new Error(`${fact.kind} has no time`);
  const { firstMs, utc } = fact.span;
  expect(Math.floor((firstMs ?? 0) / 1000) * 1000).toBe(utc ? eventUtcMs : eventLocalMs);
}

describe.each(languages)('one event of a server in %s yields one fact', (language) => {
  const rows = shapedEvents(language).flatMap((event) =>
    Object.entries(shapes).flatMap(([shape, print]) =>
      encodings[language]
        .filter((encoding) => encoding === 'utf-8' || !utf8Shapes.has(shape))
        .map((encoding) => ({ event, shape, encoding, text: print(event, language) })),
    ),
  );

  it.each(rows.map((row) => ({ ...row, title: `${row.event.name}: ${row.shape}, ${row.encoding}` })))(
    '$title',
    ({ event, encoding, text }) => {
      const bytes = encodeText(text.replaceAll('\n', '\r\n'), encoding);
      if (bytes === null) return;
      const read = factsOfText('events.txt', bytes, knowledge);
      expect(read.source).toMatchObject({ records: 1, rejected: 0 });
      const wanted = expected[event.name]!;
      const found = read.facts.filter((f) => f.kind === wanted.kind);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject(wanted);
      expectTime(found[0]!);
      const down = read.facts.filter((f) => f.kind === 'host-trouble').map((f) => f.kind === 'host-trouble' && f.signal);
      expect(down).toEqual(event.id === 7036 ? ['service-down'] : []);
    },
  );
});
