import type { Extractor } from '../../main/core/extract/extractor.ts';
import type { Format, NewRecord } from '../../main/core/formats/format.ts';
import type { RecordTime } from '../../shared/model/record.ts';

/**
 * A format small enough to write by hand, for tests of what stands around formats:
 * `#simple` in the first line, then `<milliseconds>[Z] <level> <event id> <text>` a line; `bad …` is rejected, `throw` throws.
 */
export const simpleFormat: Format = {
  id: 'simple',
  detect: (sample) => (sample.text?.startsWith('#simple') ? 1 : 0),
  *parse({ lines }) {
    for (const { number, offset, text } of lines()) {
      if (text.startsWith('#') || text === '') continue;
      if (text === 'throw') throw new Error('the parser fails here');
      const match = /^(\d+)(Z?) (\w+) (\d+) (.*)$/.exec(text);
      if (match) yield { type: 'record', record: recordOf(match, { line: number, endLine: number, offset }, text) };
      else yield { type: 'rejected', line: number, reason: { key: 'test.bad-line', params: {} }, excerpt: text };
    }
  },
};

function recordOf(match: RegExpExecArray, place: NewRecord['place'], text: string): NewRecord {
  const [, ms, zone, level, id] = match;
  const localMs = Number(ms);
  const time: RecordTime =
    zone === 'Z'
      ? { utcMs: localMs, localMs, offsetMinutes: 0, zone: 'utc', text: String(ms) }
      : { utcMs: null, localMs, offsetMinutes: null, zone: 'unknown', text: String(ms) };
  return {
    place,
    time,
    level: level === 'error' || level === 'warning' || level === 'information' ? level : null,
    what: { key: 'event.RasClient.20227', params: { code: 809 } },
    who: 'AzureGateway',
    data: {
      kind: 'windows-event', provider: Number(id) % 2 === 0 ? 'RemoteAccess' : 'RasClient', eventId: Number(id), log: null, computer: null,
      strings: ['a', 'b'], dataBytes: [41, 3, 0, 0], code: 809, interfaceName: 'AzureGateway', user: null, correlationId: null,
    }, // prettier-ignore
    text,
  };
}

/** Counts events: one fact a source, citing the first. */
export const countingExtractor: Extractor = {
  id: 'counting',
  kinds: ['windows-event'],
  start: ({ cite }) => {
    let count = 0;
    let first: ReturnType<typeof cite> | null = null;
    const span = { firstMs: null, lastMs: null, firstText: '', lastText: '', utc: true };
    return {
      add: (record) => {
        count += 1;
        first ??= cite(record);
      },
      finish: () => (first ? [{ kind: 'event-log-seen', provider: 'RasClient', events: count, span, citations: [first] }] : []),
    };
  },
};
