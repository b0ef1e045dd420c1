import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/windows-firewall/format.ts';
import { samples } from '#core/formats/windows-firewall/samples.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const rules = (text: string) => dataOf(readText(format, text), 'firewall-rule');

function netsh(labels: readonly string[], values: readonly string[]): string {
  const [name, ...rest] = labels;
  const lines = rest.map((label, i) => `${label}:`.padEnd(38) + (values[i + 1] ?? ''));
  return `\n${`${name}:`.padEnd(38)}${values[0]}\n${'-'.repeat(70)}\n${lines.join('\n')}\n`;
}

describe('netsh advfirewall firewall show rule', () => {
  const expected = {
    kind: 'firewall-rule',
    name: 'IKE',
    enabled: true,
    direction: 'Inbound',
    action: 'Block',
    profiles: ['Domain', 'Private', 'Public'],
    protocol: 'UDP',
    localPorts: ['500', '4500'],
    remotePorts: ['Any'],
    localAddresses: ['Any'],
    remoteAddresses: ['198.51.100.20/32'],
  };
  it.each([
    [
      'English',
      [
        'Rule Name',
        'Enabled',
        'Direction',
        'Profiles',
        'Grouping',
        'LocalIP',
        'RemoteIP',
        'Protocol',
        'LocalPort',
        'RemotePort',
        'Edge traversal',
        'Action',
      ],
      ['IKE', 'Yes', 'In', 'Domain,Private,Public', '', 'Any', '198.51.100.20/32', 'UDP', '500,4500', 'Any', 'No', 'Block'],
    ],
    [
      'Japanese',
      [
        '規則名',
        '有効',
        '方向',
        'プロファイル',
        'グループ',
        'ローカル IP',
        'リモート IP',
        'プロトコル',
        'ローカル ポート',
        'リモート ポート',
        'エッジ トラバーサル',
        '操作',
      ],
      [
        'IKE',
        'はい',
        '入力',
        'ドメイン,プライベート,パブリック',
        '',
        '任意',
        '198.51.100.20/32',
        'UDP',
        '500,4500',
        '任意',
        'いいえ',
        'ブロック',
      ],
    ],
    [
      'German',
      [
        'Regelname',
        'Aktiviert',
        'Richtung',
        'Profile',
        'Gruppierung',
        'Lokales IP',
        'Remote-IP',
        'Protokoll',
        'Lokaler Port',
        'Remoteport',
        'Edgeausnahme',
        'Aktion',
      ],
      [
        'IKE',
        'Ja',
        'Eingehend',
        'Domäne,Privat,Öffentlich',
        '',
        'Beliebig',
        '198.51.100.20/32',
        'UDP',
        '500,4500',
        'Beliebig',
        'Nein',
        'Blocken',
      ],
    ],
    [
      'French',
      [
        'Nom de la règle ',
        'Activé ',
        'Sens ',
        'Profils ',
        'Groupement ',
        'IP locale ',
        'IP distante ',
        'Protocole ',
        'Port local ',
        'Port distant ',
        'Traversée latérale ',
        'Action ',
      ],
      ['IKE', 'Oui', 'Entrée', 'Domaine,Privé,Public', '', 'Tout', '198.51.100.20/32', 'UDP', '500,4500', 'Tout', 'Non', 'Bloquer'],
    ],
  ] as const)('in %s', (_language, labels, values) => {
    expect(rules(netsh(labels, values))).toEqual([expected]);
  });

  it('verbose, with description, program and source', () => {
    expect(rules(samples[1]!.text)).toMatchObject([{ direction: 'Outbound', action: 'Block', remotePorts: ['500'], enabled: true }]);
  });

  it('of ESP, a protocol by number without ports', () => {
    const text = netsh(
      ['Rule Name', 'Enabled', 'Direction', 'Profiles', 'Grouping', 'LocalIP', 'RemoteIP', 'Protocol', 'Edge traversal', 'Action'],
      ['ESP', 'No', 'Out', 'Public', '', 'Any', 'Any', '50', 'No', 'Allow'],
    );
    expect(rules(text)).toMatchObject([
      { protocol: '50', localPorts: null, remotePorts: null, enabled: false, direction: 'Outbound', profiles: ['Public'] },
    ]);
  });

  it('in a language whose words are not known keeps what structure tells', () => {
    const text = netsh(
      ['Naam', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K'],
      ['IKE', 'xx', 'yy', 'Domain,Private', '', 'zz', '10.0.0.0/8', 'UDP', '500', '4500', 'n', 'ww'],
    );
    expect(rules(text)).toMatchObject([
      { enabled: null, direction: null, action: null, protocol: 'UDP', localPorts: ['500'], remoteAddresses: ['10.0.0.0/8'] },
    ]);
  });

  it('several rules, in every encoding', () => {
    const text = samples[0]!.text + samples[1]!.text;
    for (const variant of variants(text)) {
      expect(
        dataOf(readBytes(format, variant.bytes), 'firewall-rule').map((r) => r.name),
        variant.name,
      ).toEqual(['Routing and Remote Access (IKE)', 'IKE をブロック']);
    }
  });

  it('that was cut is rejected with its place', () => {
    const read = readText(format, netsh(['Rule Name', 'Enabled', 'Direction'], ['IKE', 'Yes', 'In']));
    expect(read.rejected).toMatchObject([{ line: 2, reason: { key: 'reject.firewall-rule' } }]);
  });
});

it.each([
  ['English', 'Domain Profile Settings:', 'ON', 'Domain', true],
  ['Japanese', 'パブリック プロファイル 設定:', 'オフ', 'Public', false],
  ['German', 'Privates Profil-Einstellungen:', 'EIN', 'Private', true],
])('netsh advfirewall show allprofiles in %s', (_language, header, state, profile, enabled) => {
  const text = `\n${header} \n${'-'.repeat(70)}\nState                                 ${state}\nFirewall Policy                       BlockInbound,AllowOutbound\n\nLogging:\nFileName                              x.log\n`;
  expect(dataOf(readText(format, text), 'firewall-profile')).toEqual([
    { kind: 'firewall-profile', profile, enabled, defaultInbound: 'Block', defaultOutbound: 'Allow' },
  ]);
});

describe('Get-NetFirewallRule', () => {
  it('as JSON has numbers for names', () => {
    const text =
      '[{ "Name": "a", "DisplayName": "IKE", "Enabled": 1, "Profile": 3, "Direction": 1, "Action": 4 }, { "Name": "b", "DisplayName": "ESP", "Enabled": 2, "Profile": 0, "Direction": 2, "Action": 2 }]';
    expect(rules(text)).toMatchObject([
      { name: 'IKE', enabled: true, profiles: ['Domain', 'Private'], direction: 'Inbound', action: 'Block', localPorts: null },
      { name: 'ESP', enabled: false, profiles: ['Any'], direction: 'Outbound', action: 'Allow' },
    ]);
  });

  it('joined with its filters', () => {
    const text =
      'DisplayName   : IKE\nEnabled       : True\nDirection     : Inbound\nAction        : Allow\nProfile       : Any\nProtocol      : UDP\nLocalPort     : {500, 4500}\nRemotePort    : Any\nRemoteAddress : 198.51.100.20\n';
    expect(rules(text)).toMatchObject([
      { protocol: 'UDP', localPorts: ['500', '4500'], remotePorts: ['Any'], localAddresses: null, remoteAddresses: ['198.51.100.20'] },
    ]);
  });
});

it('Get-NetFirewallProfile', () => {
  const text =
    'Name                  : Public\nEnabled               : False\nDefaultInboundAction  : NotConfigured\nDefaultOutboundAction : Allow\n';
  expect(dataOf(readText(format, text), 'firewall-profile')).toEqual([
    { kind: 'firewall-profile', profile: 'Public', enabled: false, defaultInbound: 'NotConfigured', defaultOutbound: 'Allow' },
  ]);
});
