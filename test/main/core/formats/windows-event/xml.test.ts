import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutXmlElements } from '#core/formats/shared/xml-elements.ts';
import { readXmlTree, type XmlNode } from '#core/formats/shared/xml-tree.ts';
import { format } from '#core/formats/windows-event-xml/format.ts';
import { readLines } from '#core/text/text.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { dataOf, readBytes, readText } from '../parse-text.ts';

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
const xmllintNote = hasXmllint ? '' : ' (skipped: xmllint is not installed)';

type Model = { readonly name: string; readonly attribute: string; readonly parts: readonly (string | Model)[] };

const name = fc.constantFrom('Event', 'System', 'Data', 'a', 'Ärger', 'b-c.d');
const words = fc.stringMatching(/^[ -~äß日本語\u{1F600}]{0,12}$/u);
const model: fc.Arbitrary<Model> = fc.letrec<{ node: Model }>((tie) => ({
  node: fc.record({ name, attribute: words, parts: fc.array(fc.oneof({ maxDepth: 4 }, words, tie('node')), { maxLength: 4 }) }),
})).node;

function escaped(text: string, how: number): string {
  const named = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  if (how === 1 && !text.includes(']]>')) return `<![CDATA[${text}]]>`;
  return how === 2 ? text.replace(/[\s\S]/gu, (c) => `&#x${c.codePointAt(0)!.toString(16)};`) : named;
}

function print(node: Model, how: number): string {
  const tag = how % 2 === 0 ? node.name : `p:${node.name}`;
  const attribute = escaped(node.attribute, 0);
  const inner = node.parts
    .map((p) => (typeof p === 'string' ? escaped(p, how) : print(p, (how + 1) % 3)))
    .join(how === 2 ? '<!-- <x> -->' : '');
  return `<${tag} xmlns:p="urn:p" Name="${attribute}">${inner}</${tag}>`;
}

function textOf(node: Model): string {
  return node.parts.map((p) => (typeof p === 'string' ? p : '')).join('');
}

function expectSame(read: XmlNode, wanted: Model): void {
  expect(read.name).toBe(wanted.name);
  expect(read.attributes.get('Name')).toBe(wanted.attribute);
  expect(read.text).toBe(textOf(wanted));
  const children = wanted.parts.flatMap((p) => (typeof p === 'string' ? [] : [p]));
  expect(read.children).toHaveLength(children.length);
  read.children.forEach((child, i) => expectSame(child, children[i]!));
}

function xpath(text: string, path: string): string | null {
  const run = spawnSync('xmllint', ['--nonet', '--xpath', path, '-'], { input: text });
  return run.status === 0 ? run.stdout.toString().replace(/\n$/, '') : null;
}

function allText(node: XmlNode): string {
  return node.children.length === 0 ? node.text : node.children.map(allText).join('');
}

describe('the small reader of XML', () => {
  it('reads back any tree, whichever way its text is written', () => {
    fc.assert(
      fc.property(model, fc.nat(2), (tree, how) => {
        const read = readXmlTree(print(tree, how));
        expect(read).not.toBeNull();
        expectSame(read!, tree);
      }),
      { numRuns: 300 },
    );
  });

  it.skipIf(!hasXmllint)(`takes every text that xmllint takes, with the same words${xmllintNote}`, () => {
    const leaf = fc.record({
      tree: model,
      how: fc.nat(2),
      at: fc.nat(),
      piece: fc.constantFrom('', ' ', '&amp;', '<!-- -->', '&#65;', '<', '>', '"', 'é'),
    });
    fc.assert(
      fc.property(leaf, ({ tree, how, at, piece }) => {
        const whole = print({ ...tree, parts: [textOf(tree)] }, how);
        const position = at % whole.length;
        const changed = (whole.slice(0, position) + piece + whole.slice(position)).toWellFormed();
        const theirs = xpath(changed, 'string(/*)');
        if (theirs === null) return;
        const ours = readXmlTree(changed);
        expect(ours, changed).not.toBeNull();
        expect(allText(ours!)).toBe(theirs);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a DOCTYPE, which could define entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['an element that is not closed', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['nothing', ''],
    ['text alone', 'a'],
    ['more levels than an event has', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`],
  ])('refuses %s', (_name, text) => expect(readXmlTree(text)).toBeNull());

  it('leaves an unknown entity as it is written and replaces what is no character', () => {
    expect(readXmlTree('<a>&b; &#0; &#x41;&#65; &amp;lt;</a>')?.text).toBe('&b; \uFFFD AA &lt;');
  });
});

describe('elements are cut out of a file', () => {
  const cut = (text: string, size = 64 * 1024, encoding = 'utf-8') => {
    const bytes = encoding === 'utf-16le' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(text);
    const source = {
      size: bytes.length,
      read: (offset: number, length: number) => bytes.subarray(offset, offset + Math.min(length, size)),
    };
    return { bytes, found: [...cutXmlElements(readLines(source, encoding), 'Event', encoding)] };
  };

  it('with their lines and byte offsets, many on a line and one over many lines', () => {
    const text = '<Events>\n<Event><x>é</x></Event><Event/>\r\n<e:Event>\n日本\n</e:Event></Events>';
    for (const encoding of ['utf-8', 'utf-16le']) {
      const { bytes, found } = cut(text, undefined, encoding);
      expect(found.map((f) => [f.line, f.endLine, f.complete])).toEqual([
        [2, 2, true],
        [2, 2, true],
        [3, 5, true],
      ]);
      const decoded = found.map((f) =>
        new TextDecoder(encoding).decode(bytes.subarray(f.offset, f.offset + (encoding === 'utf-8' ? 6 : 12))),
      );
      expect(decoded).toEqual(['<Event', '<Event', '<e:Eve']);
    }
  });

  it('but not those in comments, sections or of longer names', () => {
    const { found } = cut('<!-- <Event></Event> --><EventData></EventData><Event><![CDATA[</Event>]]></Event><EventXml/>');
    expect(found.map((f) => f.text)).toEqual(['<Event><![CDATA[</Event>]]></Event>']);
  });

  it('across lines of over a mebibyte', () => {
    const one = `<Event><a>${'x'.repeat(700_000)}</a></Event>`;
    const { found } = cut(one.repeat(4), 2 * 1024 * 1024);
    expect(found.map((f) => f.text)).toEqual([one, one, one, one]);
    expect(found.map((f) => f.offset)).toEqual([0, 1, 2, 3].map((i) => i * one.length));
  });

  it('an element larger than any event is passed over, and one without an end is told', () => {
    const { found } = cut(`<Event>${'x'.repeat(5 * 1024 * 1024)}</Event><Event>a</Event><Event>b`);
    expect(found.map((f) => [f.text, f.complete])).toEqual([
      [null, true],
      ['<Event>a</Event>', true],
      ['<Event>b', false],
    ]);
  });
});

describe('an event in XML', () => {
  const event = (system: string, rest = '') =>
    `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="RasClient"/><EventID>20227</EventID>${system}</System>${rest}</Event>`;
  const only = (text: string) => readText(format, text).records[0]!;

  it.each([
    ['UTC with a Z', "<TimeCreated SystemTime='2024-03-18T13:29:21.1234567Z'/>", Date.UTC(2024, 2, 18, 13, 29, 21, 123)],
    ['UTC without a Z', "<TimeCreated SystemTime='2024-03-18T13:29:21'/>", Date.UTC(2024, 2, 18, 13, 29, 21)],
  ])('has a time in %s', (_name, system, ms) => expect(only(event(system)).time).toMatchObject({ utcMs: ms, zone: 'utc' }));

  it.each([
    ['an audit failure', '<Level>0</Level><Keywords>0x8010000000000000</Keywords>', 'warning'],
    ['an audit success', '<Level>0</Level><Keywords>0x8020000000000000</Keywords>', 'information'],
    ['an error', '<Level>2</Level><Keywords>0x80000000000000</Keywords>', 'error'],
    ['a critical event', '<Level>1</Level>', 'critical'],
  ])('%s has its level', (_name, system, level) => expect(only(event(system)).level).toBe(level));

  it('keeps empty values in their places, and the leaves of UserData', () => {
    expect(dataOf(readText(format, event('', '<EventData><Data/><Data>b</Data></EventData>')), 'windows-event')[0]?.strings).toEqual([
      '',
      'b',
    ]);
    const user = '<UserData><E xmlns="urn:e"><x>1</x><y><z>2</z></y></E></UserData>';
    expect(dataOf(readText(format, event('', user)), 'windows-event')[0]?.strings).toEqual(['1', '2']);
  });

  it('without a source or a number is rejected with its beginning', () => {
    const { records, rejected } = readText(
      format,
      '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System/></Event>',
    );
    expect(records).toEqual([]);
    expect(rejected[0]).toMatchObject({ line: 1, reason: { key: 'reject.event-xml' } });
  });

  it.each([
    ['Vista names the service manager otherwise', 'Microsoft-Windows-Service Control Manager', 'Service Control Manager'],
    ['a classic name beside the manifest is not taken', 'Microsoft-Windows-WAS" EventSourceName="WAS', 'Microsoft-Windows-WAS'],
    ['the case of a name varies', 'REMOTEACCESS', 'RemoteAccess'],
  ])('%s', (_name, written, provider) => {
    const text = event('').replace('RasClient', written);
    expect(dataOf(readText(format, text), 'windows-event')[0]?.provider).toBe(provider);
  });
});

describe.skipIf(!hasCorpus)(`XML that another tool wrote from real logs${corpusNote}`, () => {
  it.each(['system_win10_1881rec', 'system_win7_1601rec'])('%s: every event, in lines, on one line and in UTF-16', (file) => {
    const text = gunzipSync(readFileSync(join(corpusDir, 'evtx-expected', `${file}.evtx.libevtx.xml.gz`))).toString();
    const ids = [...text.matchAll(/<EventID[^>]*>(\d+)</g)].map((m) => Number(m[1]));
    const inLines = readText(format, text);
    expect(inLines.rejected).toEqual([]);
    expect(dataOf(inLines, 'windows-event').map((d) => d.eventId)).toEqual(ids);
    const flat = text.replace(/>\s*\n\s*</g, '><');
    for (const bytes of [Buffer.from(flat), Buffer.from(`\uFEFF${flat}`, 'utf16le')]) {
      const read = readBytes(format, bytes);
      expect(dataOf(read, 'windows-event')).toEqual(dataOf(inLines, 'windows-event'));
      expect(read.records.map((r) => r.time?.utcMs)).toEqual(inLines.records.map((r) => r.time?.utcMs));
    }
  });
});
