import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readEvents } from '#core/evtx/reader.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';
import { bytesOf } from '../../../helpers/evtx/bytes.ts';

const Snapshot = z.object({ Event: z.object({ System: z.record(z.string(), z.unknown()), EventData: z.record(z.string(), z.unknown()) }) });

/** What the tests of omerbenamram/evtx, another reader, hold for these samples. */
function snapshot(name: string) {
  const text = readFileSync(join(corpusDir, `evtx-expected/omerbenamram/test_record_samples__event_json_${name}.snap`), 'utf8');
  return Snapshot.parse(JSON.parse(text.slice(text.indexOf('\n{'))));
}

function eventsOf(file: string) {
  return [...readEvents(bytesOf(readFileSync(join(corpusDir, 'evtx', file))))].flatMap((batch) => batch.items);
}

describe.skipIf(!hasCorpus)(`records as another reader has them${corpusNote}`, () => {
  it('pointers are hexadecimal', () => {
    const { System, EventData } = snapshot('with_size_t').Event;
    const event = eventsOf('Security_with_size_t.evtx').find((e) => e.recordId === System['EventRecordID']);
    expect(Object.fromEntries(event?.data.map((d) => [d.name, d.value]) ?? [])).toEqual(EventData);
    expect(event).toMatchObject({ eventId: System['EventID'], computer: System['Computer'], channel: System['Channel'] });
  });

  it('empty values among unnamed ones keep their places, in an event forwarded by another computer', () => {
    const { System, EventData } = snapshot('multiple_empty_data_nodes_not_ignored').Event;
    const [event] = eventsOf('MSExchange_Management_wec.evtx');
    expect({ Data: { '#text': event?.data.map((d) => d.value) } }).toMatchObject({ Data: EventData['Data'] });
    expect(event).toMatchObject({ provider: 'MSExchange CmdletLogs', computer: System['Computer'] });
    expect(String(event?.recordId)).toBe(System['EventRecordID']);
  });
});
