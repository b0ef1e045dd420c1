import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/palo-alto/format.ts';
import { samples } from '#core/formats/palo-alto/samples.ts';
import type { IkeProposal } from '#shared/model/ike.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { expectNoLineLost, readAnything, sameInEveryEncoding } from '../any-text.ts';
import { dataOf, readText } from '../parse-text.ts';

function sample(name: string): string {
  return samples.find((s) => s.name === name)!.text;
}

function events(text: string) {
  return dataOf(readText(format, text), 'ike-event');
}

function names(proposals: readonly IkeProposal[]): string[] {
  return proposals.map((p) => `${p.protocol} ${p.number}: ${p.transforms.map((t) => t.name).join('/')}`);
}

describe('palo-alto: ikemgr.log', () => {
  it('reads statements over two lines, with gateway, ends, SPIs and time', () => {
    const { records } = readText(format, sample('ikemgr.log'));
    const read = records.flatMap((r) => (r.data.kind === 'ike-event' ? [r.data] : []));
    expect(read.map((e) => [e.step, e.direction, e.fault ?? null, e.connection ?? null])).toEqual([
      ['message', 'sent', null, 'azure-gw'],
      ['failed', 'received', 'authentication', 'azure-gw'],
      ['other', 'local', 'authentication', 'azure-gw'],
    ]);
    expect(read[0]).toMatchObject({
      exchange: 'IKE_SA_INIT',
      version: 2,
      isInitiator: true,
      messageId: 0,
      isResponse: false,
      local: { address: '203.0.113.10', port: 500 },
      remote: { address: '198.51.100.20', port: 500 },
      initiatorSpi: '07f21c0fd2236540',
      responderSpi: null,
    });
    expect(records[0]).toMatchObject({ place: { line: 1, endLine: 2 }, time: { utcMs: Date.UTC(2026, 10, 18, 1, 0, 0, 101) } });
  });

  it('reads the form of old versions', () => {
    expect(events(sample('ikemgr.log of an old version')).map((e) => [e.step, e.fault ?? null, e.exchange, e.initiatorSpi])).toEqual([
      ['message', null, 'main-mode', '84222f276c2fa2e9'],
      ['peer-silent', 'no-answer', 'main-mode', '84222f276c2fa2e9'],
      ['deleted', null, 'main-mode', '84222f276c2fa2e9'],
    ]);
  });
});

describe('palo-alto: system log', () => {
  it('reads CSV rows behind a syslog prefix', () => {
    const read = events(sample('system log, CSV'));
    expect(read.map((e) => [e.step, e.fault ?? null, e.sa, e.connection])).toEqual([
      ['message', null, 'ike', 'azure-gw'],
      ['failed', 'authentication', 'ike', 'azure-gw'],
      ['failed', 'traffic-selectors', 'child', 'azure-gw'],
    ]);
    expect(read[2]!.selectors.map((s) => s.selector.range)).toEqual(['10.20.0.0/16', '192.168.50.0/24']);
  });

  it('reads rows of the command line, also without an object', () => {
    expect(events(sample('system log, command line')).map((e) => [e.step, e.fault ?? null, e.connection ?? null])).toEqual([
      ['message', null, 'azure-gw'],
      ['failed', 'ike-policy', 'azure-gw'],
      ['other', 'ike-policy', 'azure-gw'],
      ['peer-lost', 'peer-lost', 'azure-gw'],
    ]);
  });

  const row = (event: string, text: string): string =>
    `1,2026/11/18 10:00:00,0018,SYSTEM,vpn,0,2026/11/18 10:00:00,,${event},gw,0,0,general,informational,"${text}",1,0x0,0,0,0,0,,PA`;

  it.each([
    [
      'ike-nego-p2-proposal-bad',
      "IKE phase-2 negotiation failed when processing SA payload. no suitable proposal found in peer's SA payload.",
      'ipsec-policy',
    ],
    [
      'ike-nego-p1-fail-common',
      "IKE phase-1 negotiation is failed. Couldn't find configuration for IKE phase-1 request for peer IP 198.51.100.20[1929].",
      'peer-identity',
    ],
    ['ike-nego-p1-fail-common', "IKE phase-1 negotiation is failed. Unable to process peer's SA payload.", 'ike-policy'],
    [
      'ike-nego-p2-fail',
      'IKE phase-2 negotiation is failed as initiator, quick mode. Failed SA: 203.0.113.10[500]-198.51.100.20[500] message id:0x43D098BB. Due to negotiation timeout.',
      'no-answer',
    ],
    ['ike-recv-notify', 'IKE protocol notification message received: NO-PROPOSAL-CHOSEN (14).', 'ike-policy'],
    ['ike-recv-notify', 'IKE protocol notification message received: INVALID-ID-INFORMATION (18).', 'peer-identity'],
    [
      'ikev2-nego-child-fail',
      'IKEv2 child SA negotiation failed when processing traffic selector. cannot find matching IPSec tunnel for received traffic selector.',
      'traffic-selectors',
    ],
    ['ike-nego-p2-fail', 'IKE phase-2 negotiation is failed. pfs group mismatched: my: 2 peer: 0', 'pfs'],
  ])('%s: %s', (event, text, fault) => {
    expect(events(row(event, text))).toMatchObject([{ fault }]);
  });

  it('reads what is up and what is deleted', () => {
    const text = [
      row(
        'ikev2-nego-ike-succ',
        'IKEv2 IKE SA negotiation is succeeded as initiator, non-rekey. Established SA: 203.0.113.10[500]-198.51.100.20[500] SPI:07f21c0fd2236540:ac9d9ee491cd49d9 lifetime 28800 Sec.',
      ),
      row(
        'ikev2-nego-child-succ',
        'IKEv2 child SA negotiation is succeeded as initiator, non-rekey. Established SA: 203.0.113.10[500]-198.51.100.20[500] message id:0x00000001, SPI:0xA1CD91CE/0x49C60555.',
      ),
      row('ike-recv-p1-delete', 'IKE protocol phase-1 SA delete message received from peer. cookie:84222f276c2fa2e9:ac9d9ee491cd49d9.'),
    ].join('\n');
    expect(events(text).map((e) => [e.step, e.sa, e.direction])).toEqual([
      ['established', 'ike', 'local'],
      ['established', 'child', 'local'],
      ['deleted', 'ike', 'received'],
    ]);
  });
});

describe('palo-alto: lists of SAs', () => {
  it('reads the columns by the dashes below their heads', () => {
    const sas = dataOf(readText(format, sample('lists of SAs')), 'device-sa');
    expect(sas.map((s) => [s.sa, s.name, s.peer, s.state, s.version, s.isInitiator, s.remainingSeconds])).toEqual([
      ['ike', 'azure-gw', '198.51.100.20', 'up', 2, true, null],
      ['child', 'azure-tun', null, 'up', null, true, null],
      ['child', 'azure-tun', '198.51.100.20', 'up', null, null, 2801],
    ]);
    expect(sas[0]!.transforms.map((t) => t.name)).toEqual(['14', 'AES-CBC-256', 'SHA2-256', 'PRF-SHA2-256']);
    expect(sas[2]!.transforms.map((t) => t.name)).toEqual(['AES-CBC-256', 'SHA2-256']);
  });
});

describe('palo-alto: configuration', () => {
  it.each(['configuration, set commands', 'configuration, XML'])('%s: joins tunnel, gateway and profiles', (name) => {
    const { records } = readText(format, sample(name));
    const [data, ...rest] = records.flatMap((r) => (r.data.kind === 'device-tunnel' ? [r.data] : []));
    expect(rest).toEqual([]);
    expect(data).toMatchObject({
      vendor: 'palo-alto',
      name: 'azure-tun',
      version: 2,
      local: ['203.0.113.10'],
      peers: ['198.51.100.20'],
      localIdentity: 'onprem.example',
      authentication: 'shared-key',
      ikeLifetimeSeconds: 28_800,
      childLifetimeSeconds: 27_000,
      childLifetimeKilobytes: 104_857_600,
      selectors: [{ local: ['192.168.50.0/24'], remote: ['10.20.0.0/16'] }],
      dpdSeconds: 5,
    });
    expect(names(data!.ikeProposals)).toEqual(['ike 1: AES-CBC-256/AES-CBC-128/SHA2-256/14/2/PRF-SHA2-256']);
    expect(names(data!.childProposals)).toEqual(['esp 1: AES-GCM-16-256']);
  });

  it('says which line each word stands on', () => {
    const text = sample('configuration, set commands');
    const record = readText(format, text).records.find((r) => r.data.kind === 'device-tunnel')!;
    const inFile = text.split('\n').findIndex((l) => l.includes('esp encryption')) + 1;
    expect(record.text.split('\n')[inFile - record.place.line]).toContain('esp encryption');
  });

  it('takes group 2 for PFS where the profile names none', () => {
    const text = sample('configuration, set commands').replace(/.*no-pfs\n/, '');
    expect(names(dataOf(readText(format, text), 'device-tunnel')[0]!.childProposals)).toEqual(['esp 1: AES-GCM-16-256/2']);
  });
});

describe('palo-alto: any shape and any bytes', () => {
  it.each(samples)('$name: every encoding gives the same records', ({ text }) => {
    expect(sameInEveryEncoding(format, text).some((d) => d.kind !== 'line')).toBe(true);
  });

  it('never throws and loses no line', () => {
    readAnything(
      format,
      { samples, more: ['<network><ike>', '<entry name="', '</', 'set network ike '], mostParts: 40, runs: 200, mostBytes: 2000 },
      expectNoLineLost,
    );
  });

  it('very long lines and deep trees cost no more than their length', () => {
    const started = performance.now();
    readText(format, `<network>${'<ike>'.repeat(50_000)}\n${'<a b="'.repeat(50_000)}\n`);
    readText(format, 'set network ike gateway a protocol b\n'.repeat(20_000));
    readText(format, `${'1,2026/11/18 10:00:00,a,SYSTEM,vpn,'.repeat(20_000)}\n2026-11-18 10:00:00 [INFO]: ${'x'.repeat(200_000)}\n`);
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
