import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/packet-capture/format.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { dataOf, readBytes } from '../parse-text.ts';

const file = join(corpusDir, 'pcap-expected/tshark_4.0.17_fields.txt');
const sections = hasCorpus && existsSync(file) ? readFileSync(file, 'utf8').split(/^### /m).slice(1) : [];

type Row = readonly [string, string, string, string, string];

/** What was printed of each IKE message: packet, SPIs, message id and notify types. */
function printed(section: string): { readonly name: string; readonly rows: readonly Row[] } {
  const [head, , ...lines] = section.split('\n');
  const cells = lines.map((line) => line.split('|'));
  const messages = cells.filter((row) => (row[9] ?? '') !== '' && !/ICMP/.test(row[6] ?? ''));
  return {
    name: head!.split(' ')[0]!,
    rows: messages.map((row) => [row[0]!, row[7]!, row[8]!, String(Number(row[10])), row[11]!]),
  };
}

const none = '0000000000000000';

describe.skipIf(sections.length === 0)(`packet-capture: as the published dissection says${corpusNote}`, () => {
  const known = sections.map(printed).filter(({ name }) => existsSync(join(corpusDir, 'pcap', name)));
  it.each(known)('$name', ({ name, rows }) => {
    const read = readBytes(format, readFileSync(join(corpusDir, 'pcap', name)));
    const messages = read.records.filter((r) => r.data.kind === 'ike-event' && r.data.messageId !== null);
    const events = dataOf({ ...read, records: messages }, 'ike-event');
    const ours = events.map((e, i): Row => {
      const notifies = e.notifies.map((n) => n.id).join(',');
      return [String(messages[i]!.place.line), e.initiatorSpi ?? none, e.responderSpi ?? none, String(e.messageId), notifies];
    });
    expect(ours).toEqual(rows);
  });

  it.each(['tcpdump_isakmp-pointer-loop.pcap', 'tcpdump_isakmp-rfc3948-oobr.pcap', 'zeek_ipsec-ikev1-zero-length.pcap'])(
    '%s is malformed and says so',
    (name) => {
      const read = readBytes(format, readFileSync(join(corpusDir, 'pcap', name)));
      expect([read.records.length, read.rejected.length]).toEqual([0, 1]);
    },
  );
});
