/**
 * Reads captures of as many megabytes as the first argument says (100) and prints time, records, peak memory, and how many times as long
 * tshark takes for its one line a packet. `mixed`: ESP with some IKE and other traffic; `IKE`: negotiations of the lab, or built ones, again
 * and again. Ends with 1 when a process takes more than 250 MB, or tshark less than three times as long for `mixed`.
 */
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ethernet, ikeNotify, ikeUdp, ipv4, pcap, udp } from '../helpers/capture-builder.ts';
import { corpusDir } from '../helpers/corpus.ts';
import { measure, printRow, timeCommand } from './measure.ts';

const megabytes = Number(process.argv[2] ?? 100);
const mostPeakMb = 250;
const leastRatio = 3;
const fileHeaderBytes = 24;

/** Of a thousand packets: ten of IKE, a tenth of another protocol, the rest ESP in both directions. */
function mixed(): Buffer {
  const nat = { ...ikeUdp, fromPort: 4500, toPort: 4500 };
  const back = { from: nat.to, fromPort: 4500, to: nat.from, toPort: 4500 };
  const packets = Array.from({ length: 1000 }, (_, i) => {
    if (i % 100 === 0) return ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, ikeNotify(14))));
    if (i % 10 === 1) return ethernet('0800', ipv4('10.0.0.1', '10.0.0.2', 6, Buffer.alloc(800)));
    const esp = Buffer.alloc(i % 2 === 0 ? 1400 : 120, i & 0xff);
    esp.writeUInt32BE(i % 2 === 0 ? 0xc3_a1_f2_b4 : 0xd4_b2_a1_c3, 0);
    const ends = i % 2 === 0 ? nat : back;
    return ethernet('0800', ipv4(ends.from, ends.to, 17, udp(ends, esp)));
  });
  return pcap(packets);
}

/** All captures of the lab that have the link type and byte order of the first, behind each other. */
function negotiations(): Buffer {
  const lab = join(corpusDir, 'ike-lab');
  if (!existsSync(lab)) return pcap([ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, ikeNotify(14))))]);
  const files = readdirSync(lab).map((name) => readFileSync(join(lab, name, 'onprem.pcap')));
  const head = files[0]!.subarray(0, fileHeaderBytes);
  const alike = files.filter((file) => file.subarray(0, 4).equals(head.subarray(0, 4)) && file.readUInt32LE(20) === head.readUInt32LE(20));
  return Buffer.concat([head, ...alike.map((file) => file.subarray(fileHeaderBytes))]);
}

/** Writes the packets of a capture again and again until the file is as large as wanted. */
function writeRepeated(file: string, capture: Buffer): void {
  const packets = capture.subarray(fileHeaderBytes);
  const block = Buffer.concat(Array.from({ length: Math.max(1, Math.floor(4e6 / packets.length)) }, () => packets));
  const fd = openSync(file, 'w');
  writeSync(fd, capture, 0, fileHeaderBytes);
  for (let written = fileHeaderBytes; written < megabytes * 1e6; written += block.length) writeSync(fd, block);
  closeSync(fd);
}

const folder = mkdtempSync(join(tmpdir(), 'capture-bench-'));
try {
  for (const [name, capture] of [
    ['mixed', mixed()],
    ['IKE', negotiations()],
  ] as const) {
    const file = join(folder, 'capture.pcap');
    writeRepeated(file, capture);
    const read = measure('capture', file);
    printRow(
      `${name}, ${megabytes} MB`,
      megabytes,
      read,
      `${read.items} records, ${read.rejected} rejected, peak ${read.peakMb.toFixed(0)} MB`,
    );
    if (read.peakMb > mostPeakMb) process.exitCode = 1;
    const tshark = timeCommand('tshark', ['-n', '-r', file]);
    if (tshark === null) console.log('tshark is not installed');
    else {
      const ratio = tshark.processor / read.processor;
      printRow('tshark -n -r', megabytes, tshark, `${ratio.toFixed(1)} times as long`);
      if (name === 'mixed' && ratio < leastRatio) process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
