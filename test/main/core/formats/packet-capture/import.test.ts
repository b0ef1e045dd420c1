import { join } from 'node:path';
import { expect, it } from 'vitest';
import { extractors } from '#core/generated/extractors.ts';
import { formats } from '#core/generated/formats.ts';
import { importBundle } from '#core/import/import-bundle.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import {
  ethernet,
  ikeNotify,
  ikeUdp,
  ipv4,
  networkInterface,
  enhancedPacket,
  pcap,
  section,
  udp,
} from '../../../../helpers/capture-builder.ts';
import { inputFolder, noCancellation, steadyClock, temporaryFolder } from '../../../../helpers/case-folder.ts';
import { knowledge } from '../../../../helpers/knowledge.ts';

const frame = ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, ikeNotify(14))));

it('captures of both formats and of every byte order reach the reader through the import', async () => {
  const dir = join(temporaryFolder(), 'case');
  createCase(dir, { id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11', title: 'x', nowMs: 1000 });
  const input = inputFolder('bundle', {
    'a.pcap': pcap([frame]),
    'b.cap': pcap([frame], { order: 'BE' }),
    'c.pcap': pcap([frame], { magic: 0xa1_b2_3c_4d }),
    'd.pcapng': Buffer.concat([section('BE'), networkInterface(1, {}, 'BE'), enhancedPacket(0, 1_795_330_800_000_000n, frame, 'BE')]),
  });
  const store = openCase(dir, { clock: steadyClock });
  const { sources } = await importBundle({
    input, store, formats, extractors, knowledge, secrets: createSecretKeeper(),
    cancellation: noCancellation, clock: steadyClock, onProgress: () => undefined,
  }); // prettier-ignore
  expect(sources.map((s) => [s.path, s.format, s.records, s.rejected, s.zone])).toEqual(
    ['a.pcap', 'b.cap', 'c.pcap', 'd.pcapng'].map((path) => [path, 'packet-capture', 1, 0, 'utc']),
  );
});
