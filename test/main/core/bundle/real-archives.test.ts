import { execFileSync, spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import type { InputItem } from '#core/ports.ts';
import { openInput } from '#host/inputs.ts';
import { contentsOf, fileInput } from './archives.ts';

const has = (tool: string): boolean => spawnSync(tool, ['--version']).status === 0 || spawnSync(tool, ['-v']).status === 0;
const missing = (...tools: readonly string[]): string => {
  const absent = tools.filter((tool) => !has(tool));
  return absent.length > 0 ? ` (skipped: ${absent.join(', ')} not installed)` : '';
};

const longName = `${'deep folder/'.repeat(20)}${'n'.repeat(120)}.txt`;
const files: Readonly<Record<string, string>> = {
  [longName]: 'long',
  'empty.txt': '',
  'events/20111.txt': Array.from({ length: 200 }, (_, index) => `EventID : ${index}\r\n`).join(''),
  'ログ/接続.txt': '接続に失敗しました。',
};
const expected = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));

let folder = '';
let tree = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  tree = join(folder, 'tree');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(tree, path, '..'), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function sortedContents(input: string | InputItem): Promise<(readonly [string, string])[]> {
  return (await contentsOf(typeof input === 'string' ? openInput(input) : input)).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** A Python program that gets the archive's path as its first argument. */
function python(path: string, ...lines: readonly string[]): string {
  execFileSync('python3', ['-c', lines.join('\n'), path], { cwd: tree });
  return path;
}

describe('archives of ordinary tools', () => {
  it('a folder', async () => {
    expect(await sortedContents(tree)).toEqual(expected);
  });

  it('zip of yazl, with and without compression, and zip64', async () => {
    const zip = new ZipFile();
    for (const [index, [path, text]] of expected.entries())
      zip.addBuffer(Buffer.from(text), path, { compress: index % 2 === 0, forceZip64Format: index > 1 });
    zip.end({ forceZip64Format: true, comment: '' });
    expect(await contentsOf(fileInput('a.zip', await buffer(zip.outputStream)))).toEqual(expected);
  });

  it('zip of yazl from a stream of unknown length', async () => {
    const zip = new ZipFile();
    for (const path of Object.keys(files)) zip.addFile(join(tree, path), path);
    zip.addEmptyDirectory('nothing');
    zip.end();
    const found = await contentsOf(fileInput('a.zip', await buffer(zip.outputStream)));
    expect(Object.fromEntries(found)).toEqual(files);
  });

  it('tar of tar-stream', async () => {
    const tar = pack();
    for (const [path, text] of expected) tar.entry({ name: path }, text);
    tar.finalize();
    expect(await contentsOf(fileInput('a.tar', await buffer(tar)))).toEqual(expected);
  });

  it.skipIf(missing('zip'))(`zip of Info-ZIP${missing('zip')}`, async () => {
    execFileSync('zip', ['-q', '-r', join(folder, 'info.zip'), '.'], { cwd: tree });
    expect(await sortedContents(join(folder, 'info.zip'))).toEqual(expected);
  });

  it.skipIf(missing('zip')).each([
    ['', []],
    // Info-ZIP 3.0 leaves out the zip64 record that the end of such a file needs; unzip calls it damaged, too.
    [' -fz', [['-', 'refused: zip-directory']]],
  ])(`zip%s of Info-ZIP, from a pipe, whole and without its directory${missing('zip')}`, async (option, complaint) => {
    const bytes = execFileSync('sh', ['-c', `zip -q${option} -r - . | cat`], { cwd: tree });
    expect(await sortedContents(fileInput('-', bytes))).toEqual([...complaint, ...expected]);
    expect(await sortedContents(fileInput('-', bytes.subarray(0, bytes.indexOf('PK\x01\x02'))))).toEqual([
      ['-', 'refused: zip-directory'],
      ...expected,
    ]);
  });

  it.skipIf(missing('zip'))(`zip of Info-ZIP with a password and with links${missing('zip')}`, async () => {
    const root = join(folder, 'special');
    mkdirSync(root);
    writeFileSync(join(root, 'a.txt'), 'a');
    symlinkSync('/etc/passwd', join(root, 'passwd'));
    execFileSync('zip', ['-q', '-y', '-r', join(folder, 'links.zip'), '.'], { cwd: root });
    expect(await sortedContents(join(folder, 'links.zip'))).toEqual([
      ['a.txt', 'a'],
      ['passwd', 'refused: link'],
    ]);
    execFileSync('zip', ['-q', '-P', 'secret', join(folder, 'crypt.zip'), 'a.txt'], { cwd: root });
    expect(await sortedContents(join(folder, 'crypt.zip'))).toEqual([['a.txt', 'refused: encrypted']]);
  });

  it.skipIf(missing('python3'))(`zip of Python: methods, prefixed data, comment${missing('python3')}`, async () => {
    const write = ['import sys, zipfile', "z = zipfile.ZipFile(sys.argv[1], 'w')"];
    const path = python(
      join(folder, 'py.zip'),
      ...write,
      "z.writestr('deflated', 'x' * 100, zipfile.ZIP_DEFLATED)",
      "z.writestr('bzip2', 'x' * 100, zipfile.ZIP_BZIP2)",
      "z.writestr('lzma', 'x' * 100, zipfile.ZIP_LZMA)",
      "z.comment = b'PK\\x03\\x04 not an entry'",
      'z.close()',
    );
    expect(await contentsOf(openInput(path))).toEqual([
      ['deflated', 'x'.repeat(100)],
      ['bzip2', 'refused: method'],
      ['lzma', 'refused: method'],
    ]);
  });

  it.skipIf(missing('python3'))(
    `zip of Python with 66,000 entries, which needs zip64${missing('python3')}`,
    { timeout: 60_000 },
    async () => {
      const path = python(
        join(folder, 'many.zip'),
        'import sys, zipfile',
        "z = zipfile.ZipFile(sys.argv[1], 'w')",
        "for i in range(66000): z.writestr('f%d' % i, '')",
        'z.close()',
      );
      expect(await contentsOf(openInput(path))).toHaveLength(66_000);
    },
  );

  it.skipIf(missing('tar')).each([
    ['gnu', '--format=gnu'],
    ['pax', '--format=posix'],
    ['gnu, gzip', '--format=gnu -z'],
    ['pax, gzip', '--format=posix -z'],
  ])(`tar of GNU tar: %s${missing('tar')}`, async (_name, options) => {
    execFileSync('tar', [...options.split(' '), '-cf', join(folder, 'gnu.tar'), '.'], { cwd: tree });
    expect(await sortedContents(join(folder, 'gnu.tar'))).toEqual(expected);
  });

  it.skipIf(missing('tar')).each(['v7', 'oldgnu', 'ustar', 'gnu', 'posix'])(
    `tar of GNU tar in the format %s, with links, a pipe and a sparse file${missing('tar')}`,
    async (format) => {
      const root = join(folder, `odd-${format}`);
      mkdirSync(root);
      writeFileSync(join(root, 'a.txt'), 'a');
      linkSync(join(root, 'a.txt'), join(root, 'b-hard'));
      symlinkSync('a.txt', join(root, 'c-soft'));
      writeFileSync(join(root, 'd-sparse'), '');
      truncateSync(join(root, 'd-sparse'), 10_000_000);
      writeFileSync(join(root, 'e.txt'), 'e');
      const names = ['a.txt', 'b-hard', 'c-soft', 'd-sparse', 'e.txt'];
      execFileSync(
        'tar',
        [`--format=${format}`, ...(['v7', 'ustar'].includes(format) ? [] : ['-S']), '-cf', join(folder, `${format}.tar`), ...names],
        { cwd: root },
      );
      const found = await contentsOf(openInput(join(folder, `${format}.tar`)));
      expect(found.filter(([path]) => !path.includes('sparse'))).toEqual([
        ['a.txt', 'a'],
        ['b-hard', 'refused: link'],
        ['c-soft', 'refused: link'],
        ['e.txt', 'e'],
      ]);
      const sparse = found.find(([path]) => path.includes('sparse'))?.[1];
      expect(sparse === 'refused: sparse' || sparse === '\0'.repeat(10_000_000)).toBe(true);
    },
  );

  it.skipIf(missing('python3'))(`tar of Python: GNU, pax and ustar, file larger than its octal field${missing('python3')}`, async () => {
    for (const format of ['GNU', 'PAX', 'USTAR']) {
      const path = python(
        join(folder, `${format}.tar`),
        'import sys, tarfile, io',
        `t = tarfile.open(sys.argv[1], 'w', format=tarfile.${format}_FORMAT)`,
        "i = tarfile.TarInfo('ログ/a.txt'); i.size = 3; i.uid = 2097153 if t.format != 0 else 0; t.addfile(i, io.BytesIO(b'abc'))",
        't.close()',
      );
      expect(await contentsOf(openInput(path))).toEqual([['ログ/a.txt', 'abc']]);
    }
  });

  it.skipIf(missing('gzip'))(`gz of gzip${missing('gzip')}`, async () => {
    execFileSync('gzip', ['-k', '-9', join(tree, 'events/20111.txt')]);
    const path = join(tree, 'events/20111.txt.gz');
    expect(await contentsOf(openInput(path))).toEqual([['20111.txt', files['events/20111.txt']]]);
    rmSync(path);
  });

  it.skipIf(missing('zip', 'unzip'))(`gives the same bytes as unzip${missing('zip', 'unzip')}`, async () => {
    execFileSync('zip', ['-q', '-r', join(folder, 'oracle.zip'), '.'], { cwd: tree });
    execFileSync('unzip', ['-q', join(folder, 'oracle.zip'), '-d', join(folder, 'out')]);
    for (const [path, text] of await contentsOf(openInput(join(folder, 'oracle.zip'))))
      expect(readFileSync(join(folder, 'out', path), 'utf8')).toBe(text);
  });
});
