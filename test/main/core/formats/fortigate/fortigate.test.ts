import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/fortigate/format.ts';
import { samples } from '#core/formats/fortigate/samples.ts';
import type { IkeEventData, IkeProposal } from '#shared/model/ike.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { expectEveryLineOnce, readAnything, sameInEveryEncoding } from '../any-text.ts';
import { dataOf, readText } from '../parse-text.ts';

function sample(name: string): string {
  return samples.find((s) => s.name.startsWith(name))!.text;
}

function events(text: string): IkeEventData[] {
  return dataOf(readText(format, text), 'ike-event');
}

function names(proposals: readonly IkeProposal[]): string[] {
  return proposals.map((p) => `${p.protocol} ${p.number}: ${p.transforms.map((t) => t.name).join('/')}`);
}

describe('fortigate: IKE debug', () => {
  it('reads the proposals of both ends and the failure of a responder', () => {
    const read = events(sample('IKE debug, responder'));
    const [incoming, mine] = read.filter((e) => e.step === 'proposals');
    expect([incoming!.direction, mine!.direction]).toEqual(['received', 'local']);
    expect(names(incoming!.proposals)).toEqual(['ike 1: AES-CBC-256/SHA1/PRF-SHA1/2', 'ike 2: 3DES/SHA1/PRF-SHA1/2']);
    expect(names(mine!.proposals)).toEqual(['ike 1: AES-CBC-256/SHA2-256/PRF-SHA2-256/14/86400']);
    expect(read.at(-1)).toMatchObject({
      step: 'failed',
      fault: 'ike-policy',
      sa: 'ike',
      remote: { address: '198.51.100.20', port: 500 },
      local: { address: '203.0.113.10', port: 500 },
      initiatorSpi: '51b2d2ebab3a0fcc',
      version: 2,
      isInitiator: false,
    });
  });

  it('keeps a listing of proposals as one record with all its lines', () => {
    const record = readText(format, sample('IKE debug, responder')).records.find(
      (r) => r.data.kind === 'ike-event' && r.data.step === 'proposals',
    );
    expect(record).toMatchObject({ place: { line: 7, endLine: 21 } });
    expect(record!.text.split('\n')).toHaveLength(15);
  });

  it('reads messages of both directions with their times and the refusal of the key', () => {
    const { records } = readText(format, sample('IKE debug with times'));
    const read = records.flatMap((r) => (r.data.kind === 'ike-event' ? [{ ...r.data, localMs: r.time?.localMs }] : []));
    expect(read.map((e) => [e.step, e.direction, e.exchange, e.isResponse, e.messageId])).toEqual([
      ['message', 'sent', 'IKE_SA_INIT', false, 0],
      ['message', 'received', 'IKE_SA_INIT', true, 0],
      ['message', 'sent', 'IKE_AUTH', false, 1],
      ['message', 'received', 'IKE_AUTH', true, 1],
      ['failed', 'received', 'IKE_AUTH', null, null],
    ]);
    expect(read.at(-1)).toMatchObject({
      fault: 'authentication',
      connection: 'azure',
      session: '370445',
      remote: { address: '198.51.100.20', port: 4500 },
      notifies: [{ name: 'AUTHENTICATION_FAILED', id: 24 }],
      localMs: Date.UTC(2026, 10, 18, 18, 7, 6, 907),
    });
  });

  it('tells PFS from the rest of the proposal in quick mode', () => {
    const read = events(sample('IKE debug, IKEv1'));
    expect(read.at(-1)).toMatchObject({
      step: 'failed',
      fault: 'pfs',
      sa: 'child',
      connection: 'branch',
      version: 1,
      exchange: 'quick-mode',
    });
    const selectors = read.find((e) => e.selectors.length > 0)!.selectors;
    expect(selectors.map((s) => `${s.whose} ${s.selector.range}`)).toEqual([
      'local 192.168.50.0-192.168.50.255',
      'remote 10.20.0.0-10.20.255.255',
    ]);
  });

  it.each([
    ['key, IKEv1', 'ike 0:a: parse error\nike 0:a: probable pre-shared secret mismatch', 'failed', 'authentication'],
    ['key, IKEv2', 'ike 0:a:7: PSK auth failed: probable pre-shared key mismatch', 'failed', 'authentication'],
    ['refused first message', 'ike V=root:0:a:3071: processing notify type NO_PROPOSAL_CHOSEN', 'failed', 'ike-policy'],
    [
      'refused child',
      'ike 0:a:7: sent IKE msg (AUTH): 10.0.0.1:4500->10.0.0.2:4500, len=240, id=d877b92d9f8675a0/5929808be8170f37:00000001\nike 0:a:7: received notify type NO_PROPOSAL_CHOSEN',
      'failed',
      'ipsec-policy',
    ],
    ['selectors refused by the peer', 'ike 0:a:7: received notify type TS_UNACCEPTABLE', 'failed', 'traffic-selectors'],
    ['selectors of the peer', 'ike 0:a:7:18: no matching phase2 found', 'failed', 'traffic-selectors'],
    ['identity', 'ike V=root:0:a:25: gw validation failed', 'failed', 'peer-identity'],
    ['identity, last line only', 'ike V=root:a Negotiate SA Error: gateway validation failed', 'failed', 'peer-identity'],
    ['no policy for the tunnel', 'ike V=root:0:a: ignoring IKEv2 request, no policy configured', 'failed', 'other'],
    ['no answer', 'ike 0:a:7: negotiation timeout, deleting', 'peer-silent', 'no-answer'],
    [
      'no answer any more',
      'ike 0:To HQ:7: established IKE SA 04a371294377bd02/69d721d0598ca258\n2026-07-08 13:04:39.713739 ike V=root:0:To HQ:7: 04a371294377bd02/69d721d0598ca258 retransmission timeout',
      'peer-silent',
      'peer-lost',
    ],
  ])('%s', (_name, text, step, fault) => {
    expect(events(text).at(-1)).toMatchObject({ step, fault });
  });

  it('states a failure once, however often the daemon repeats it', () => {
    const text = 'ike 0:a:7: no SA proposal chosen\nike Negotiate ISAKMP SA Error: ike 0:a:7: no SA proposal chosen\n';
    expect(events(text).map((e) => e.step)).toEqual(['failed', 'other']);
  });

  it('reads retransmissions, established SAs and deletions', () => {
    const text = `ike 0:a:7: sent IKE msg (RETRANSMIT_SA_INIT): 10.0.0.1:500->10.0.0.2:500, len=320, id=d877b92d9f8675a0/0000000000000000
ike 0:a:7: sent IKE msg (P1_RETRANSMIT): 10.0.0.1:500->10.0.0.2:500, len=320, id=d877b92d9f8675a0/0000000000000000
ike 0:a:7: established IKE SA d877b92d9f8675a0/5929808be8170f37
ike 0:a:7:a:9: added IPsec SA: SPIs=00aa11bb/cc22dd33
ike 0:a:7: recv IPsec SA delete, spi count 1`;
    expect(events(text).map((e) => [e.step, e.sa, e.direction])).toEqual([
      ['retransmission', null, 'sent'],
      ['retransmission', null, 'sent'],
      ['established', 'ike', 'local'],
      ['established', 'child', 'local'],
      ['deleted', 'child', 'received'],
    ]);
  });
});

describe('fortigate: event log', () => {
  it('reads phase, peers, reason and time with its offset', () => {
    const { records } = readText(format, sample('VPN event log'));
    const read = records.flatMap((r) => (r.data.kind === 'ike-event' ? [r.data] : []));
    expect(read.map((e) => [e.step, e.sa, e.fault ?? null, e.connection])).toEqual([
      ['failed', 'ike', 'ike-policy', null],
      ['message', 'ike', null, 'azure'],
      ['established', 'child', null, 'azure'],
      ['peer-lost', 'ike', 'peer-lost', 'azure'],
    ]);
    expect(read[0]).toMatchObject({
      remote: { address: '198.51.100.20', port: 500 },
      initiatorSpi: '75da2b97aacbbfef',
      responderSpi: null,
    });
    expect(read[1]).toMatchObject({ direction: 'sent', exchange: 'IKE_SA_INIT', version: 2, isInitiator: true });
    expect(records[0]!.time!.utcMs).toBe(Date.UTC(2026, 10, 18, 19, 56, 10));
  });

  it('reads a notify of the peer and a log of another product version', () => {
    const [v7, v4] = events(
      `date=2026-11-18 time=10:00:00 logid="0101037125" type="event" subtype="vpn" msg="IPsec phase 2 error" action="negotiate" remip=198.51.100.20 locip=203.0.113.10 vpntunnel="azure" status="negotiate_error" reason="" peer_notif="TS-UNACCEPTABLE"
date=2026-11-18 time=10:00:00 log_id=0101037124 type=event subtype=vpn rem_ip=198.51.100.20 loc_ip=203.0.113.10 vpn_tunnel="azure" action=negotiate status=negotiate_error msg="Negotiate SA Error: probable pre-shared secret mismatch"`,
    );
    expect(v7).toMatchObject({ step: 'failed', fault: 'traffic-selectors', direction: 'received', sa: 'child' });
    expect(v4).toMatchObject({
      step: 'failed',
      fault: 'authentication',
      connection: 'azure',
      remote: { address: '198.51.100.20', port: null },
    });
  });

  it('leaves events of SSL VPN and other logs alone', () => {
    const text = 'date=2026-11-18 time=10:00:00 logid="0101039424" type="event" subtype="vpn" action="tunnel-up" remip=192.0.2.1';
    expect(readText(format, `${sample('VPN event log')}${text}`).records.at(-1)?.data.kind).toBe('line');
  });
});

describe('fortigate: lists of SAs', () => {
  it('reads summary, gateways and tunnels', () => {
    const sas = dataOf(readText(format, sample('lists of SAs')), 'device-sa');
    expect(
      sas.map((s) => [s.sa, s.name, s.peer, s.state, s.version, s.isInitiator, s.packetsIn, s.packetsOut, s.remainingSeconds]),
    ).toEqual([
      ['child', 'azure', '198.51.100.20', 'up', null, null, 1921, 69, null],
      ['child', 'branch', '192.0.2.7', 'down', null, null, 0, 0, null],
      ['ike', 'azure', '198.51.100.20', 'up', 2, true, null, null, 27776],
      ['ike', 'branch', '192.0.2.7', 'connecting', 1, false, null, null, null],
      ['child', 'azure-p2', '198.51.100.20', 'up', 2, null, 1921, 69, 25694],
    ]);
    expect(sas[2]!.transforms.map((t) => t.name)).toEqual(['AES-CBC-256', 'SHA2-256', 'PRF-SHA2-256']);
    expect(sas[4]!.transforms.map((t) => t.name)).toEqual(['AES-CBC-256', 'SHA2-256']);
    expect(sas[4]!.selectors.map((s) => `${s.whose} ${s.selector.range}`)).toEqual(['local 192.168.50.0/24', 'remote 10.20.0.0/16']);
  });

  it('tells a phase 2 that is down from one that is up, and a gateway with two IKE SAs', () => {
    const text = `vd: root/0
name: azure
version: 1
addr: 203.0.113.10:500 -> 198.51.100.20:500
  id/spi: 259 6fdf66aa8c4d7016/d499a5bf9b7784e0
  direction: initiator
  status: established 95-74s ago = 21000ms
  id/spi: 260 5fdf66aa8c4d7016/0000000000000000
  direction: responder
  status: connecting, state 3, started 15s ago
name=azure ver=1 serial=1 203.0.113.10:0->198.51.100.20:0 tun_id=198.51.100.20
proxyid=p2 proto=0 sa=0 ref=2 serial=1
  src: 0:10.0.0.0-10.0.255.255:0
  dst: 0:0.0.0.0/0.0.0.0:0
`;
    const sas = dataOf(readText(format, text), 'device-sa');
    expect(sas.map((s) => [s.sa, s.name, s.state, s.isInitiator])).toEqual([
      ['ike', 'azure', 'up', true],
      ['ike', 'azure', 'connecting', false],
      ['child', 'p2', 'down', null],
    ]);
    expect(sas[2]!.selectors.map((s) => s.selector.range)).toEqual(['10.0.0.0/16', '0.0.0.0/0']);
  });
});

describe('fortigate: configuration', () => {
  it('joins both phases of a tunnel, with the place of every line', () => {
    const { records } = readText(format, sample('configuration'));
    const record = records.find((r) => r.data.kind === 'device-tunnel')!;
    expect(record.data).toMatchObject({
      vendor: 'fortigate',
      name: 'azure',
      version: 2,
      peers: ['198.51.100.20'],
      localIdentity: '203.0.113.10',
      authentication: 'shared-key',
      ikeLifetimeSeconds: 28800,
      childLifetimeSeconds: 27000,
      dpdSeconds: 20,
      selectors: [{ local: ['192.168.50.0/24'], remote: ['10.20.0.0/16'] }],
    });
    const data = record.data.kind === 'device-tunnel' ? record.data : null;
    expect(names(data!.ikeProposals)).toEqual(['ike 1: AES-CBC-256/SHA2-256/14/2/PRF-SHA2-256', 'ike 2: AES-GCM-16-256/PRF-SHA2-384/14/2']);
    expect(names(data!.childProposals)).toEqual(['esp 1: AES-CBC-256/SHA2-256']);
    const lines = record.text.split('\n');
    expect(lines[22 - record.place.line]).toContain('set proposal aes256-sha256');
    expect(record.place).toMatchObject({ line: 3, endLine: 27 });
  });

  it('takes defaults that are not shown, and resolves named addresses', () => {
    const text = `config firewall address
    edit "lan"
        set subnet 192.168.50.0 255.255.255.0
    next
    edit "vms"
        set type iprange
        set start-ip 10.20.0.4
        set end-ip 10.20.0.9
    next
end
config firewall addrgrp
    edit "cloud"
        set member "vms" "elsewhere"
    next
end
config vpn ipsec phase1-interface
    edit "azure"
        set remote-gw 198.51.100.20
        set authmethod signature
    next
end
config vpn ipsec phase2-interface
    edit "p2"
        set phase1name "azure"
        set proposal aes128-sha1 aes256gcm
        set src-addr-type name
        set dst-addr-type name
        set src-name "lan"
        set dst-name "cloud"
    next
end
`;
    const [data] = dataOf(readText(format, text), 'device-tunnel');
    expect(data).toMatchObject({
      version: 1,
      ikeProposals: [],
      authentication: 'certificate',
      defaulted: ['pfs'],
      selectors: [{ local: ['192.168.50.0/24'], remote: ['10.20.0.4-10.20.0.9', 'elsewhere'] }],
    });
    expect(names(data!.childProposals)).toEqual(['esp 1: AES-CBC-128/SHA1/14/5', 'esp 2: AES-GCM-16-256/14/5']);
  });
});

describe('fortigate: any shape and any bytes', () => {
  it.each(samples)('$name: every encoding gives the same records', ({ text }) => {
    expect(sameInEveryEncoding(format, text).some((d) => d.kind !== 'line')).toBe(true);
  });

  it('keeps every line that is not blank, whatever stands between', () => {
    readAnything(
      format,
      { samples, more: ['config x', 'end', 'ike 0:a:1: proposal id = 1:', '[[['], mostParts: 40, runs: 200, mostBytes: 2000 },
      (read, text) => {
        expect(read.rejected).toEqual([]);
        expectEveryLineOnce(read, text);
      },
    );
  });

  it('very long lines and endless blocks cost no more than their length', () => {
    const started = performance.now();
    readText(format, `ike 0:${'a:'.repeat(100_000)}\ndate=2026 logid="0101037124" ${'a="'.repeat(60_000)}`);
    readText(format, `config vpn ipsec phase1-interface\n${'edit "x\\'.repeat(20_000)}\n`);
    readText(format, `ike 0:a:1: incoming proposal:\n${'ike 0:a:1: type=ENCR, val=AES_CBC (key_len = 256)\n'.repeat(20_000)}`);
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
