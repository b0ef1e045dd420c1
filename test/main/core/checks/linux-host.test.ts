import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fact } from '#shared/model/fact.ts';
import { parseRange } from '#shared/net/address-range.ts';
import { createFactView } from '#core/analysis/fact-view.ts';
import { lookUp, routedWays } from '#core/checks/support/routing.ts';
import { hostKey, vpnHosts } from '#core/checks/support/vpn-host.ts';
import { samples as bgp } from '#core/formats/linux-bgp/samples.ts';
import { samples as network } from '#core/formats/linux-network/samples.ts';
import { fact } from '../../../helpers/fact-builders.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../helpers/knowledge.ts';
import { addNamespace, hasNamespaces, inside, namespacesNote, removeNamespace, tool } from '../../../helpers/namespaces.ts';
import { cause, run } from '../analysis/run.ts';
import { evaluate } from './evaluate.ts';

const text = (path: string, content: string): readonly Fact[] => factsOfText(path, Buffer.from(content), knowledge).facts;
const sample = (list: typeof network, name: string): string => list.find((s) => s.name === name)!.text;

const gateway = fact('azure-gateway', { publicAddresses: ['198.51.100.20'] });
const vnet = fact('azure-vnet', { prefixes: ['10.20.0.0/16'] });
const local = fact('azure-local-gateway', { prefixes: ['192.168.50.0/24'] });
const standing = fact('device-sa', {}, 'strongswan/sas.txt');
const azure: readonly Fact[] = [gateway, vnet, local];

const uplink = 'default via 203.0.113.1 dev eth0\n203.0.113.0/24 dev eth0 proto kernel scope link src 203.0.113.10\n';
const lan = '192.168.50.0/24 dev eth1 proto kernel scope link src 192.168.50.1\n';
const routes = (more: string): readonly Fact[] => text('network/ip-route.txt', uplink + lan + more);
const vti = text('network/ip-addr.txt', sample(network, 'ip -d address, VTI and XFRM interfaces').split(/^7: /m)[0]!);
const policies = (more = ''): readonly Fact[] =>
  text(
    'network/xfrm-policy.txt',
    `src 192.168.50.0/24 dst 10.20.0.0/16 \n\tdir out priority 375423 \n\ttmpl src 203.0.113.10 dst 198.51.100.20\n\t\tproto esp reqid 1 mode tunnel\n${more}`,
  );
const outcomes = (facts: readonly Fact[], id: string): string[] => {
  const { reasonsFor, reasonsAgainst } = cause(run(facts), id);
  return [...reasonsFor, ...reasonsAgainst].map((r) => r.outcome);
};
const ways = (facts: readonly Fact[]): string[] => routedWays(createFactView(facts, knowledge)).map((w) => `${w.kind} ${w.prefix}`);

describe('routes of a Linux device', () => {
  it.each<[string, readonly Fact[], string[]]>([
    ['into a VTI', [...azure, ...vti, ...routes('10.20.0.0/16 dev vti0 scope link\n')], ['tunnel 10.20.0.0/16']],
    ['nowhere but the uplink', [...azure, ...vti, ...routes('')], ['elsewhere 10.20.0.0/16']],
    [
      'a part of it another way',
      [...azure, ...vti, ...routes('10.20.0.0/16 dev vti0 scope link\n10.20.8.0/24 via 192.168.50.2 dev eth1\n')],
      ['elsewhere 10.20.8.0/24'],
    ],
    [
      'a part of another network is no part of it',
      [...azure, ...vti, ...routes('10.20.0.0/16 dev vti0 scope link\n10.21.8.0/24 via 192.168.50.2 dev eth1\n')],
      ['tunnel 10.20.0.0/16'],
    ],
    [
      'the same addresses on premises',
      [...azure, ...vti, ...routes('10.20.0.0/16 dev vti0 scope link\n10.20.4.0/24 dev eth2 proto kernel scope link src 10.20.4.1\n')],
      ['on-link 10.20.0.0/16'],
    ],
    ['into a black hole', [...azure, ...policies(), ...routes('blackhole 10.20.0.0/16\n')], ['discarded 10.20.0.0/16']],
    [
      'a black hole behind the tunnel',
      [...azure, ...vti, ...routes('10.20.0.0/16 dev vti0 scope link\nblackhole 10.20.0.0/16 metric 4278198272\n')],
      ['tunnel 10.20.0.0/16'],
    ],
    ['without any route', [...azure, ...policies(), ...text('network/ip-route.txt', lan)], ['missing 10.20.0.0/16']],
    ['by the uplink, where policies take it', [...azure, ...policies(), ...routes('')], ['tunnel 10.20.0.0/16']],
    [
      'by a table that a rule asks first',
      [
        ...azure,
        ...vti,
        ...routes('10.20.0.0/16 dev vti0 table 100 scope link\n'),
        ...text('network/ip-rule.txt', '0:\tfrom all lookup local\n100:\tfrom 192.168.50.0/24 lookup 100\n32766:\tfrom all lookup main\n'),
      ],
      ['tunnel 10.20.0.0/16'],
    ],
    [
      'a rule that may apply decides nothing',
      [
        ...azure,
        ...vti,
        ...routes('10.20.0.0/16 dev vti0 table 100 scope link\n'),
        ...text('network/ip-rule.txt', '0:\tfrom all lookup local\n100:\tfrom all fwmark 0x1 lookup 100\n32766:\tfrom all lookup main\n'),
      ],
      [],
    ],
    [
      'a VTI to somebody else is no tunnel to Azure',
      [vnet, local, fact('azure-gateway', { publicAddresses: ['198.51.100.99'] }), ...vti, ...policies(), ...routes('')],
      ['tunnel 10.20.0.0/16'],
    ],
    [
      'a host without a tunnel says nothing',
      [...azure, ...text('network/ip-addr.txt', '2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP\n'), ...routes('')],
      [],
    ],
  ])('%s', (_, facts, expected) => expect(ways(facts)).toEqual(expected));

  it('while the tunnel is down its routes say nothing', () => {
    const down = fact('dial-failures', { provider: 'VPN device', signal: 'authentication' });
    expect(ways([...azure, ...vti, ...routes(''), down])).toEqual([]);
    expect(ways([...azure, ...vti, ...routes(''), down, standing])).toEqual(['elsewhere 10.20.0.0/16']);
  });

  it('a missing route leads, and is shown with what the device does instead', () => {
    const unreachable = fact('icmp-probe', { host: '10.20.1.4', received: 0 });
    const analysis = run([...azure, ...vti, ...routes(''), standing, unreachable]);
    expect(analysis.causes[0]?.id).toBe('missing-onprem-route');
    expect(analysis.causes[0]?.reasonsFor.find((r) => r.outcome === 'way-elsewhere')?.params).toEqual({
      prefix: '10.20.0.0/16',
      via: '203.0.113.1 eth0',
    });
  });

  it('without a test of reachability B1 says it', () => {
    expect(evaluate('B1', [...azure, ...vti, ...routes('')])).toMatchObject({ outcome: 'not-routed', params: { target: '10.20.0.0/16' } });
    expect(evaluate('B1', [...azure, ...vti, ...routes('10.20.0.0/16 dev vti0 scope link\n')]).outcome).toBe('cannot-tell');
    expect(run([...azure, ...vti, ...routes('')]).causes[0]?.id).toBe('missing-onprem-route');
  });

  it('the same addresses on premises lead to the overlap', () => {
    const facts = [
      ...azure,
      ...vti,
      ...routes('10.20.4.0/24 dev eth2 proto kernel scope link src 10.20.4.1\n'),
      fact('icmp-probe', { received: 0 }),
    ];
    expect(run(facts).causes[0]?.id).toBe('address-overlap');
  });

  it('strict reverse path filtering counts with two tunnels and one route', () => {
    const two = text('network/ip-addr.txt', sample(network, 'ip -d address, VTI and XFRM interfaces'));
    const strict = text('network/sysctl.txt', 'net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = 1\n');
    const facts = [...azure, ...two, ...routes('10.20.0.0/16 dev vti0 scope link\n'), ...strict];
    expect(outcomes(facts, 'asymmetric-routing')).toContain('strict-reverse-path');
    const loose = text('network/sysctl.txt', 'net.ipv4.conf.all.rp_filter = 2\nnet.ipv4.conf.ipsec1.rp_filter = 1\n');
    expect(outcomes([...azure, ...two, ...routes('10.20.0.0/16 dev vti0 scope link\n'), ...loose], 'asymmetric-routing')).not.toContain(
      'strict-reverse-path',
    );
    const both = routes('10.20.0.0/16 dev vti0 scope link\n10.20.0.0/17 dev ipsec1 scope link\n');
    expect(outcomes([...azure, ...two, ...both, ...strict], 'asymmetric-routing')).not.toContain('strict-reverse-path');
  });
});

describe('routes of an RRAS server', () => {
  const at = 'rras/s2s-interfaces.txt';
  const rras = (prefix: string): Fact => fact('rras-interface', { name: 'AzureGateway', subnets: [{ prefix, metric: 100 }] }, at);
  const route = (prefix: string, interfaceName: string, nextHop: string | null = null): Fact =>
    fact('route', { prefix, interfaceName, nextHop }, 'network/routes.txt');
  it.each<[string, readonly Fact[], string[]]>([
    ['listed at the interface', [vnet, rras('10.20.0.0/16')], ['tunnel 10.20.0.0/16']],
    ['only a part is listed', [vnet, rras('10.20.0.0/17')], ['missing 10.20.0.0/16']],
    ['the rest is a route of Windows', [vnet, rras('10.20.0.0/17'), route('10.20.128.0/17', 'azuregateway')], ['tunnel 10.20.0.0/16']],
    [
      'a narrower route leads elsewhere',
      [vnet, rras('10.20.0.0/16'), route('10.20.1.0/24', 'Ethernet', '192.168.50.254')],
      ['elsewhere 10.20.1.0/24'],
    ],
    [
      'an address of route print says nothing',
      [vnet, rras('10.20.0.0/16'), route('10.20.1.0/24', '192.168.50.10', '192.168.50.254')],
      ['tunnel 10.20.0.0/16'],
    ],
    ['no subnets known', [vnet, fact('rras-interface', { subnets: [] }, at)], []],
  ])('%s', (_, facts, expected) => expect(ways(facts)).toEqual(expected));
});

describe('B2: the packet filter of a Linux device', () => {
  const iptables = (...rules: readonly string[]): readonly Fact[] =>
    text('network/iptables.txt', ['# Generated by iptables-save v1.8.9', ...rules, 'COMMIT', ''].join('\n'));
  const filter = (...rules: readonly string[]): readonly Fact[] =>
    iptables(
      '*filter',
      ...['INPUT', 'FORWARD', 'OUTPUT'].filter((c) => !rules.some((r) => r.startsWith(`:${c} `))).map((c) => `:${c} ACCEPT [0:0]`),
      ...rules,
    );
  const nat = (...rules: readonly string[]): readonly Fact[] =>
    iptables('*nat', ':PREROUTING ACCEPT [0:0]', ':POSTROUTING ACCEPT [0:0]', ...rules);
  const device = [...azure, ...policies(), ...routes('')];
  const known = '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';
  const ike = '-A INPUT -p udp -m multiport --dports 500,4500 -j ACCEPT';

  it.each<[string, readonly Fact[], string]>([
    ['UDP 500 dropped on its way out', filter('[4:1456] -A OUTPUT -p udp -m udp --dport 500 -j DROP'), 'blocked-500'],
    ['answers from UDP 4500 dropped', filter('-A INPUT -p udp -m udp --sport 4500 -j DROP'), 'blocked-4500'],
    ['both dropped by a policy', filter(':INPUT DROP [12:4368]'), 'rule-blocks'],
    ['only what the peer begins is dropped', filter(':INPUT DROP [0:0]', known), 'no-allow-rule'],
    ['ESP dropped', filter('-A INPUT -p esp -j DROP'), 'esp-blocked'],
    ['another peer dropped', filter('-A INPUT -s 198.51.100.21/32 -j DROP'), 'cannot-tell'],
    [
      'all allowed: what stands before the device is not known',
      filter(':INPUT DROP [0:0]', known, ike, '-A INPUT -p esp -j ACCEPT'),
      'cannot-tell',
    ],
    ['nothing is forwarded', filter(':FORWARD DROP [9:756]'), 'forward-dropped'],
    ['only one way is forwarded', filter(':FORWARD DROP [9:756]', '-A FORWARD -s 192.168.50.0/24 -j ACCEPT'), 'forward-dropped'],
    [
      'both ways are forwarded',
      filter(
        ':FORWARD DROP [9:756]',
        '-A FORWARD -s 192.168.50.0/24 -j ACCEPT',
        '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      ),
      'cannot-tell',
    ],
    [
      'what IPsec carries is forwarded',
      filter(
        ':FORWARD DROP [9:756]',
        '-A FORWARD -m policy --dir in --pol ipsec -j ACCEPT',
        '-A FORWARD -m policy --dir out --pol ipsec -j ACCEPT',
      ),
      'cannot-tell',
    ],
    ['another network is not forwarded', filter('-A FORWARD -d 10.30.0.0/16 -j DROP'), 'cannot-tell'],
    ['MASQUERADE before IPsec', nat('[31:2604] -A POSTROUTING -o eth0 -j MASQUERADE'), 'translated'],
    [
      'MASQUERADE behind an exemption',
      nat('-A POSTROUTING -m policy --dir out --pol ipsec -j ACCEPT', '-A POSTROUTING -o eth0 -j MASQUERADE'),
      'cannot-tell',
    ],
    ['MASQUERADE for other networks', nat('-A POSTROUTING ! -d 10.0.0.0/8 -o eth0 -j MASQUERADE'), 'cannot-tell'],
    [
      'SNAT to an address that both ends agreed on',
      nat(
        '-A POSTROUTING -s 192.168.50.128/25 -j SNAT --to-source 192.168.50.1',
        '-A POSTROUTING -d 10.20.0.0/16 -j SNAT --to-source 192.168.50.1',
      ),
      'cannot-tell',
    ],
  ])('%s', (_, facts, outcome) => expect(evaluate('B2', [...device, ...facts]).outcome).toBe(outcome));

  it('MASQUERADE on the uplink does not touch what goes into a VTI', () => {
    const masquerade = nat('-A POSTROUTING -o eth0 -j MASQUERADE');
    const facts = [...azure, ...vti, ...routes('10.20.0.0/16 dev vti0 scope link\n'), ...masquerade];
    expect(evaluate('B2', facts).outcome).toBe('cannot-tell');
    expect(
      evaluate('B2', [
        ...facts,
        ...text(
          'network/nftables.txt',
          'table ip nat {\n\tchain post {\n\t\ttype nat hook postrouting priority srcnat; policy accept;\n\t\toifname "vti0" masquerade\n\t}\n}\n',
        ),
      ]).outcome,
    ).toBe('translated');
  });

  it('ESP may be dropped where it goes in UDP', () => {
    const sa = text('network/xfrm-state.txt', sample(network, 'ip -s xfrm state'));
    expect(evaluate('B2', [...device, ...sa, ...filter('-A INPUT -p esp -j DROP')]).outcome).toBe('cannot-tell');
  });

  it('names the rule as it stands there, and cites it', () => {
    const result = evaluate('B2', [...device, ...nat('[31:2604] -A POSTROUTING -o eth0 -j MASQUERADE')]);
    expect(result.params).toMatchObject({
      rule: '[31:2604] -A POSTROUTING -o eth0 -j MASQUERADE',
      ports: '192.168.50.0/24 → 10.20.0.0/16',
    });
    expect(result.citations).toMatchObject([{ path: 'network/iptables.txt', line: 5 }]);
  });

  it.each<[string, readonly Fact[], string]>([
    ['a router', [], 'forwarding-off'],
    ['an end of its own, with no network behind it', [fact('azure-local-gateway', { prefixes: ['172.16.9.0/24'] })], 'cannot-tell'],
  ])('forwarding turned off at %s', (_, instead, outcome) => {
    const off = text('network/sysctl.txt', 'net.ipv4.ip_forward = 0\nnet.ipv4.conf.all.rp_filter = 0\n');
    const facts = instead.length === 0 ? device : [gateway, vnet, ...instead, ...vti, ...routes('')];
    expect(evaluate('B2', [...facts, ...off]).outcome).toBe(outcome);
    expect(evaluate('B2', [...facts, ...text('network/sysctl.txt', 'net.ipv4.ip_forward = 1\n')]).outcome).toBe('cannot-tell');
  });

  it.each<[string, readonly Fact[], string]>([
    ['forwarding off', text('network/sysctl.txt', 'net.ipv4.ip_forward = 0\n'), 'forwarding-blocked'],
    ['FORWARD DROP', filter(':FORWARD DROP [9:756]'), 'forwarding-blocked'],
    ['MASQUERADE', nat('-A POSTROUTING -o eth0 -j MASQUERADE'), 'tunnel-traffic-translated'],
    ['UDP 500', filter('-A OUTPUT -p udp -m udp --dport 500 -j DROP'), 'udp-500-blocked'],
  ])('%s leads to %s', (_, facts, id) => {
    const analysis = run([...device, ...facts]);
    expect([analysis.status, analysis.causes[0]?.id]).toEqual(['problem', id]);
  });

  it('the segment size counts for and against MTU trouble', () => {
    const clamp = iptables('*mangle', ':FORWARD ACCEPT [0:0]', '-A FORWARD -p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1350');
    expect(outcomes([...device, ...clamp], 'mtu-mss')).toContain('segment-size-set');
    expect(outcomes([...device, ...filter()], 'mtu-mss')).not.toContain('segment-size-not-set');
    const whole = iptables('*filter', ':FORWARD ACCEPT [0:0]', 'COMMIT', '*nat', ':POSTROUTING ACCEPT [0:0]');
    expect(outcomes([...device, ...whole], 'mtu-mss')).toContain('segment-size-not-set');
    expect(outcomes([...azure, ...vti], 'mtu-mss')).toContain('tunnel-mtu-large');
  });

  it.each<[string, readonly Fact[], string]>([
    ['a Linux device', [fact('device-tunnel')], 'device-packet-filter'],
    ['a Linux device that has shown it', [...device, ...filter()], 'packet-capture'],
    ['any other', [], 'windows-firewall-rules'],
  ])('asks %s for its packet filter', (_, facts, first) => expect(evaluate('B2', facts).missing[0]).toBe(first));

  it('a Linux machine that is no VPN device is left alone', () => {
    expect(evaluate('B2', [...azure, ...filter(':FORWARD DROP [0:0]', ':INPUT DROP [0:0]')]).outcome).toBe('cannot-tell');
  });
});

describe('services', () => {
  const unit = (service: string, active: string): readonly Fact[] =>
    text(
      'host/services.txt',
      `* ${service}.service - x\n     Loaded: loaded (/lib/systemd/system/x.service; enabled; preset: enabled)\n     Active: ${active}\n`,
    );
  it('A3: the daemon does not run', () => {
    const facts = unit('strongswan', 'failed (Result: exit-code)');
    expect(evaluate('A3', facts)).toMatchObject({ outcome: 'not-running', params: { service: 'strongswan (failed (Result: exit-code))' } });
    expect(run(facts).causes[0]?.id).toBe('onprem-service-down');
  });
  it.each<[string, readonly Fact[], string]>([
    [
      'one of its names runs',
      [...unit('strongswan', 'inactive (dead)'), ...unit('strongswan-starter', 'active (running) since')],
      'cannot-tell',
    ],
    ['started by hand', [...unit('strongswan', 'inactive (dead)'), standing], 'ok'],
    ['another service', unit('nginx', 'failed (Result: exit-code)'), 'cannot-tell'],
    [
      'the daemon does not answer the collector',
      [fact('collection-item', { item: 'swanctl-sas', reason: 'not-running', detail: 'connecting failed' })],
      'not-running',
    ],
    ['the collector may not ask it', [fact('collection-item', { item: 'swanctl-sas', reason: 'no-permission' })], 'cannot-tell'],
  ])('A3: %s', (_, facts, outcome) => expect(evaluate('A3', facts).outcome).toBe(outcome));

  const service = (name: string, state: 'running' | 'stopped', startType: 'automatic' | 'disabled' | null): Fact =>
    fact('service-state', { service: name, system: 'windows', state, startType });
  it.each<[string, readonly Fact[], string]>([
    ['RRAS is set to start and stopped', [service('RemoteAccess', 'stopped', 'automatic')], 'not-running'],
    ['RRAS is not used', [service('RemoteAccess', 'stopped', 'disabled')], 'cannot-tell'],
    ['RRAS runs', [service('RemoteAccess', 'running', 'automatic'), service('IKEEXT', 'running', null)], 'cannot-tell'],
    ['RRAS runs without IKEEXT', [service('RemoteAccess', 'running', 'automatic'), service('IKEEXT', 'stopped', null)], 'not-running'],
    [
      'a service that RRAS does not need',
      [service('RemoteAccess', 'running', 'automatic'), service('Spooler', 'stopped', 'automatic')],
      'cannot-tell',
    ],
    ['interfaces say that it is a server', [fact('rras-interface'), service('RemoteAccess', 'stopped', 'disabled')], 'not-running'],
  ])('A1: %s', (_, facts, outcome) => expect(evaluate('A1', facts).outcome).toBe(outcome));
});

describe('BGP as the device tells it', () => {
  const summary = sample(bgp, 'show bgp summary');
  const up = summary.replace('1 (Policy)', '1        2').replace(/^169\.254\.22.*\n/m, '');
  it.each<[string, string, string]>([
    ['nothing is exchanged for want of a policy', summary, 'device-bgp-no-policy'],
    ['both sessions are down', summary.replace('00:00:13            1 (Policy)', 'never       Active        0'), 'device-bgp-down'],
    ['one of two sessions is enough', summary.replace('1 (Policy)', '1        2'), 'device-bgp-up'],
    ['up', up, 'device-bgp-up'],
    ['up, and no prefix comes', up.replace('1        2', '0        2'), 'device-bgp-no-prefixes'],
  ])('%s', (_, listing, outcome) => {
    expect(outcomes(text('frr/bgp-summary.txt', listing), 'bgp-down')).toContain(outcome);
  });

  it('a session with somebody else is not the tunnel to Azure', () => {
    const other = `${up}192.0.2.9       4      65099         0         0        0    0    0    never       Active        0 N/A\n`.replace(
      /\n\nTotal.*\n/s,
      '\n',
    );
    expect(outcomes(text('frr/bgp-summary.txt', other), 'bgp-down')).toContain('device-bgp-up');
  });

  it('a session that is down leads when the tunnel stands', () => {
    const facts = [
      ...text('frr/bgp-summary.txt', up.replace(/00:00:13 .*$/m, 'never       Active        0 N/A')),
      standing,
      fact('icmp-probe', { received: 0 }),
    ];
    expect(run(facts).causes[0]?.id).toBe('bgp-down');
  });
});

describe('SAs of the kernel', () => {
  const sas = text('network/xfrm-state.txt', sample(network, 'ip -s xfrm state'));
  it('are a tunnel that stands, with what it carried', () => {
    const many = text(
      'network/xfrm-state.txt',
      sample(network, 'ip -s xfrm state').replace('756(bytes), 9(packets)', '7560(bytes), 90(packets)'),
    );
    const own = text('network/ip-addr.txt', sample(network, 'ip -s -d address'));
    expect(evaluate('A3', [...sas, ...own])).toMatchObject({ outcome: 'ok', params: { interface: '198.51.100.20' } });
    expect(outcomes([...many, ...own], 'esp-blocked')).toContain('sa-one-way');
    // Nine packets without an answer may be one ping.
    expect(outcomes([...sas, ...own], 'esp-blocked')).not.toContain('sa-one-way');
  });
  it.each<[string, number, number, string]>([
    ['sends and gets nothing', 40, 0, 'sa-one-way'],
    ['gets and sends nothing', 0, 40, 'sa-nothing-out'],
    ['moves both ways', 3, 40, 'sa-both-ways'],
  ])('a tunnel that %s, as RRAS counts it', (_, packetsOut, packetsIn, outcome) => {
    const { reasonsFor, reasonsAgainst } = cause(
      run([fact('device-sa', { vendor: 'windows', packetsOut, packetsIn })]),
      outcome === 'sa-nothing-out' ? 'missing-onprem-route' : 'esp-blocked',
    );
    expect([...reasonsFor, ...reasonsAgainst].map((r) => r.outcome)).toContain(outcome);
  });
  it('whose addresses are not known say nothing', () => expect(evaluate('A3', sas).outcome).toBe('cannot-tell'));
});

describe('which files are of one host', () => {
  it.each([
    ['a.zip/network/ip-route.txt', 'a.zip/strongswan/etc/swanctl/swanctl.conf'],
    ['a.zip/frr/bgp-summary.txt', 'a.zip/host/services.txt'],
    ['device/ip-route.txt', 'device/iptables.txt'],
    ['ip-route.txt', 'iptables.txt'],
  ])('%s and %s', (a, b) => expect(hostKey({ path: a })).toBe(hostKey({ path: b })));
  it('and which are not', () =>
    expect(hostKey({ path: 'fw1/network/ip-route.txt' })).not.toBe(hostKey({ path: 'fw2/network/ip-route.txt' })));
});

/** Routes and rules in a kernel: what it answers to `ip route get` is the truth. */
describe.skipIf(!hasNamespaces)(`held to the kernel's own choice of routes${namespacesNote}`, () => {
  const name = `ttw-${process.pid}`;
  const devices = ['d0', 'd1', 'd2'];
  beforeAll(() => {
    addNamespace(name);
    for (const [i, device] of devices.entries()) {
      tool('ip', '-n', name, 'link', 'add', device, 'type', 'veth', 'peer', 'name', `${device}p`);
      tool('ip', '-n', name, 'address', 'add', `172.31.${i}.1/24`, 'dev', device);
      for (const end of [device, `${device}p`]) tool('ip', '-n', name, 'link', 'set', end, 'up');
    }
    inside(name, 'sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv4.conf.all.rp_filter=0', 'net.ipv4.conf.d0.rp_filter=0');
  });
  afterAll(() => removeNamespace(name));

  const word = fc.constantFrom;
  const prefix = word('10.0.0.0/8', '10.20.0.0/16', '10.20.0.0/24', '10.20.0.128/25', 'default', '10.20.0.5');
  const route = fc.record({
    prefix,
    to: word('via 172.31.1.2 dev d1', 'via 172.31.2.2 dev d2', 'dev d1', 'blackhole'),
    table: word('main', '100', '220'),
    metric: word(0, 5, 9),
  });
  const rule = fc.record({
    from: word('all', '172.31.0.0/24', '10.0.0.0/8'),
    to: word('', 'to 10.20.0.0/16', 'to 10.20.0.0/25'),
    table: word('100', '220'),
    priority: word(100, 200),
  });

  it('agrees with it on random tables', { timeout: 60_000 }, () => {
    let found = 0;
    const property = fc.property(fc.array(route, { maxLength: 6 }), fc.array(rule, { maxLength: 3 }), (made, rules) => {
      const lines = made.map((r) =>
        r.to === 'blackhole'
          ? `route replace blackhole ${r.prefix} table ${r.table} metric ${r.metric}`
          : `route replace ${r.prefix} ${r.to} table ${r.table} metric ${r.metric}`,
      );
      const asked = rules.map((r) => `rule add from ${r.from} ${r.to} lookup ${r.table} priority ${r.priority}`);
      const undone = [
        'route flush table 100',
        'route flush table 220',
        ...rules.map((r) => `rule del from ${r.from} ${r.to} lookup ${r.table} priority ${r.priority}`),
      ];
      const batch = (commands: readonly string[]) =>
        inside(name, 'bash', '-c', `ip -force -batch - 2>/dev/null <<'B'\n${commands.join('\n')}\nB\ntrue`);
      batch([...lines, ...asked]);
      const printed = { route: inside(name, 'ip', '-4', 'route', 'show', 'table', 'all'), rule: inside(name, 'ip', 'rule') };
      const [host] = vpnHosts(
        createFactView(
          [
            ...text('ip-route.txt', printed.route),
            ...text('ip-rule.txt', printed.rule),
            ...vti.map(() => fact('ipsec-policy', {}, 'x.txt')),
          ],
          knowledge,
        ),
      );
      const answer = inside(name, 'bash', '-c', 'ip -4 route get 10.20.0.5 from 172.31.0.9 iif d0 2>&1; true');
      batch([
        ...made
          .filter((r) => r.table === 'main')
          .map((r) => `route del ${r.to === 'blackhole' ? 'blackhole ' : ''}${r.prefix} table main metric ${r.metric}`),
        ...undone,
      ]);
      const { route: chosen, isCertain } = lookUp(host!, [parseRange('172.31.0.9')!], parseRange('10.20.0.5')!);
      const said = chosen === null || chosen.fate === 'discarded' ? 'none' : `${chosen.nextHop ?? '-'} ${chosen.interfaceName}`;
      const truth = /^RTNETLINK|unreachable|Invalid argument/m.test(answer)
        ? 'none'
        : `${/ via (\S+)/.exec(answer)?.[1] ?? '-'} ${/ dev (\S+)/.exec(answer)?.[1]}`;
      if (said !== 'none') found += 1;
      expect(isCertain).toBe(true);
      expect(said, `${printed.rule}\n${printed.route}\n${answer}`).toBe(truth);
    });
    fc.assert(property, { numRuns: 15 });
    expect(found).toBeGreaterThan(2);
  });
});
