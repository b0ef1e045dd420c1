import { describe, expect, it } from 'vitest';
import { loadAssets } from '../../../../main/host/assets.ts';
import { ethernet, hex, ikeNotify, ikeUdp, ipv4, pcap, udp } from '../../../helpers/capture-builder.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { classifyDrop, ipsecDrop, mainModeFailure, netEvent, netEvents, quickModeFailure } from '../formats/windows-wfp-xml/wfp-xml.ts';

const { knowledge } = loadAssets();

function facts(path: string, bytes: Uint8Array) {
  const found = factsOfText(path, bytes, knowledge).facts.filter((f) => f.kind !== 'ike-negotiation');
  return found.map(({ citations: _citations, ...fact }) => fact);
}

describe('undelivered packets', () => {
  const sent = ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, ikeNotify(14)));
  const icmp = (from: string, code: string) =>
    ethernet('0800', ipv4(from, ikeUdp.from, 1, Buffer.concat([hex(`03${code} 0000 00000000`), sent.subarray(0, 28)])));

  it.each([
    ['the peer itself: it is there, and nothing listens', ikeUdp.to, '03', 'port'],
    ['a router: the way ends there', '203.0.113.1', '01', 'host'],
    ['a firewall that says so', '203.0.113.1', '0d', 'prohibited'],
  ])('from ICMP, %s', (_name, reporter, code, reason) => {
    expect(facts('a.pcap', pcap([icmp(reporter, code), icmp(reporter, code)]))).toMatchObject([
      {
        kind: 'undelivered-packets',
        localAddress: ikeUdp.from,
        remoteAddress: ikeUdp.to,
        protocol: 'udp-500',
        direction: 'sent',
        reason,
        by: reporter,
        count: 2,
      },
    ]);
  });

  it('by the own filters and the own IPsec driver of Windows', () => {
    const text = netEvents(
      netEvent('CLASSIFY_DROP', { protocol: 17, localPort: 4500, remotePort: 4500 }, classifyDrop('MS_FWP_DIRECTION_OUT', 'Stealth')),
      netEvent('CLASSIFY_DROP', { protocol: 50 }, classifyDrop('MS_FWP_DIRECTION_IN')),
      netEvent('IPSEC_KERNEL_DROP', {}, ipsecDrop('0xC0360004')),
    );
    expect(facts('netevents.xml', Buffer.from(text))).toMatchObject([
      { reason: 'own-filter', protocol: 'udp-4500', direction: 'sent', by: '66241 Stealth' },
      { reason: 'own-filter', protocol: 'esp', direction: 'received', by: '66241' },
      { reason: 'own-ipsec', protocol: 'esp', direction: 'received', by: 'STATUS_IPSEC_REPLAY_CHECK_FAILED' },
    ]);
  });
});

it('failures of the filtering platform are the same facts as those of the Security log', () => {
  const failure = netEvent('IKEEXT_MM_FAILURE', {}, mainModeFailure());
  const text = netEvents(failure, failure, netEvent('IKEEXT_QM_FAILURE', {}, quickModeFailure()));
  const common = { kind: 'ike-failures', provider: 'Windows Filtering Platform', localAddress: '10.50.0.4', remoteAddress: '203.0.113.10' };
  expect(facts('netevents.xml', Buffer.from(text))).toMatchObject([
    { ...common, phase: 'main', role: 'initiator', side: 'remote', code: 13_801, signal: 'authentication', count: 2 },
    { ...common, phase: 'quick', role: 'responder', side: 'local', code: 13_868, signal: 'ipsec-policy', count: 1 },
  ]);
});
