import { array, assert, constantFrom, integer, nat, oneof, property, record, uint8Array } from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/packet-capture/format.ts';
import { readIkeMessage } from '#core/ike/read-message.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import {
  enhancedPacket,
  ethernet,
  ikeNotify,
  ikeUdp,
  ipv4,
  networkInterface,
  pcap,
  section,
  udp,
} from '../../../../helpers/capture-builder.ts';
import { readBytes } from '../parse-text.ts';

const frame = ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, ikeNotify(14))));
const built = [pcap([frame, frame]), Buffer.concat([section(), networkInterface(1, { resolution: 9 }), enhancedPacket(0, 1n, frame)])];

function corpus(): Buffer[] {
  if (!hasCorpus) return [];
  const pcaps = readdirSync(join(corpusDir, 'pcap')).map((f) => readFileSync(join(corpusDir, 'pcap', f)));
  const lab = ['healthy', 'udp4500-blocked', 'ikev1-psk-mismatch'].map((f) => readFileSync(join(corpusDir, 'ike-lab', f, 'onprem.pcap')));
  return [...pcaps, ...lab];
}

const captures = [...built, ...corpus()];
const damage = record({ at: nat(), value: oneof(integer({ min: 0, max: 255 }), constantFrom(0, 255, 1, 4)) });

/** No more than a record and a rejection for each sixteen bytes: nothing is made up. */
function bounded(bytes: Uint8Array): void {
  const read = readBytes(format, bytes);
  expect(read.records.length + read.rejected.length).toBeLessThanOrEqual(2 + bytes.length / 8);
}

describe(`packet-capture: hostile bytes end cleanly${corpusNote}`, () => {
  it('changed bytes', () => {
    assert(
      property(constantFrom(...captures), array(damage, { minLength: 1, maxLength: 12 }), (capture, changes) => {
        const bytes = Buffer.from(capture);
        for (const { at, value } of changes) bytes[at % bytes.length] = value;
        bounded(bytes);
      }),
      { numRuns: 400 },
    );
  });

  it.each(captures.map((bytes, i) => [i, bytes.length] as const))('capture %i of %i bytes, cut at every byte', (index, length) => {
    const step = Math.max(1, Math.floor(length / 400));
    for (let end = 0; end < length; end += step) bounded(captures[index]!.subarray(0, end));
  });

  it('any bytes behind the header of a file or of a section', () => {
    const heads = [built[0]!.subarray(0, 24), section(), Buffer.concat([section(), networkInterface(1)])];
    assert(
      property(constantFrom(...heads), uint8Array({ maxLength: 600 }), (head, rest) => bounded(Buffer.concat([head, rest]))),
      { numRuns: 300 },
    );
  });

  it('any bytes as a message', () => {
    assert(
      property(
        uint8Array({ minLength: 28, maxLength: 400 }),
        constantFrom(0x10, 0x20),
        constantFrom(1, 11, 12, 33, 41, 44),
        (bytes, version, first) => {
          const message = Buffer.from(bytes);
          message[16] = first;
          message[17] = version;
          message.writeUInt32BE(message.length, 24);
          const read = readIkeMessage(message, false);
          expect(read.ok).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
