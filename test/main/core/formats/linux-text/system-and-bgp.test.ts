import { describe, expect, it } from 'vitest';
import { format as bgp } from '#core/formats/linux-bgp/format.ts';
import { samples as bgpSamples } from '#core/formats/linux-bgp/samples.ts';
import { format as system } from '#core/formats/linux-system/format.ts';
import { samples as systemSamples } from '#core/formats/linux-system/samples.ts';
import { format as windows } from '#core/formats/windows-host/format.ts';
import { samples as windowsSamples } from '#core/formats/windows-host/samples.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

function textOf(samples: readonly { readonly name: string; readonly text: string }[], name: string): string {
  const found = samples.find((s) => s.name === name);
  if (found === undefined) throw new Error(`no sample ${name}`);
  return found.text;
}

describe('settings and services of Linux', () => {
  it('sysctl, in every encoding', () => {
    for (const { name, bytes } of variants(textOf(systemSamples, 'sysctl')))
      expect(dataOf(readBytes(system, bytes), 'kernel-setting'), name).toEqual([
        { kind: 'kernel-setting', name: 'net.ipv4.ip_forward', value: '0' },
        { kind: 'kernel-setting', name: 'net.ipv4.conf.all.rp_filter', value: '0' },
      ]);
  });

  it('systemctl status, with the lines of the journal between', () => {
    const read = readText(system, textOf(systemSamples, 'systemctl status'));
    expect(dataOf(read, 'service-state')).toMatchObject([
      {
        service: 'strongswan',
        state: 'failed',
        startType: 'automatic',
        stateText: 'failed (Result: exit-code) since Sat 2026-11-28 07:47:05 UTC; 2h 11min ago',
      },
      { service: 'frr', state: 'running', startType: 'automatic' },
    ]);
    expect(read.records.filter((r) => r.data.kind === 'line')).toHaveLength(2);
  });

  it.each([
    ['inactive (dead)', 'stopped'],
    ['active (exited) since Sat 2026-11-28 07:47:05 UTC', 'running'],
    ['activating (auto-restart) (Result: exit-code)', 'changing'],
  ])('Active: %s', (active, state) => {
    const text = `○ ipsec.service - IPsec\n     Loaded: loaded (/lib/systemd/system/ipsec.service; disabled; preset: enabled)\n     Active: ${active}\n`;
    expect(dataOf(readText(system, text), 'service-state')).toMatchObject([{ service: 'ipsec', state, startType: 'disabled' }]);
  });
});

describe('BGP as FRR 8.4 tells it', () => {
  const peers = [
    {
      kind: 'device-bgp-peer',
      neighbor: '169.254.21.1',
      asn: 65515,
      localAsn: 65010,
      isEstablished: true,
      stateText: 'Established',
      prefixesReceived: 1,
      prefixesSent: 0,
      lacksPolicy: 'out',
    },
    {
      kind: 'device-bgp-peer',
      neighbor: '169.254.22.1',
      asn: 65515,
      localAsn: 65010,
      isEstablished: false,
      stateText: 'Active',
      prefixesReceived: 0,
      prefixesSent: 0,
      lacksPolicy: null,
    },
  ];
  it.each(['show bgp summary', 'show bgp neighbors', 'show bgp summary json'])('%s', (name) => {
    expect(dataOf(readText(bgp, textOf(bgpSamples, name)), 'device-bgp-peer')).toEqual(peers);
  });

  it.each([
    ['00:00:06            1        2 Azure VPN gateway', { isEstablished: true, prefixesReceived: 1, prefixesSent: 2, lacksPolicy: null }],
    ['00:00:13     (Policy) (Policy) N/A', { isEstablished: true, prefixesReceived: 0, prefixesSent: 0, lacksPolicy: 'both' }],
    ['never Idle (Admin)        0 N/A', { isEstablished: false, stateText: 'Idle (Admin)' }],
    ['02:11:08            4', { isEstablished: true, prefixesReceived: 4, prefixesSent: null }],
  ])('a row that ends with %s', (end, expected) => {
    const [head] = textOf(bgpSamples, 'show bgp summary').split('169.254.21.1');
    const text = `${head}10.20.255.30    4      65515         9         9        0    0    0 ${end}\n`;
    expect(dataOf(readText(bgp, text), 'device-bgp-peer')).toMatchObject([expected]);
  });

  it('show ip route: what is in use', () => {
    expect(dataOf(readText(bgp, textOf(bgpSamples, 'show ip route of FRR')), 'route')).toMatchObject([
      { prefix: '10.20.0.0/16', nextHop: '169.254.21.1', interfaceName: 'ta' },
      { prefix: '169.254.21.0/30', interfaceName: 'ta', isConnected: true },
      { prefix: '192.168.50.0/24', interfaceName: 'la', isConnected: true },
    ]);
  });
});

describe('a Windows host', () => {
  it.each([
    [
      'Get-Service list',
      [
        ['RemoteAccess', 'stopped', 'automatic'],
        ['BFE', 'running', 'automatic'],
      ],
    ],
    [
      'Get-Service table',
      [
        ['RemoteAccess', 'stopped', null],
        ['IKEEXT', 'running', null],
      ],
    ],
  ])('%s', (name, expected) => {
    const services = dataOf(readText(windows, textOf(windowsSamples, name)), 'service-state');
    expect(services.map((s) => [s.service, s.state, s.startType])).toEqual(expected);
  });

  it('Get-Service as JSON, with numbers for words', () => {
    const text =
      '[\n    {\n        "Name":  "RemoteAccess",\n        "DisplayName":  "Routing and Remote Access",\n        "Status":  1,\n        "StartType":  2\n    }\n]\n';
    expect(dataOf(readText(windows, text), 'service-state')).toMatchObject([
      { service: 'RemoteAccess', state: 'stopped', startType: 'automatic' },
    ]);
  });

  it('Get-NetIPInterface: IPv4 alone', () => {
    expect(dataOf(readText(windows, textOf(windowsSamples, 'Get-NetIPInterface list')), 'network-interface')).toMatchObject([
      { system: 'windows', name: 'AzureGateway', mtu: 1400, forwards: true, isUp: true },
    ]);
  });

  it('Get-VpnS2SInterfaceStatistics: what the tunnel carried', () => {
    const text = textOf(windowsSamples, 'Get-VpnS2SInterfaceStatistics list');
    const said = { vendor: 'windows', sa: 'child', packetsOut: 39, packetsIn: 193, bytesOut: 2874, bytesIn: 14701 };
    expect(dataOf(readText(windows, text), 'device-sa')).toMatchObject([{ ...said, name: 'AzureGateway', state: 'up' }]);
    expect(dataOf(readText(windows, text.replace('4711', '0')), 'device-sa')).toMatchObject([{ ...said, state: 'down' }]);
    // Windows Server 2012 shows neither name nor up time (Microsoft's own example of the cmdlet).
    expect(dataOf(readText(windows, text.replace(/^(?:ConnectionUpTime|Name) .*\n/gm, '')), 'device-sa')).toMatchObject([
      { ...said, name: null, state: 'up' },
    ]);
  });

  it('Get-BgpPeer', () => {
    expect(dataOf(readText(windows, textOf(windowsSamples, 'Get-BgpPeer list')), 'device-bgp-peer')).toMatchObject([
      { neighbor: '10.20.255.30', asn: 65515, localAsn: 65010, isEstablished: false, stateText: 'Connecting' },
    ]);
  });
});
