/**
 * Reads an IKE log of as many megabytes as the first argument says (200; 1000 is what people ask about) and prints the time of its line index
 * and of its parser beside that of `wc -l`. Lines are those of a charon log: attempts that fail and tunnels that come up, in turn. The
 * index of a line log keeps some twenty bytes a line; reading and parsing keep nothing, and the bench ends with 1 when they take more than 300 MB.
 */
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samples } from '#core/formats/strongswan-charon/samples.ts';
import { corpusDir } from '../helpers/corpus.ts';
import { measure, printRow, timeCommand } from './measure.ts';

const megabytes = Number(process.argv[2] ?? 200);
const mostPeakMb = 300;

/** Logs of the lab where they are at hand, else the samples of the format; each line ends with a line break. */
function lines(): Buffer {
  const lab = join(corpusDir, 'ike-lab');
  const logs = existsSync(lab) ? readdirSync(lab).map((name) => readFileSync(join(lab, name, 'onprem.charon.log'), 'utf8')) : [];
  const texts = logs.length > 0 ? logs : samples.map(({ text }) => text);
  return Buffer.from(texts.map((text) => text.trimEnd()).join('\n') + '\n');
}

function writeRepeated(file: string, block: Buffer): void {
  const large = Buffer.concat(Array.from({ length: Math.max(1, Math.floor(4e6 / block.length)) }, () => block));
  const fd = openSync(file, 'w');
  for (let written = 0; written < megabytes * 1e6; written += large.length) writeSync(fd, large);
  closeSync(fd);
}

const folder = mkdtempSync(join(tmpdir(), 'ike-log-bench-'));
try {
  const file = join(folder, 'charon.log');
  writeRepeated(file, lines());
  const wc = timeCommand('wc', ['-l', file]);
  if (wc === null) throw new Error('wc is not installed');
  printRow(`wc -l, ${megabytes} MB`, megabytes, wc, '');
  for (const [name, work] of [
    ['line index with times', 'index'],
    ['lines as texts', 'lines'],
    ['parser', 'charon'],
  ] as const) {
    const read = measure(work, file);
    const ratio = read.processor / wc.processor;
    printRow(name, megabytes, read, `${ratio.toFixed(1)} times as long, ${read.items} items, peak ${read.peakMb.toFixed(0)} MB`);
    if (work !== 'index' && read.peakMb > mostPeakMb) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
