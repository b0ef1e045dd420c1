import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BundleError, defaultLimits, openBundle } from '#core/bundle/open-bundle.ts';
import { printable, safePath } from '#core/bundle/safe-path.ts';
import type { TarPart } from './archives.ts';
import { contentsOf, fileInput, folderInput, neverCancelled, tarOf, zipOf } from './archives.ts';

const good = { name: 'good.txt', data: 'good' };
const goodItem = ['good.txt', 'good'];

describe('names', () => {
  it.each([
    ['../evil.txt', 'traversal'],
    ['logs/../../evil.txt', 'traversal'],
    ['..\\evil.txt', 'traversal'],
    ['logs/.. /evil.txt', 'traversal'],
    ['logs/.../evil.txt', 'traversal'],
    ['/etc/passwd', 'absolute-path'],
    ['\\Windows\\evil.dll', 'absolute-path'],
    ['C:\\Windows\\evil.dll', 'absolute-path'],
    ['c:evil.txt', 'absolute-path'],
    ['\\\\server\\share\\evil.txt', 'absolute-path'],
    ['//server/share/evil.txt', 'absolute-path'],
    ['\\\\?\\C:\\evil.txt', 'absolute-path'],
    ['CON', 'device-name'],
    ['logs/nul.txt', 'device-name'],
    ['logs/Com1 .log.txt', 'device-name'],
    ['aux/a.txt', 'device-name'],
    ['LPT²', 'device-name'],
    ['conin$', 'device-name'],
    ['nul:stream', 'device-name'],
    ['a\nb.txt', 'bad-name'],
    ['a\u0000.txt', 'bad-name'],
    ['a\u001b[31m.txt', 'bad-name'],
    ['a\u0085.txt', 'bad-name'],
    ['invoice\u202etxt.exe', 'bad-name'],
    ['.', 'bad-name'],
    ['./', 'bad-name'],
    ['x/'.repeat(600), 'bad-name'],
    ['\ud800.txt', 'bad-name'],
  ])('%j is refused as %s', (name, problem) => {
    const result = safePath(name);
    expect(result.ok ? result.path : result.reason.key).toBe(`bundle.refused.${problem}`);
    expect(result.path).not.toMatch(/\p{Cc}/u);
    expect(result.path.length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['a.txt', 'a.txt'],
    ['./a//b/./c.txt', 'a/b/c.txt'],
    ['a\\b.txt', 'a/b.txt'],
    ['console.log', 'console.log'],
    ['com10.txt', 'com10.txt'],
    ['a..b/..c/d..', 'a..b/..c/d..'],
    ['2026-11-23T10:00:00.log', '2026-11-23T10:00:00.log'],
    ['ログ/接続 (1).txt', 'ログ/接続 (1).txt'],
  ])('%j is taken as %j', (name, path) => {
    expect(safePath(name)).toEqual({ ok: true, path });
  });

  it('are shortened where they are shown', () => {
    expect(printable(`a\n${'𝄞'.repeat(300)}`)).toMatch(/^a\ufffd.{10,197}…$/u);
  });
});

describe('a hostile zip file', () => {
  it.each([
    ['a path that leads out', { name: '../evil', data: 'x' }, '../evil', 'traversal'],
    ['an absolute path', { name: 'C:\\evil', data: 'x' }, 'C:/evil', 'absolute-path'],
    ['a symbolic link', { name: 'link', data: '/etc/passwd', mode: 0xa1ff }, 'link', 'link'],
    ['a device', { name: 'dev', data: '', mode: 0x61ff }, 'dev', 'special-file'],
    ['an encrypted entry', { name: 'secret', data: 'x', flags: 1 }, 'secret', 'encrypted'],
    ['an AES-encrypted entry', { name: 'secret', data: 'x', method: 99, flags: 1 }, 'secret', 'encrypted'],
    ['a method nobody here knows', { name: 'big', data: 'x', method: 9 }, 'big', 'method'],
    ['a stored entry of another size', { name: 'a', data: 'abc', method: 0, size: 1_000_000 }, 'a', 'lying-size'],
    ['data that is no deflate stream', { name: 'a', compressed: Buffer.from('ffffffff', 'hex'), size: 4 }, 'a', 'damaged'],
    ['data that ends too early', { name: 'a', data: 'abc', compressed: Buffer.from([0x4b]) }, 'a', 'truncated'],
    ['a claim of 4 GB in 10 bytes', { name: 'a', compressed: Buffer.alloc(10), size: 0xfffffff0 }, 'a', 'bomb'],
    ['a header that is somewhere else', { name: 'a', data: 'x', headerOffset: 7 }, 'a', 'damaged'],
    ['a header beyond the end', { name: 'a', data: 'x', headerOffset: 0x7fffffff }, 'a', 'damaged'],
  ])('with %s loses that entry and no other', async (_name, part, path, problem) => {
    expect(await contentsOf(fileInput('a.zip', zipOf([part, good])))).toEqual([[path, `refused: ${problem}`], goodItem]);
  });

  it('with strong encryption, at which the directory reader stops, still gives the other entries', async () => {
    expect(await contentsOf(fileInput('a.zip', zipOf([good, { name: 'secret', data: 'x', flags: 0x41 }, { ...good, name: 'b' }])))).toEqual(
      [goodItem, ['secret', 'refused: encrypted'], ['b', 'good'], ['a.zip', 'refused: zip-directory']],
    );
  });

  it.each([
    ['a wrong checksum', { name: 'a', data: 'abc', crc: 1 }, 'abc!refused: bad-crc'],
    ['more data than it says', { name: 'a', data: 'abcdef', size: 3 }, 'refused: lying-size'],
    ['less data than it says', { name: 'a', data: 'abc', size: 100 }, 'abc!refused: lying-size'],
  ])('with %s fails while that entry is read, and goes on', async (_name, part, content) => {
    expect(await contentsOf(fileInput('a.zip', zipOf([part, good])))).toEqual([['a', content], goodItem]);
  });

  it('whose entries share one range of data gives it once', async () => {
    const parts = [good, { name: 'again.txt', data: 'x', headerOffset: 0 }, { name: 'last.txt', data: 'last' }];
    expect(await contentsOf(fileInput('a.zip', zipOf(parts)))).toEqual([goodItem, ['again.txt', 'refused: overlap'], ['last.txt', 'last']]);
  });

  it('that lies inside the data of its own entry (a quine) is not followed without end', async () => {
    const inner = zipOf([{ name: 'x.zip', data: zipOf([{ name: 'y.zip', data: zipOf([good]) }]) }]);
    expect(await contentsOf(fileInput('a.zip', inner))).toEqual([['x.zip!/y.zip', 'refused: too-deep']]);
  });
});

describe('limits', () => {
  it('stop a bomb while it is read, whatever it says about itself', async () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024);
    expect(await contentsOf(fileInput('a.zip', zipOf([{ name: 'a', data: zeros }, good])))).toEqual([['a', 'refused: bomb'], goodItem]);
    const lying = await contentsOf(fileInput('a.zip', zipOf([{ name: 'a', data: zeros, size: 100 }, good])));
    expect(lying.map(([path, content]) => [path, content.slice(-20)])).toEqual([['a', 'refused: lying-size'], goodItem]);
    const gz = await contentsOf(folderInput({ 'a.gz': gzipSync(zeros), b: 'b' }));
    expect(gz.map(([path, content]) => [path, content.slice(-14)])).toEqual([
      ['a.gz!/a', '!refused: bomb'],
      ['b', 'b'],
    ]);
  });

  it('stop a bomb in what a tar.gz makes one skip', async () => {
    const bomb = gzipSync(tarOf([{ name: 'hole', type: 'S', data: Buffer.alloc(64 * 1024 * 1024) }, good]));
    expect(await contentsOf(fileInput('a.tgz', bomb))).toEqual([
      ['hole', 'refused: sparse'],
      ['a.tgz', 'refused: bomb'],
    ]);
  });

  it('let a small file through however well it compresses', async () => {
    expect(await contentsOf(fileInput('a.zip', zipOf([{ name: 'a', data: Buffer.alloc(1_000_000, 'a') }])))).toEqual([
      ['a', 'a'.repeat(1_000_000)],
    ]);
  });

  it('refuse a file that is too large, before or while it is read', async () => {
    const parts = [{ name: 'a', data: 'x'.repeat(101) }, good];
    expect(await contentsOf(fileInput('a.zip', zipOf(parts)), { maxEntryBytes: 100 })).toEqual([
      ['a', 'refused: entry-too-large'],
      goodItem,
    ]);
    expect(await contentsOf(fileInput('a.tar', tarOf(parts)), { maxEntryBytes: 100 })).toEqual([
      ['a', 'refused: entry-too-large'],
      goodItem,
    ]);
    expect(await contentsOf(fileInput('a.gz', gzipSync('x'.repeat(101))), { maxEntryBytes: 100 })).toEqual([
      ['a', '!refused: entry-too-large'],
    ]);
  });

  it('end a bundle of too many files with one refusal', async () => {
    const parts = Array.from({ length: 10 }, (_, index) => ({ name: `${index}`, data: 'x' }));
    const expected = [
      ['0', 'x'],
      ['1', 'x'],
      ['2', 'x'],
    ];
    expect(await contentsOf(fileInput('a.zip', zipOf(parts)), { maxEntries: 3 })).toEqual([
      ...expected,
      ['a.zip', 'refused: too-many-entries'],
    ]);
    const folder = folderInput({ 'n.zip': zipOf(parts), 'z.txt': 'z' });
    expect(await contentsOf(folder, { maxEntries: 4 })).toEqual([
      ...expected.map(([path, text]) => [`n.zip!/${path}`, text]),
      ['n.zip', 'refused: too-many-entries'],
    ]);
  });

  it('end a bundle of too many bytes with one refusal', async () => {
    const parts = Array.from({ length: 10 }, (_, index) => ({ name: `${index}`, data: 'x'.repeat(100) }));
    const found = await contentsOf(fileInput('a.tar', tarOf(parts)), { maxTotalBytes: 250 });
    expect(found.filter(([, content]) => content.includes('refused')).map(([path, content]) => [path, content])).toHaveLength(2);
    expect(found.at(-1)).toEqual(['a.tar', 'refused: total-too-large']);
  });
});

function pax(record: string): TarPart {
  return { name: 'pax', type: 'x', data: record };
}

describe('a hostile tar file', () => {
  it.each([
    ['a path that leads out', { name: '../evil', data: 'x' }, '../evil', 'traversal'],
    ['a symbolic link', { name: 'link', type: '2' }, 'link', 'link'],
    ['a hard link', { name: 'link', type: '1' }, 'link', 'link'],
    ['a character device', { name: 'dev', type: '3' }, 'dev', 'special-file'],
    ['a block device', { name: 'dev', type: '4' }, 'dev', 'special-file'],
    ['a named pipe', { name: 'pipe', type: '6' }, 'pipe', 'special-file'],
    ['a sparse file', { name: 'hole', type: 'S', data: 'x' }, 'hole', 'sparse'],
    ['a type nobody knows', { name: 'odd', type: 'Z', data: 'x' }, 'odd', 'special-file'],
  ])('with %s loses that entry and no other', async (_name, part, path, problem) => {
    expect(await contentsOf(fileInput('a.tar', tarOf([good, part, { ...good, name: 'b' }])))).toEqual([
      goodItem,
      [path, `refused: ${problem}`],
      ['b', 'good'],
    ]);
  });

  it('with a link that claims to have data does not skip what follows', async () => {
    const parts = [{ name: 'link', type: '2', size: 512 }, good];
    expect(await contentsOf(fileInput('a.tar', tarOf([good, ...parts])))).toContainEqual(['good (2).txt', 'good']);
  });

  it('with a size beyond its end gives what there is', async () => {
    expect(await contentsOf(fileInput('a.tar', tarOf([good, { name: 'a', data: 'abc', size: 5_000_000 }])))).toEqual([
      goodItem,
      ['a', expect.stringMatching(/^abc.*!refused: truncated$/su)],
      ['a.tar', 'refused: truncated'],
    ]);
  });

  it('with pax headers that mislead stays within its data', async () => {
    for (const record of ['-20 path=../evil\n', '9999999 path=x\n', '0 path=x\n', 'NaN path=x\n', '20 size=-1\n', '99']) {
      expect(await contentsOf(fileInput('a.tar', tarOf([good, pax(record), { ...good, name: 'b' }])))).toEqual([goodItem, ['b', 'good']]);
    }
    expect(await contentsOf(fileInput('a.tar', tarOf([good, pax('16 path=../evil\n'), good])))).toEqual([
      goodItem,
      ['../evil', 'refused: traversal'],
    ]);
  });
});

describe('damage', () => {
  const log = Array.from({ length: 20_000 }, (_, index) => `${index} line\n`).join('');
  const parts = [good, { name: 'b.txt', data: 'second' }, { name: 'log.txt', data: log }, { name: 'z.txt', data: 'last' }];

  it.each([
    ['sizes in front', zipOf(parts, { directory: false })],
    ['sizes behind', zipOf(parts, { directory: false, streamed: true })],
  ])('a zip file without its directory (%s) gives all files and says what is wrong', async (_name, bytes) => {
    expect(await contentsOf(fileInput('a.zip', bytes))).toEqual([
      goodItem,
      ['b.txt', 'second'],
      ['log.txt', log],
      ['z.txt', 'last'],
      ['a.zip', 'refused: zip-directory'],
    ]);
  });

  it.each([
    ['sizes in front', zipOf(parts)],
    ['sizes behind', zipOf(parts, { streamed: true })],
  ])('a zip file that was cut (%s) gives what there is of it', async (_name, bytes) => {
    const found = await contentsOf(fileInput('a.zip', bytes.subarray(0, 20_000)));
    expect(found.slice(0, 2)).toEqual([goodItem, ['b.txt', 'second']]);
    expect(found[2]?.[1].length).toBeGreaterThan(10_000);
    expect(log.startsWith(found[2]?.[1].replace('!refused: truncated', '') ?? '?')).toBe(true);
    expect(found.at(-1)).toEqual(['a.zip', 'refused: zip-directory']);
  });

  it('a zip file with bytes after its end is read by its entries', async () => {
    expect(await contentsOf(fileInput('a.zip', Buffer.concat([zipOf([good]), Buffer.from('mail footer')])))).toEqual([
      goodItem,
      ['a.zip', 'refused: zip-directory'],
    ]);
  });

  it('a zip file with a broken directory entry gives the rest by their own headers, and nothing twice', async () => {
    const bytes = zipOf(parts);
    const second = bytes.indexOf('PK\x01\x02', bytes.indexOf('PK\x01\x02') + 1);
    bytes.fill(0, second, second + 4);
    expect((await contentsOf(fileInput('a.zip', bytes))).map(([path]) => path)).toEqual(['good.txt', 'b.txt', 'log.txt', 'z.txt', 'a.zip']);
  });

  it('a tar.gz that was cut gives what there is of it', async () => {
    const bytes = gzipSync(tarOf(parts));
    const found = await contentsOf(fileInput('a.tgz', bytes.subarray(0, bytes.length - 3000)));
    expect(found.slice(0, 2)).toEqual([goodItem, ['b.txt', 'second']]);
    expect(found[2]?.[1]).toMatch(/^0 line\n1 line\n.*!refused: truncated$/su);
    expect(found.at(-1)).toEqual(['a.tgz', 'refused: truncated']);
  });

  it('a gz that was cut tells that what came before is good', async () => {
    const bytes = gzipSync(log);
    const read = async (): Promise<string> => {
      let text = '';
      for await (const item of openBundle(fileInput('a.gz', bytes.subarray(0, bytes.length - 500)), {
        limits: defaultLimits,
        cancellation: neverCancelled,
      })) {
        if (item.type === 'refused') continue;
        try {
          for await (const chunk of item.entry.read()) text += Buffer.from(chunk).toString('latin1');
        } catch (error) {
          expect(error).toBeInstanceOf(BundleError);
          expect(error instanceof BundleError && error.isTruncated).toBe(true);
        }
      }
      return text;
    };
    const text = await read();
    expect(text.length).toBeGreaterThan(log.length / 2);
    expect(log.startsWith(text)).toBe(true);
  });

  it('a gz with a wrong checksum fails at its end', async () => {
    const bytes = gzipSync('some text');
    bytes[bytes.length - 6] = (bytes[bytes.length - 6] ?? 0) ^ 1;
    expect(await contentsOf(fileInput('a.gz', bytes))).toEqual([['a.gz', 'refused: damaged']]);
  });

  it('a tar file with a broken header goes on at the next good one', async () => {
    const bytes = tarOf(parts);
    bytes.fill(0xff, 1024, 1100);
    expect(await contentsOf(fileInput('a.tar', bytes))).toEqual([
      goodItem,
      ['log.txt', log],
      ['z.txt', 'last'],
      ['a.tar', 'refused: tar-damaged'],
    ]);
  });
});
