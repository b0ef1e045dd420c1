import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Format } from '#core/formats/format.ts';
import { format as clixml } from '#core/formats/windows-event-clixml/format.ts';
import { samples as clixmlSamples } from '#core/formats/windows-event-clixml/samples.ts';
import { format as csv } from '#core/formats/windows-event-csv/format.ts';
import { samples as csvSamples } from '#core/formats/windows-event-csv/samples.ts';
import { format as forwarded } from '#core/formats/windows-event-forwarded/format.ts';
import { samples as forwardedSamples } from '#core/formats/windows-event-forwarded/samples.ts';
import { format as html } from '#core/formats/windows-event-html/format.ts';
import { samples as htmlSamples } from '#core/formats/windows-event-html/samples.ts';
import { format as json } from '#core/formats/windows-event-json/format.ts';
import { samples as jsonSamples } from '#core/formats/windows-event-json/samples.ts';
import { format as workspace } from '#core/formats/windows-event-log-analytics/format.ts';
import { samples as workspaceSamples } from '#core/formats/windows-event-log-analytics/samples.ts';
import { format as table } from '#core/formats/windows-event-table/format.ts';
import { samples as tableSamples } from '#core/formats/windows-event-table/samples.ts';
import { format as text } from '#core/formats/windows-event-text/format.ts';
import { samples as textSamples } from '#core/formats/windows-event-text/samples.ts';
import { format as xml } from '#core/formats/windows-event-xml/format.ts';
import { samples as xmlSamples } from '#core/formats/windows-event-xml/samples.ts';
import { format as evt } from '#core/formats/windows-evt-classic/format.ts';
import { samples as evtSamples } from '#core/formats/windows-evt-classic/samples.ts';
import { shapes } from '../../../../helpers/event-shapes.ts';
import { languages, shapedEvents } from '../../../../helpers/shaped-events.ts';
import { readBytes } from '../parse-text.ts';
import { hangMs } from '../../../../helpers/hang.ts';

const formats: readonly Format[] = [xml, csv, json, clixml, text, table, evt, forwarded, html, workspace];
const eventSamples = [clixmlSamples, csvSamples, jsonSamples, tableSamples, textSamples, xmlSamples, evtSamples];
const samples = [...eventSamples, forwardedSamples, htmlSamples, workspaceSamples].flat();
const printed = languages.flatMap((language) =>
  shapedEvents(language).flatMap((event) => Object.values(shapes).map((print) => print(event, language))),
);
const texts = [...printed, ...samples.map((s) => s.text)];
const lines = [...new Set(texts.flatMap((t) => t.split('\n')))];
/** Pieces that parsers stumble over. */
const hostile = [
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '&#0;',
  '&#x110000;',
  '<Event',
  '</Event>',
  '<Obj>',
  '<table>',
  '<tr>',
  '</tr>',
  '<td>',
  '\x1b[32;1m',
  '\b',
  '"',
  '""',
  '{',
  '}',
  '[',
  '\\',
  '\0',
  '\uFEFF',
  '\u202E',
  'Event[0]:',
  '-- --',
  '...',
];

/** What every parser owes whatever the bytes: places in the file, texts of as many lines as the place says, short excerpts. */
function readAll(bytes: Uint8Array): void {
  const count = Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n|\r|\n/).length;
  for (const format of formats) {
    const read = readBytes(format, bytes);
    expect(read.score).toBeGreaterThanOrEqual(0);
    expect(read.score).toBeLessThanOrEqual(1);
    for (const { place, time, text: original } of read.records) {
      expect(place.line).toBeGreaterThan(0);
      expect(place.endLine).toBeLessThanOrEqual(count + 1);
      expect(place.offset).toBeLessThanOrEqual(bytes.length);
      expect(original.split('\n').length, format.id).toBe(place.endLine - place.line + 1);
      if (time) expect(Number.isFinite(time.localMs)).toBe(true);
    }
    for (const rejection of read.rejected) expect(rejection.excerpt.length).toBeLessThanOrEqual(200);
  }
}

describe('whatever the bytes, the readers of event exports neither throw nor hang', () => {
  it('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1500 }), (bytes) => readAll(bytes)),
      { numRuns: 80 },
    );
  });

  it('lines of all shapes and hostile pieces in any order', () => {
    const piece = fc.oneof(fc.constantFrom(...lines), fc.constantFrom(...hostile), fc.string({ maxLength: 30 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), fc.constantFrom('\n', '\r\n', ''), (chosen, gap) =>
        readAll(Buffer.from(chosen.join(gap))),
      ),
      { numRuns: 150 },
    );
  });

  it('shapes cut anywhere, with a piece overwritten', () => {
    const cut = fc.record({
      text: fc.constantFrom(...texts),
      from: fc.nat(),
      to: fc.nat(),
      at: fc.nat(),
      piece: fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 12 })),
    });
    fc.assert(
      fc.property(cut, ({ text: whole, from, to, at, piece }) => {
        const start = from % 3 === 0 ? from % whole.length : 0;
        const part = whole.slice(start, start + (to % 2 === 0 ? whole.length : to % whole.length));
        const position = part.length === 0 ? 0 : at % part.length;
        readAll(Buffer.from(part.slice(0, position) + piece + part.slice(position + piece.length)));
      }),
      { numRuns: 250 },
    );
  });

  it.each<[string, string]>([
    ['an event without an end', `<Event xmlns="a"><System>${'<a>'.repeat(100_000)}`],
    ['elements deeper than any event', `<Event>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</Event>`.repeat(5)],
    ['events within events', `${'<Event>'.repeat(50_000)}${'</Event>'.repeat(50_000)}`],
    ['opening brackets', '<'.repeat(500_000)],
    ['an attribute without an end', `<Event a="${'b'.repeat(500_000)}`],
    ['quotes without partner', `<Event><System a="'"'"'${'"'.repeat(200_001)}></Event>`],
    ['comments that never end', `<Event>${'<!-- '.repeat(80_000)}`],
    ['sections that never end', `<Event><![CDATA[${']] >'.repeat(100_000)}`],
    ['references without end', `<Event><System>${'&#x'.repeat(150_000)}</System></Event>`],
    ['a million attributes', `<Event><System ${'a="b" '.repeat(100_000)}/></Event>`],
    ['many small events on one line', '<Event><System/></Event>'.repeat(20_000)],
    [
      'a quoted cell without an end',
      `Level,Date and Time,Source,Event ID,Task Category\nError,3/18/2024 1:29:21 PM,a,1,b,"${'x\n'.repeat(100_000)}`,
    ],
    ['a heading of 100,000 columns', `"Id","TimeCreated","ProviderName"${',"a"'.repeat(100_000)}\n${'"1",'.repeat(100_000)}`],
    ['labels without end', `Event[0]:\n${'  Log Name: a\n'.repeat(60_000)}`],
    ['cells without end', `<table><tr><th>TimeCreated</th><th>Id</th></tr><tr>${'<td>'.repeat(200_000)}</tr>`],
    ['rows without end', `<table>EventID ${'<tr><td>a'.repeat(80_000)}`],
    ['rows on one line', `<table>EventID ${'<tr><td>TimeCreated:</td><td>a</td></tr>'.repeat(20_000)}`],
    ['objects behind heads', `${'a'.repeat(200)}{"EventID":1,"SourceName":"a","EventTime":"b"}\n`.repeat(4000)],
    ['columns of a workspace', `EventID,EventData${',a'.repeat(9000)}\n${'1,<a>,'.repeat(50_000)}`],
    ['starts of events', 'Event[0]:\n'.repeat(60_000)],
    ['a JSON string without an end', `[{"Id": 1, "TimeCreated": "a", "ProviderName": "${'x'.repeat(500_000)}`],
    ['braces on one line', `[${'{"Id":1},'.repeat(20_000)}]`],
    [
      'a serialised object without an end',
      `<Objs xmlns="http://schemas.microsoft.com/powershell/2004/04">${'<Obj><Props>'.repeat(30_000)}`,
    ],
    [
      'escapes of characters',
      `<Objs><Obj><Props><I32 N="Id">1</I32><S N="ProviderName">${'_x005F_'.repeat(60_000)}</S></Props></Obj></Objs>`,
    ],
    [
      'a message of labels',
      `Event[0]:\n  Log Name: a\n  Source: Microsoft-Windows-Security-Auditing\n  Date: b\n  Event ID: 4653\n  Description:\n${'a:\t\tb\n'.repeat(50_000)}`,
    ],
    [
      'a sentence that almost fits',
      `Event[0]:\n  Log Name: a\n  Source: RasClient\n  Date: b\n  Event ID: 20227\n  Description:\n${'the user '.repeat(20_000)}`,
    ],
    [
      'a table of wrapped rows',
      `TimeCreated Id LevelDisplayName Message\n----------- -- ---------------- -------\n${`${' '.repeat(35)}text\n`.repeat(30_000)}`,
    ],
  ])('%s', (_name, hard) => {
    const started = performance.now();
    readAll(Buffer.from(hard));
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
