/**
 * Reads a generated capture (100 MB, or as many as the first argument says) through the format `packet-capture` and prints
 * time, records and the growth of the process; with tshark installed also its time on the same file. Ends with 1 when the
 * process grows by more than 150 MB.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from '#core/formats/packet-capture/format.ts';
import { createParseInput } from '#core/text/text.ts';
import { ethernet, ikeNotify, ikeUdp, ipv4, pcap, udp } from '../helpers/capture-builder.ts';

const megabytes = Number(process.argv[2] ?? 100);
const mostGrowthMb = 150;

/** Of a thousand packets: ten of IKE, a tenth of another protocol, the rest ESP in both directions. */
function packets(): Buffer[] {
  const nat = { ...ikeUdp, fromPort: 4500, toPort: 4500 };
  const back = { from: nat.to, fromPort: 4500, to: nat.from, toPort: 4500 };
  return Array.from({ length: 1000 }, (_, i) => {
    if (i % 100 === 0) return ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, ikeNotify(14))));
    if (i % 10 === 1) return ethernet('0800', ipv4('10.0.0.1', '10.0.0.2', 6, Buffer.alloc(800)));
    const esp = Buffer.alloc(i % 2 === 0 ? 1400 : 120, i & 0xff);
    esp.writeUInt32BE(i % 2 === 0 ? 0xc3_a1_f2_b4 : 0xd4_b2_a1_c3, 0);
    const ends = i % 2 === 0 ? nat : back;
    return ethernet('0800', ipv4(ends.from, ends.to, 17, udp(ends, esp)));
  });
}

function writeCapture(file: string): void {
  const whole = pcap(packets());
  const fd = openSync(file, 'w');
  writeSync(fd, whole, 0, 24);
  for (let written = 24; written < megabytes * 1e6; written += whole.length - 24) writeSync(fd, whole, 24);
  closeSync(fd);
}

function read(file: string): { readonly records: number; readonly rejected: number; readonly seconds: number; readonly growthMb: number } {
  const fd = openSync(file, 'r');
  const bytes = {
    size: fstatSync(fd).size,
    read: (offset: number, length: number): Uint8Array => {
      const block = new Uint8Array(length);
      return block.subarray(0, readSync(fd, block, 0, length, offset));
    },
  };
  const before = process.memoryUsage().rss;
  const startedMs = performance.now();
  let [records, rejected, peak] = [0, 0, before];
  for (const item of format.parse(createParseInput('capture.pcap', 'binary', bytes))) {
    if (item.type === 'rejected') rejected += 1;
    else records += 1;
    if (records % 200 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  peak = Math.max(peak, process.memoryUsage().rss);
  closeSync(fd);
  return { records, rejected, seconds: (performance.now() - startedMs) / 1000, growthMb: (peak - before) / 1e6 };
}

const folder = mkdtempSync(join(tmpdir(), 'capture-bench-'));
try {
  const file = join(folder, 'capture.pcap');
  writeCapture(file);
  const { records, rejected, seconds, growthMb } = read(file);
  console.log(
    `${megabytes} MB: ${seconds.toFixed(2)} s, ${(megabytes / seconds).toFixed(0)} MB/s, ${records} records, ${rejected} rejected, +${growthMb.toFixed(0)} MB`,
  );
  const startedMs = performance.now();
  const tshark = spawnSync('tshark', ['-n', '-r', file, '-Y', 'isakmp', '-T', 'fields', '-e', 'isakmp.ispi'], { stdio: 'ignore' });
  const tsharkSeconds = (performance.now() - startedMs) / 1000;
  if (tshark.status === 0)
    console.log(`tshark on the same file: ${tsharkSeconds.toFixed(2)} s, ${(tsharkSeconds / seconds).toFixed(1)} times as long`);
  if (growthMb > mostGrowthMb) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
