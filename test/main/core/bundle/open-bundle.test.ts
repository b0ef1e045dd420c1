import { crc32, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ExpectedError } from '#shared/api/result.ts';
import type { BundleItem } from '#core/bundle/open-bundle.ts';
import { defaultLimits, openBundle } from '#core/bundle/open-bundle.ts';
import type { InputFile, InputItem } from '#core/ports.ts';
import { encodeAs } from '../text/encode.ts';
import { contentsOf, fileInput, folderInput, neverCancelled, tarOf, zipOf } from './archives.ts';

const events = { name: 'events.txt', data: 'EventID : 20111\r\n' };
const ping = { name: 'tests/ping.txt', data: 'Reply from 10.0.0.4' };
const both = [
  ['events.txt', 'EventID : 20111\r\n'],
  ['tests/ping.txt', 'Reply from 10.0.0.4'],
];

async function sizes(input: InputItem): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of openBundle(input, { limits: defaultLimits, cancellation: neverCancelled }))
    found.push(item.type === 'entry' && item.entry.size);
  return found;
}

/** A zip entry '____.txt' whose Unicode path field says 'ログ.txt' for the plain name with this checksum. */
function zipWithField(checksum: number): Buffer {
  const data = Buffer.from('\x01....ログ.txt');
  data.writeUInt32LE(checksum, 1);
  const extra = Buffer.concat([Buffer.from([0x75, 0x70, data.length, 0]), data]);
  return zipOf([{ name: '____.txt', data: 'x', extra }]);
}

/** Reads an entry's first bytes and leaves the rest. */
async function readSome(item: BundleItem): Promise<void> {
  if (item.type === 'refused') return;
  for await (const chunk of item.entry.read()) if (chunk.length > 0) return;
}

describe('openBundle', () => {
  it.each([
    ['a folder', folderInput({ 'events.txt': events.data, 'tests/ping.txt': ping.data })],
    ['a zip file', fileInput('bundle.zip', zipOf([events, ping]))],
    [
      'a zip file of stored entries',
      fileInput(
        'bundle.zip',
        zipOf([
          { ...events, method: 0 },
          { ...ping, method: 0 },
        ]),
      ),
    ],
    ['a zip file written to a pipe', fileInput('bundle.zip', zipOf([events, ping], { streamed: true }))],
    ['a tar file', fileInput('bundle.tar', tarOf([events, ping]))],
    ['a tar.gz file', fileInput('bundle.tar.gz', gzipSync(tarOf([events, ping])))],
    ['a zip file with another name', fileInput('bundle.txt', zipOf([events, ping]))],
  ])('gives the files of %s', async (_name, input) => {
    expect(await contentsOf(input)).toEqual(both);
  });

  it.each([
    ['a text', fileInput('events.txt', Buffer.from('a')), [['events.txt', 'a']]],
    ['an empty file', fileInput('empty.txt', Buffer.alloc(0)), [['empty.txt', '']]],
    ['a gz file', fileInput('ike.log.gz', gzipSync('a')), [['ike.log', 'a']]],
    [
      'a gz file of two members with padding',
      fileInput('x.gz', Buffer.concat([gzipSync('a'), gzipSync('b'), Buffer.alloc(9)])),
      [['x', 'ab']],
    ],
    [
      'an Office document, which is a zip file inside',
      fileInput('a.DOCX', zipOf([{ ...events, method: 0 }])),
      [['a.DOCX', expect.stringContaining('PK')]],
    ],
    ['an empty zip file', fileInput('a.zip', zipOf([])), []],
    ['an empty folder', folderInput({}), []],
  ])('gives %s as what it is', async (_name, input, expected) => {
    expect(await contentsOf(input)).toEqual(expected);
  });

  it('tells the size of each file where the container knows it', async () => {
    expect(await sizes(folderInput({ a: 'abc' }))).toEqual([3]);
    expect(await sizes(fileInput('b.zip', zipOf([events])))).toEqual([17]);
    expect(await sizes(fileInput('b.tar', tarOf([events])))).toEqual([17]);
    expect(await sizes(fileInput('b.gz', gzipSync('abc')))).toEqual([null]);
  });

  it.each([
    ['zip in a folder', folderInput({ 'logs.zip': zipOf([events]) }), 'logs.zip!/events.txt'],
    ['tar.gz in a folder', folderInput({ 'logs.bin': gzipSync(tarOf([events])) }), 'logs.bin!/events.txt'],
    ['gz in a folder', folderInput({ 'events.txt.gz': gzipSync(events.data) }), 'events.txt.gz!/events.txt'],
    ['compressed zip in a zip', fileInput('a.zip', zipOf([{ name: 'in/logs.zip', data: zipOf([events]) }])), 'in/logs.zip!/events.txt'],
    ['stored zip in a zip', fileInput('a.zip', zipOf([{ name: 'logs.zip', data: zipOf([events]), method: 0 }])), 'logs.zip!/events.txt'],
    ['zip in a tar', fileInput('a.tar', tarOf([{ name: 'logs.zip', data: zipOf([events]) }])), 'logs.zip!/events.txt'],
    ['zip in a tar.gz', fileInput('a.tgz', gzipSync(tarOf([{ name: 'logs.zip', data: zipOf([events]) }]))), 'logs.zip!/events.txt'],
    ['tar in a zip', fileInput('a.zip', zipOf([{ name: 'logs.tar', data: tarOf([events]) }])), 'logs.tar!/events.txt'],
    ['tar in a tar', fileInput('a.tar', tarOf([{ name: 'logs.tar', data: tarOf([events]) }])), 'logs.tar!/events.txt'],
    ['zip in a gz', fileInput('a.zip.gz', gzipSync(zipOf([events]))), 'a.zip!/events.txt'],
  ])('opens a %s', async (_name, input, path) => {
    expect(await contentsOf(input)).toEqual([[path, events.data]]);
  });

  it('goes on after a nested archive', async () => {
    const inner = zipOf([events]);
    const expected = [
      ['a.zip!/events.txt', events.data],
      ['tests/ping.txt', ping.data],
    ];
    expect(await contentsOf(fileInput('a.tar', tarOf([{ name: 'a.zip', data: inner }, ping])))).toEqual(expected);
    expect(await contentsOf(fileInput('a.tgz', gzipSync(tarOf([{ name: 'a.zip', data: inner }, ping]))))).toEqual(expected);
    expect(await contentsOf(fileInput('a.zip', zipOf([{ name: 'a.zip', data: inner }, ping])))).toEqual(expected);
  });

  it('refuses what is nested deeper, and says so', async () => {
    const deep = zipOf([{ name: 'b.zip', data: zipOf([events]) }, ping]);
    expect(await contentsOf(folderInput({ 'a.zip': deep }))).toEqual([
      ['a.zip!/b.zip', 'refused: too-deep'],
      ['a.zip!/tests/ping.txt', ping.data],
    ]);
  });

  it.each([
    ['7z', '377abcaf271c0004'],
    ['RAR', '526172211a0701000000'],
    ['CAB', '4d5343460000000012000000'],
    ['Zstandard', '28b52ffd0458'],
  ])('names a %s archive instead of taking it for text', async (_kind, hex) => {
    expect(await contentsOf(folderInput({ 'a.bin': Buffer.from(hex, 'hex') }))).toEqual([['a.bin', 'refused: foreign-archive']]);
  });

  it('keeps two files of the same name apart', async () => {
    const twice = [
      events,
      { ...events, data: '2' },
      { ...events, data: '3' },
      { name: 'events (2).txt', data: '4' },
      { name: './events.txt', data: '5' },
    ];
    const paths = ['events.txt', 'events (2).txt', 'events (3).txt', 'events (2) (2).txt', 'events (4).txt'];
    expect((await contentsOf(fileInput('a.zip', zipOf(twice)))).map(([path]) => path)).toEqual(paths);
    expect((await contentsOf(fileInput('a.tar', tarOf(twice)))).map(([path, text]) => [path, text])).toEqual(
      paths.map((path, index) => [path, index === 0 ? events.data : String(index + 1)]),
    );
  });

  it.each([
    ['PowerShell 5.1, with backslashes', 'logs\\イベント.txt', 0x0800, 'logs/イベント.txt'],
    ['Windows Explorer on a Japanese system', encodeAs('ログ\\表示ソース.txt', 'shift_jis'), 0, 'ログ/表示ソース.txt'],
    ['Windows Explorer on a Japanese system, one ideograph', encodeAs('図1.txt', 'shift_jis'), 0, '図1.txt'],
    ['Windows Explorer on a German system', Buffer.from([0x47, 0x72, 0x94, 0xe1, 0x65, 0x2e, 0x74]), 0, 'Größe.t'],
    ['macOS, UTF-8 without the flag, decomposed', 'Gro\u0308ße.txt', 0, 'Größe.txt'],
  ])('reads names as %s writes them', async (_name, name, flags, expected) => {
    expect(await contentsOf(fileInput('a.zip', zipOf([{ name, flags, data: 'x' }])))).toEqual([[expected, 'x']]);
  });

  it('prefers the Unicode path field over the plain name, unless the entry was renamed since', async () => {
    expect(await contentsOf(fileInput('a.zip', zipWithField(crc32('____.txt'))))).toEqual([['ログ.txt', 'x']]);
    expect(await contentsOf(fileInput('a.zip', zipWithField(crc32('before.txt'))))).toEqual([['____.txt', 'x']]);
  });

  it('can skip files without reading them', async () => {
    const paths: string[] = [];
    for (const input of [fileInput('a.tar', tarOf([events, ping, events])), fileInput('a.tgz', gzipSync(tarOf([events, ping, events])))]) {
      for await (const item of openBundle(input, { limits: defaultLimits, cancellation: neverCancelled }))
        if (item.type === 'entry') paths.push(item.entry.path);
    }
    expect(paths).toEqual(['events.txt', 'tests/ping.txt', 'events (2).txt', 'events.txt', 'tests/ping.txt', 'events (2).txt']);
  });

  it('closes every file it opened, also when the reader leaves early', async () => {
    let open = 0;
    const counted = (bytes: Buffer): InputFile => ({
      kind: 'file',
      name: 'x',
      open: () => {
        open += 1;
        return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close: () => (open -= 1) };
      },
    });
    const folder: InputItem = {
      kind: 'folder',
      name: 'f',
      *files() {
        yield { path: 'a.zip', file: counted(zipOf([events, ping])) };
        yield { path: 'b.tgz', file: counted(gzipSync(tarOf([events, ping]))) };
        yield { path: 'c.txt', file: counted(Buffer.from('c')) };
      },
    };
    for (let stopAfter = 1; stopAfter <= 6; stopAfter += 1) {
      let seen = 0;
      for await (const item of openBundle(folder, { limits: defaultLimits, cancellation: neverCancelled })) {
        seen += 1;
        await readSome(item);
        if (seen === stopAfter) break;
      }
      expect([stopAfter, seen, open]).toEqual([stopAfter, Math.min(stopAfter, 5), 0]);
    }
  });

  it('lists a file that cannot be opened, and goes on', async () => {
    const folder: InputItem = {
      kind: 'folder',
      name: 'f',
      *files() {
        yield { path: 'link', unreadable: 'link' };
        yield {
          path: 'locked.evtx',
          file: {
            kind: 'file',
            name: 'locked.evtx',
            open: () => {
              throw new ExpectedError('file-locked');
            },
          },
        };
        yield {
          path: 'bad-sector.log',
          file: {
            kind: 'file',
            name: 'bad-sector.log',
            open: () => ({
              size: 10,
              read: () => {
                throw new ExpectedError('file-unreadable');
              },
              close: () => {},
            }),
          },
        };
        yield { path: 'odd', unreadable: 'something new' };
        yield { path: 'a.txt', file: fileInput('a.txt', Buffer.from('a')) };
      },
    };
    expect(await contentsOf(folder)).toEqual([
      ['link', 'refused: link'],
      ['locked.evtx', 'refused: file-locked'],
      ['bad-sector.log', 'refused: file-unreadable'],
      ['odd', 'refused: file-unreadable'],
      ['a.txt', 'a'],
    ]);
  });

  it('stops with an error when cancelled, between items and inside one', async () => {
    const big = gzipSync(Buffer.alloc(5_000_000));
    for (let allowed = 0; allowed < 12; allowed += 1) {
      let asked = 0;
      const cancellation = {
        check: () => {
          asked += 1;
          if (asked > allowed) throw new ExpectedError('cancelled');
        },
      };
      const run = async (): Promise<BundleItem[]> => {
        const items: BundleItem[] = [];
        for await (const item of openBundle(folderInput({ 'a.gz': big }), { limits: defaultLimits, cancellation })) {
          items.push(item);
          if (item.type === 'entry') for await (const chunk of item.entry.read()) expect(chunk.length).toBeGreaterThan(0);
        }
        return items;
      };
      await expect(run()).rejects.toThrow('cancelled');
    }
  });
});
