import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/windows-wfp-xml/format.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import { dataOf, readBytes } from '../parse-text.ts';
import { classifyDrop, ikeSa, ipsecDrop, ipsecSa, mainModeFailure, netEvent, netEvents, quickModeFailure, wfpState } from './wfp-xml.ts';

function read(text: string) {
  return readBytes(format, Buffer.from(text));
}

function events(...items: readonly string[]): IkeEventData[] {
  return dataOf(read(netEvents(...items)), 'ike-event');
}

const udp500 = { protocol: 17, localPort: 500, remotePort: 500 };

describe('IKE failures', () => {
  it('reads who failed at what with whom, and which end gave up', () => {
    const result = read(netEvents(netEvent('IKEEXT_MM_FAILURE', {}, mainModeFailure())));
    expect(result.score).toBe(1);
    expect(result.records.map((r) => [r.time?.text, r.time?.utcMs, r.level, r.who, r.what?.key, r.place.line, r.place.endLine])).toEqual([
      ['2026-11-22T07:00:01.250Z', 1_795_330_801_250, 'error', '203.0.113.10', 'record.ike.fault.authentication', 3, 38],
    ]);
    expect(dataOf(result, 'ike-event')[0]).toMatchObject({
      witness: 'windows',
      direction: 'local',
      local: { address: '10.50.0.4', port: null },
      remote: { address: '203.0.113.10', port: null },
      version: 2,
      exchange: null,
      isInitiator: true,
      step: 'failed',
      sa: 'ike',
      code: 13_801,
      fault: 'authentication',
      gaveUp: 'remote',
    });
  });

  it('reads a quick mode with the subnets of its tunnel', () => {
    const [event] = events(netEvent('IKEEXT_QM_FAILURE', {}, quickModeFailure()));
    expect(event).toMatchObject({
      version: 1,
      exchange: 'quick-mode',
      sa: 'child',
      isInitiator: false,
      fault: 'ipsec-policy',
      gaveUp: 'local',
    });
    expect(event?.selectors).toEqual([
      { whose: 'local', selector: { range: '10.50.0.0/16', protocol: null, ports: null } },
      { whose: 'remote', selector: { range: '10.1.0.0/24', protocol: null, ports: null } },
    ]);
  });

  it.each([
    ['a number', '13805', 13_805],
    ['a hexadecimal number', '0x000035ed', 13_805],
    ['a name', 'ERROR_IPSEC_IKE_TIMED_OUT', 13_805],
    ['a name far down the list', 'ERROR_IPSEC_IKE_POLICY_MATCH', 13_868],
    ['a name that nobody knows', 'ERROR_IPSEC_IKE_SOMETHING', null],
  ])('reads the code as %s', (_name, text, code) => {
    expect(events(netEvent('IKEEXT_MM_FAILURE', {}, mainModeFailure({ failureErrorCode: text }))).map((e) => e.code)).toEqual([code]);
  });

  it('takes a failure that Windows calls benign for none', () => {
    const flags = '<item>FWPM_NET_EVENT_IKEEXT_MM_FAILURE_FLAG_BENIGN</item>';
    expect(events(netEvent('IKEEXT_MM_FAILURE', {}, mainModeFailure({ flags }))).map((e) => [e.step, e.fault])).toEqual([['other', null]]);
  });

  it('reads names of principals, IPv6 ends and the types of newer releases', () => {
    const names = { localPrincipalNameForAuth: 'CN=hq', remotePrincipalNameForAuth: 'CN=azure &amp; co' };
    const [event] = events(
      netEvent('PUBLIC_IKEEXT_MM_FAILURE', { local: '2001:db8::4', remote: '2001:db8:1::10' }, mainModeFailure(names)),
    );
    expect([event?.remote?.address, event?.identities.map((i) => `${i.whose} ${i.value}`)]).toEqual([
      '2001:db8:1::10',
      ['local CN=hq', 'remote CN=azure & co'],
    ]);
  });

  it('reads events of a capture, which have another name for the same element', () => {
    const text = `<wfpdiag>\n<sysInfo/>\n<initialState></initialState>\n<events>\n${netEvent('IKEEXT_MM_FAILURE', {}, mainModeFailure(), 'netEvent')}</events>\n</wfpdiag>\n`;
    expect([read(text).score, dataOf(read(text), 'ike-event').length]).toEqual([1, 1]);
  });
});

describe('drops', () => {
  it.each([
    ['UDP 500', netEvent('CLASSIFY_DROP', udp500, classifyDrop('MS_FWP_DIRECTION_OUT', 'Stealth')), ['sent', 'udp', '66241', 'Stealth']],
    [
      'UDP 4500 at one end',
      netEvent('CLASSIFY_DROP', { protocol: 17, localPort: 1025, remotePort: 4500 }, classifyDrop('MS_FWP_DIRECTION_IN')),
      ['received', 'udp', '66241', null],
    ],
    ['ESP', netEvent('CLASSIFY_DROP', { protocol: 50 }, classifyDrop('0x3900')), ['received', 'esp', '66241', null]],
  ])('of the own filters: %s', (_name, item, told) => {
    expect(events(item).map((e) => [e.direction, e.dropped?.protocol, e.dropped?.filter, e.dropped?.reason])).toEqual([told]);
  });

  it.each([
    ['DNS', { protocol: 17, localPort: 53, remotePort: 5353 }],
    ['TCP 500', { protocol: 6, localPort: 500, remotePort: 500 }],
  ])('passes over other traffic: %s', (_name, header) => {
    const result = read(netEvents(netEvent('CLASSIFY_DROP', header, classifyDrop('MS_FWP_DIRECTION_IN'))));
    expect([result.records, result.rejected]).toEqual([[], []]);
  });

  it.each([
    ['a number', '0xc0360001'],
    ['a name', 'STATUS_IPSEC_BAD_SPI'],
  ])('of the IPsec driver, its status as %s', (_name, status) => {
    const result = read(netEvents(netEvent('IPSEC_KERNEL_DROP', { protocol: 50 }, ipsecDrop(status))));
    expect(result.records.map((r) => r.what)).toEqual([
      { key: 'record.wfp.ipsec-drop', params: { peer: '203.0.113.10', reason: 'STATUS_IPSEC_BAD_SPI', spi: 'c3a1f2b4' } },
    ]);
    expect(dataOf(result, 'ike-event')[0]?.dropped).toEqual({
      by: 'ipsec',
      protocol: 'esp',
      filter: '70001',
      reason: 'STATUS_IPSEC_BAD_SPI',
    });
  });
});

describe('state', () => {
  const result = read(wfpState(3, ikeSa + ipsecSa));

  it('reads IKE and IPsec SAs with what was agreed, at the time of the output', () => {
    const common = {
      kind: 'device-sa',
      vendor: 'windows',
      name: null,
      local: '10.50.0.4',
      peer: '203.0.113.10',
      state: 'up',
      stateText: null,
      isInitiator: null,
      selectors: [],
      bytesIn: null,
      bytesOut: null,
      packetsIn: null,
      packetsOut: null,
      remainingSeconds: null,
    };
    expect(dataOf(result, 'device-sa')).toEqual([
      {
        ...common,
        sa: 'ike',
        version: 2,
        transforms: [
          { type: 'encryption', name: 'AES-CBC-256', id: null },
          { type: 'integrity', name: 'SHA2-256', id: null },
          { type: 'dh-group', name: '14', id: null },
          { type: 'lifetime-seconds', name: '28800', id: null },
        ],
      },
      {
        ...common,
        sa: 'child',
        version: null,
        transforms: [
          { type: 'encryption', name: 'AES-GCM-16-256', id: null },
          { type: 'integrity', name: 'SHA2-256', id: null },
          { type: 'dh-group', name: '14', id: null },
          { type: 'lifetime-seconds', name: '3600', id: null },
          { type: 'lifetime-kilobytes', name: '102400000', id: null },
        ],
      },
    ]);
    expect(new Set(result.records.map((r) => r.time?.text))).toEqual(new Set(['2026-11-22T07:10:00.000Z']));
  });

  it('counts filters and keeps none', () => {
    expect(result.records.at(-1)?.what).toEqual({ key: 'record.wfp.state', params: { filters: 3, associations: 2 } });
    expect([result.records.length, result.rejected]).toEqual([3, []]);
  });
});

describe('shapes of the file', () => {
  const text = netEvents(
    netEvent('IKEEXT_MM_FAILURE', {}, mainModeFailure()),
    netEvent('CLASSIFY_DROP', udp500, classifyDrop('MS_FWP_DIRECTION_IN')),
  );

  it.each([
    ['CRLF', Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['all on one line', Buffer.from(text.replaceAll('\n', '').replaceAll('\t', ''))],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('%s', (_name, bytes) => {
    const result = readBytes(format, bytes);
    expect([result.score, dataOf(result, 'ike-event').map((e) => e.step), result.rejected]).toEqual([1, ['failed', 'other'], []]);
  });

  it('names an event that the end of the file cut', () => {
    const result = read(text.slice(0, text.lastIndexOf('</classifyDrop>')));
    expect(result.records.length).toBe(1);
    expect(result.rejected.map((r) => [r.line, r.reason.key])).toEqual([[39, 'reject.wfp-item']]);
  });
});
