import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/packet-capture/format.ts';
import { ethernet, hex, ikeUdp, ipv4, pcap, udp } from '../../../../helpers/capture-builder.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { readBytes } from '../parse-text.ts';

const small = 1200;
const flips = 160;
const fileHeaderBytes = 24;

function captures(): (readonly [string, Buffer])[] {
  if (!hasCorpus) return [];
  const names = readdirSync(corpusDir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.p?cap$/.test(name));
  return names.toSorted().map((name) => [name, readFileSync(join(corpusDir, name))] as const);
}

/** Places that the damage tries: all of a small file, and as many spread over a large one. */
function places(length: number, most: number): number[] {
  const step = Math.max(1, Math.floor(length / most));
  return Array.from({ length: Math.ceil(length / step) }, (_, i) => i * step);
}

describe.skipIf(!hasCorpus)(`packet-capture: damaged corpus captures${corpusNote}`, () => {
  it.each(captures())('%s, cut: nothing before the cut is lost, and the cut is named', (_name, bytes) => {
    const whole = readBytes(format, bytes);
    const messages = whole.records.filter((r) => r.data.kind === 'ike-event' && r.data.messageId !== null);
    for (const end of places(bytes.length, bytes.length <= small ? bytes.length : 60)) {
      if (end <= fileHeaderBytes) continue;
      const read = readBytes(format, bytes.subarray(0, end));
      const kept = messages.filter((_, i) => (messages[i + 1]?.place.offset ?? bytes.length) <= end).map((r) => r.text);
      expect(read.records.map((r) => r.text)).toEqual(expect.arrayContaining(kept));
      const named = read.rejected.filter((r) => r.reason.key === 'reject.capture-cut').length;
      // A cut between two packets leaves a whole, shorter capture.
      expect(named).toBeLessThanOrEqual(1);
    }
  });

  it.each(captures())('%s, one bit at a time: ends, and makes up nothing', (_name, bytes) => {
    const before = readBytes(format, bytes);
    const limit = before.records.length + before.rejected.length + 8;
    for (const [i, at] of places(bytes.length, flips).entries()) {
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ (1 << (i % 8));
      const read = readBytes(format, damaged);
      expect(read.records.length + read.rejected.length).toBeLessThanOrEqual(limit);
    }
  });

  it.each([
    ['pcap/tcpdump_isakmp-pointer-loop.pcap', ['reject.ike-length']],
    ['pcap/zeek_ipsec-ikev1-zero-length.pcap', ['reject.ike-length']],
    ['pcap/tcpdump_isakmp-rfc3948-oobr.pcap', ['reject.ike-short']],
  ])('%s: the malformed message is named', (name, keys) => {
    const read = readBytes(format, readFileSync(join(corpusDir, name)));
    expect([read.records, read.rejected.map((r) => r.reason.key)]).toEqual([[], keys]);
  });
});

it.each([
  ['an empty datagram', '', 'reject.ike-short'],
  ['a message of zeros', '00'.repeat(28), 'reject.ike-version'],
  ['a length of zero', 'b39c4c2171fe81e1 0000000000000000 21 20 22 08 00000000 00000000', 'reject.ike-length'],
  [
    'a payload of length zero',
    'b39c4c2171fe81e1 0000000000000000 21 20 22 08 00000000 00000024 0000 0000 00000000',
    'reject.ike-damage-payload-length',
  ],
])('%s is named', (_name, text, key) => {
  const read = readBytes(format, pcap([ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, hex(text))))]));
  expect(read.rejected.map((r) => [r.line, r.reason.key])).toEqual([[1, key]]);
});
