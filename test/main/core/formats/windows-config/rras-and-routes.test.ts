import { describe, expect, it } from 'vitest';
import { format as rras } from '#core/formats/rras-config/format.ts';
import { samples } from '#core/formats/rras-config/samples.ts';
import { format as routes } from '#core/formats/windows-routes/format.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const routesOf = (text: string) => dataOf(readText(routes, text), 'route').map(({ kind: _kind, ...rest }) => rest);

const interfaceJson = (name: string) =>
  `{ "Name": "${name}", "Destination": ["198.51.100.20"], "AdminStatus": true, "ConnectionState": "Connected", "IPv4Subnet": ["10.20.0.0/16:100"], "CimClass": { "CimClassName": "x" } }`;

describe('Get-VpnS2SInterface', () => {
  it('as a list, in every encoding', () => {
    for (const variant of variants(samples[0]!.text)) {
      const read = readBytes(rras, variant.bytes);
      expect(read.score, variant.name).toBe(0.95);
      expect(dataOf(read, 'rras-interface')).toEqual([
        {
          kind: 'rras-interface',
          name: 'AzureGateway',
          destinations: ['198.51.100.20'],
          enabled: true,
          connectionState: 'Disconnected',
          subnets: [
            { prefix: '10.20.0.0/16', metric: 100 },
            { prefix: '2001:db8:1::/48', metric: 100 },
          ],
          protocol: 'Ikev2',
          authenticationMethod: 'PSKOnly',
          idleDisconnectSeconds: 300,
          saLifeTimeSeconds: 3600,
          saDataSizeKilobytes: 33553408,
          lastError: '809',
          unreachabilityReasons: null,
          customPolicy: null,
          policy: null,
        },
      ]);
    }
  });

  it('with a custom policy', () => {
    const text =
      'Name                             : A\nDestination                      : {198.51.100.20, 198.51.100.21}\nAdminStatus                      : False\nConnectionState                  : Connected\nIPv4Subnet                       : {10.0.0.0/8:10, 172.16.0.0/12:20, 192.168.0.0/16:30,\n                                   100.64.0.0/10:40...}\nSADataSizeForRenegotiation(KB)   : 102400\nSALifeTime(s)                    : 3600\nLastError                        : 0\nCustomPolicy                     : True\nAuthenticationTransformConstants : SHA256128\nDHGroup                          : Group14\nCipherTransformConstants         : AES256\nEncryptionMethod                 : AES256\nIntegrityCheckMethod             : SHA256\nPfsGroup                         : PFS2048\n';
    expect(dataOf(readText(rras, text), 'rras-interface')).toMatchObject([
      {
        destinations: ['198.51.100.20', '198.51.100.21'],
        enabled: false,
        subnets: [{ metric: 10 }, { metric: 20 }, { metric: 30 }, { prefix: '100.64.0.0/10', metric: 40 }],
        lastError: null,
        customPolicy: true,
        policy: {
          ikeEncryption: 'AES256',
          ikeIntegrity: 'SHA256',
          dhGroup: 'Group14',
          ipsecEncryption: 'AES256',
          ipsecIntegrity: 'SHA256128',
          pfsGroup: 'PFS2048',
          saLifeTimeSeconds: 3600,
          saDataSizeKilobytes: 102400,
        },
      },
    ]);
  });

  it('as JSON of Windows PowerShell, several interfaces wrapped in value and Count', () => {
    const read = readText(rras, `{\n  "value": [\n    ${interfaceJson('A')},\n    ${interfaceJson('B')}\n  ],\n  "Count": 2\n}`);
    expect(dataOf(read, 'rras-interface')).toMatchObject([
      { name: 'A', enabled: true, destinations: ['198.51.100.20'], subnets: [{ prefix: '10.20.0.0/16', metric: 100 }] },
      { name: 'B' },
    ]);
  });

  it('as CSV', () => {
    const text =
      '"Name","Destination","AdminStatus","ConnectionState","IPv4Subnet"\n"A","198.51.100.20","True","Disconnected","10.20.0.0/16:100"\n';
    expect(dataOf(readText(rras, text), 'rras-interface')).toMatchObject([{ name: 'A', enabled: true, connectionState: 'Disconnected' }]);
  });
});

describe('the server', () => {
  it('with a custom policy', () => {
    const text =
      'WARNING: Configuration parameters will be modified after the Remote Access service is restarted.\nAuthenticationTransformConstants : SHA256128\nCipherTransformConstants         : AES128\nCustomPolicy                     : True\nDHGroup                          : Group2\nEncryptionMethod                 : AES128\nIkev2Ports                       : 5\nIdleDisconnect(s)                : 1000\nIntegrityCheckMethod             : SHA256\nL2tpPorts                        : 5\nPFSgroup                         : PFS2\nSADataSizeForRenegotiation(KB)   : 102400\nSALifeTime(s)                    : 28800\n';
    expect(dataOf(readText(rras, text), 'rras-server')).toMatchObject([
      {
        ikev2Ports: 5,
        idleDisconnectSeconds: 1000,
        saLifeTimeSeconds: 28800,
        customPolicy: true,
        policy: { pfsGroup: 'PFS2', dhGroup: 'Group2' },
      },
    ]);
  });
});

it('a transcript with interface, server and routes gives all of them and counts the rest', () => {
  const text = `PS C:\\> Get-VpnS2SInterface\n${samples[1]!.text}\n${samples[2]!.text}\nPS C:\\> Get-NetRoute\n\nifIndex DestinationPrefix NextHop RouteMetric\n------- ----------------- ------- -----------\n12      10.20.0.0/16      0.0.0.0         100\n\nPS C:\\> Get-RemoteAccess | fl\n\nVpnStatus     : Installed\nVpnS2SStatus  : Installed\nRoutingStatus : Enabled\n`;
  const read = readText(rras, text);
  expect(read.records.map((r) => r.data.kind)).toEqual(['rras-interface', 'rras-server', 'route']);
  expect(read.rejected.map((r) => r.reason.key)).toEqual(['reject.unknown-object']);
});

describe('route print', () => {
  const ruler = '='.repeat(75);

  it('in German, with words for on-link that hold a space', () => {
    const text = `${ruler}\nIPv4-Routentabelle\n${ruler}\nAktive Routen:\n     Netzwerkziel    Netzwerkmaske          Gateway    Schnittstelle Metrik\n          0.0.0.0          0.0.0.0      192.168.1.1    192.168.1.20     25\n      192.168.1.0    255.255.255.0   Auf Verbindung    192.168.1.20    281\n${ruler}\nStändige Routen:\n  Netzwerkadresse          Netzmaske  Gatewayadresse  Metrik\n        10.20.0.0      255.255.0.0      192.168.1.5       1\n          0.0.0.0          0.0.0.0      192.168.1.1  Standard\n${ruler}\n`;
    expect(routesOf(text)).toEqual([
      { prefix: '0.0.0.0/0', nextHop: '192.168.1.1', interfaceName: '192.168.1.20', metric: 25, persistent: null },
      { prefix: '192.168.1.0/24', nextHop: null, interfaceName: '192.168.1.20', metric: 281, persistent: null },
      { prefix: '10.20.0.0/16', nextHop: '192.168.1.5', interfaceName: null, metric: 1, persistent: true },
      { prefix: '0.0.0.0/0', nextHop: '192.168.1.1', interfaceName: null, metric: null, persistent: true },
    ]);
  });

  it('of IPv6, with a gateway on the next line and a persistent section', () => {
    const text = `${ruler}\nActive Routes:\n If Metric Network Destination      Gateway\n 12    271 2001:db8:1::/48          fe80::1\n 12    271 fe80::5d5c:1a2b:3c4d:5e6f/128\n                                    On-link\n${ruler}\nPersistent Routes:\n If Metric Network Destination      Gateway\n  0 4294967295 2001:db8:2::/48          fe80::2\n${ruler}\n`;
    expect(routesOf(text)).toEqual([
      { prefix: '2001:db8:1::/48', nextHop: 'fe80::1', interfaceName: '12', metric: 271, persistent: null },
      { prefix: 'fe80::5d5c:1a2b:3c4d:5e6f/128', nextHop: null, interfaceName: '12', metric: 271, persistent: null },
      { prefix: '2001:db8:2::/48', nextHop: 'fe80::2', interfaceName: '0', metric: 4294967295, persistent: true },
    ]);
  });
});

describe('Get-NetRoute', () => {
  it.each([
    [
      'list',
      'ifIndex           : 12\nInterfaceAlias    : AzureGateway\nDestinationPrefix : 10.20.0.0/16\nNextHop           : 0.0.0.0\nRouteMetric       : 100\nStore             : PersistentStore\n',
    ],
    [
      'JSON',
      '[{ "ifIndex": 12, "InterfaceAlias": "AzureGateway", "DestinationPrefix": "10.20.0.0/16", "NextHop": "0.0.0.0", "RouteMetric": 100, "Store": 0 }]',
    ],
    [
      'CSV',
      '"ifIndex";"InterfaceAlias";"DestinationPrefix";"NextHop";"RouteMetric";"Store"\n"12";"AzureGateway";"10.20.0.0/16";"0.0.0.0";"100";"PersistentStore"\n',
    ],
    [
      'table',
      'InterfaceAlias DestinationPrefix NextHop RouteMetric Store\n-------------- ----------------- ------- ----------- -----\nAzureGateway   10.20.0.0/16      0.0.0.0         100 PersistentStore\n',
    ],
  ])('as %s', (_shape, text) => {
    const read = readText(routes, text);
    expect(read.score).toBe(0.9);
    expect(dataOf(read, 'route')).toEqual([
      { kind: 'route', prefix: '10.20.0.0/16', nextHop: null, interfaceName: 'AzureGateway', metric: 100, persistent: true },
    ]);
  });
});
