import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasTshark = spawnSync('tshark', ['--version']).status === 0;
/** Appended to the title of a test that needs tshark, so that the list of skipped tests says why. */
export const tsharkNote = hasTshark ? '' : ' (skipped: tshark is not installed)';

export type TsharkPacket = Readonly<Record<string, readonly string[]>>;

/** Values of fields of every packet that tshark takes for `filter`. */
export function tsharkFields(file: string, filter: string, fields: readonly string[]): TsharkPacket[] {
  const args = [
    '-n',
    '-r',
    file,
    '-Y',
    filter,
    '-T',
    'fields',
    '-E',
    'separator=|',
    '-E',
    'aggregator=;',
    ...fields.flatMap((f) => ['-e', f]),
  ];
  // tshark ends with 2 on a file that is cut short, and prints what it read.
  const { stdout } = spawnSync('tshark', args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const values = line.split('|');
    return Object.fromEntries(fields.map((field, i) => [field, (values[i] ?? '') === '' ? [] : values[i]!.split(';')]));
  });
}

/** Gives `use` a file with these bytes. */
export function withFile<T>(bytes: Uint8Array, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'capture-'));
  try {
    const file = join(folder, 'capture');
    writeFileSync(file, bytes);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same packets in another file format, by the tool that comes with tshark. */
export function editcap(bytes: Uint8Array, args: readonly string[]): Uint8Array {
  return withFile(bytes, (file) => {
    const out = execFileSync('editcap', [...args, file, '-'], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
    return out;
  });
}
