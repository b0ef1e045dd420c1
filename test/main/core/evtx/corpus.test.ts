import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readEvents, readXml } from '#core/evtx/reader.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';
import { bytesOf } from '../../../helpers/evtx/bytes.ts';
import {
  elementsOf, evtxexportNote, evtxexportXml, hasEvtxexport, knownDifferences, normalised, recordIdOf, splitEvents,
} from '../../../helpers/evtx/evtxexport.ts'; // prettier-ignore

const folder = join(corpusDir, 'evtx');
const files = hasCorpus ? readdirSync(folder).filter((f) => f.endsWith('.evtx')) : [];

function ourXml(file: Buffer): string[] {
  return Array.from(readXml(bytesOf(file)), (batch) => splitEvents(batch.xml.toString())).flat();
}

function ourEvents(file: Buffer) {
  return [...readEvents(bytesOf(file))].flatMap((batch) => batch.items);
}

/** Names of the known differences between two events; elements that differ in no known way come out as they are. */
function differences(theirs: string, ours: string): string[] {
  const [a, b] = [elementsOf(normalised(theirs)), elementsOf(normalised(ours))];
  if (a.length !== b.length) return [`${theirs}\n!==\n${ours}`];
  return a.flatMap((line, i) => {
    const other = b[i] ?? '';
    if (line === other) return [];
    const known = Object.entries(knownDifferences).find(([, isKnown]) => isKnown(line, other));
    return [known?.[0] ?? `${line} !== ${other}`];
  });
}

/** Which known differences occur in which file; in all others every byte is the same. */
const expectedDifferences: Readonly<Record<string, readonly string[]>> = {
  'Application_no_crc32.evtx': ['blank'],
  'Security_with_size_t.evtx': ['pointer'],
  'dns_log_malformed.evtx': ['control'],
  'issue_39.evtx': ['negative'],
};

describe.skipIf(!hasCorpus || !hasEvtxexport)(`the XML of every record that evtxexport reads${corpusNote}${evtxexportNote}`, () => {
  it.each(files)('%s', (name) => {
    const theirs = evtxexportXml(join(folder, name));
    const ours = new Map(ourXml(readFileSync(join(folder, name))).map((event) => [recordIdOf(event), event]));
    expect(ours.size).toBeGreaterThanOrEqual(theirs.length);
    const found = new Set(theirs.flatMap((event) => differences(event, ours.get(recordIdOf(event)) ?? '')));
    expect([...found].toSorted()).toEqual(expectedDifferences[name] ?? []);
  });
});

describe.skipIf(!hasCorpus)(`records of the corpus${corpusNote}`, () => {
  it.each([
    ['2-vss_7-System.evtx', 1160],
    ['Application_no_crc32.evtx', 17],
    ['MSExchange_Management_wec.evtx', 1],
    ['Security_short_selected.evtx', 7],
    ['Security_with_size_t.evtx', 636],
    ['dns_log_malformed.evtx', 5],
    ['issue_201.evtx', 1],
    ['issue_38.evtx', 1],
    ['issue_39.evtx', 394],
    ['post-Security.evtx', 126],
    ['sample-with-zero-data-size-event.evtx', 450],
    ['sample_with_a_bad_chunk_magic.evtx', 383],
    ['system_win10_1881rec.evtx', 1881],
    ['system_win7_1601rec.evtx', 1601],
  ])('%s has %i', (name, count) => {
    const file = readFileSync(join(folder, name));
    expect(ourEvents(file)).toHaveLength(count);
    expect(ourXml(file)).toHaveLength(count);
  });

  it.each(files)('%s: fields say the same as the XML', (name) => {
    const file = readFileSync(join(folder, name));
    const xml = ourXml(file);
    ourEvents(file).forEach((event, i) => {
      const text = xml[i] ?? '';
      const one = (pattern: RegExp) => unescaped(pattern.exec(text)?.[1] ?? '');
      expect({
        provider: event.provider, eventId: String(event.eventId), recordId: String(event.recordId), channel: event.channel, computer: event.computer, time: event.timeText,
      }).toEqual({
        provider: one(/<Provider [^>]*?\bName="([^"]*)"/), eventId: one(/<EventID[^>]*>(\d*)</), recordId: one(/<EventRecordID>(\d*)</),
        channel: one(/<Channel>([^<]*)</), computer: one(/<Computer>([^<]*)</), time: one(/SystemTime="([^"]*)"/),
      }); // prettier-ignore
      if (text.includes('<EventData>')) expect(event.data.map(asXml)).toEqual(dataOf(text));
    });
  });

  // A circular log begins anywhere in its file; evtxexport sorts its chunks, the reader keeps the order of the file.
  it.each(['system_win10_1881rec.evtx', 'system_win7_1601rec.evtx'])('%s: the export that came with the corpus', (name) => {
    const theirs = splitEvents(gunzipSync(readFileSync(join(corpusDir, 'evtx-expected', `${name}.libevtx.xml.gz`))).toString());
    const ours = ourXml(readFileSync(join(folder, name)));
    expect(ours.map(normalised).toSorted(byRecordId)).toEqual(theirs.map(normalised));
  });
});

function byRecordId(a: string, b: string): number {
  return recordIdOf(a) - recordIdOf(b);
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** XML holds no controls and no halves of pairs. */
function asXml({ name, value }: { readonly name: string; readonly value: string }) {
  return { name, value: value.toWellFormed().replaceAll(/(?![\t\n\r\x7f-\x9f])\p{Cc}/gu, '\ufffd') };
}

/** The `Data` elements of an event's XML, read with other means than the reader's. */
function dataOf(xml: string): { name: string; value: string }[] {
  const body = /<EventData[^>]*>([^]*)<\/EventData>/.exec(xml)?.[1] ?? '';
  return [...body.matchAll(/<(Data|ComplexData)(?: Name="([^"]*)")?[^>]*?(?:\/>|>([^<]*)<\/\1>)/g)].map((m) => ({
    name: unescaped(m[2] ?? ''),
    value: unescaped(m[3] ?? ''),
  }));
}
