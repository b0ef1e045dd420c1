import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import type { FilterRuleData } from '#shared/model/host-state.ts';
import { format } from '#core/formats/linux-packet-filter/format.ts';
import { samples } from '#core/formats/linux-packet-filter/samples.ts';
import { addNamespace, hasNamespaces, hasTool, inside, namespacesNote, removeNamespace } from '../../../../helpers/namespaces.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

function sample(name: string): string {
  const found = samples.find((s) => s.name === name);
  if (found === undefined) throw new Error(`no sample ${name}`);
  return found.text;
}

const chainsOf = (text: string) => dataOf(readText(format, text), 'filter-chain');
const rulesOf = (text: string) => dataOf(readText(format, text), 'filter-rule');
const ruleOf = (text: string): FilterRuleData => {
  const [rule] = rulesOf(text);
  if (rule === undefined) throw new Error('no rule');
  return rule;
};
const one = (value: string) => ({ values: [value], isNegated: false });

describe('iptables-save -c', () => {
  it('reads chains with hook, place and policy, in every encoding', () => {
    for (const { name, bytes } of variants(sample('iptables-save -c'))) {
      const chains = dataOf(readBytes(format, bytes), 'filter-chain');
      expect(
        chains.filter((c) => c.hook === 'forward' || c.hook === 'postrouting').map((c) => [c.table, c.hook, c.priority, c.isNat, c.policy]),
        name,
      ).toEqual([
        ['mangle', 'forward', -150, false, 'accept'],
        ['mangle', 'postrouting', -150, false, 'accept'],
        ['filter', 'forward', 0, false, 'drop'],
        ['nat', 'postrouting', 100, true, 'accept'],
      ]);
    }
  });

  it.each<[string, Partial<FilterRuleData>]>([
    [
      '-A INPUT -p udp -m multiport --dports 500,4500 -j ACCEPT',
      { protocols: one('udp'), destinationPorts: { values: ['500', '4500'], isNegated: false }, action: 'accept' },
    ],
    [
      '[7:420] -A INPUT ! -s 192.168.50.0/24 -p tcp -m tcp --dport 22:25 -j REJECT --reject-with icmp-port-unreachable',
      {
        packets: 7,
        sources: { values: ['192.168.50.0/24'], isNegated: true },
        destinationPorts: one('22-25'),
        action: 'reject',
        hasOther: false,
      },
    ],
    [
      '-A POSTROUTING -s 192.168.50.0/24 -m policy --dir out --pol ipsec -j ACCEPT',
      { ipsec: { direction: 'out', isPresent: true }, hasOther: false, action: 'accept' },
    ],
    [
      '-A POSTROUTING -o eth0 -m policy --dir out --pol none -j MASQUERADE',
      { ipsec: { direction: 'out', isPresent: false }, outgoing: one('eth0'), action: 'masquerade' },
    ],
    ['-A POSTROUTING -o eth0 -j SNAT --to-source 203.0.113.10', { action: 'snat', to: '203.0.113.10' }],
    ['-A FORWARD -p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1350', { action: 'mss', to: '1350' }],
    ['-A FORWARD -m comment --comment "no -j DROP: \\"of\\" this" -j ACCEPT', { action: 'accept', hasOther: false }],
    ['-A FORWARD -m set --match-set blocked src -j DROP', { action: 'drop', hasOther: true }],
    ['-A FORWARD -i eth1 -g LAN', { action: 'goto', to: 'LAN' }],
    ['-A INPUT -s 0.0.0.0/0 -p all -j LOG --log-prefix "x "', { sources: null, protocols: null, action: 'continue' }],
    ['-A INPUT -p 50 -c 3 180 -j DROP', { protocols: one('esp'), packets: 3, action: 'drop' }],
  ])('%s', (line, expected) => expect(ruleOf(`*filter\n:INPUT ACCEPT [0:0]\n${line}\nCOMMIT\n`)).toMatchObject(expected));
});

describe('iptables -L -v -n', () => {
  const words = ({ action, to, packets: _packets, ...rest }: FilterRuleData) => ({ ...rest, action, to });
  it('says of the filter table what iptables-save says', () => {
    const saved = rulesOf(sample('iptables-save -c')).filter((r) => r.table === 'filter');
    const plainAddress = (text: string): string => text.replaceAll('/32', '');
    expect(JSON.parse(plainAddress(JSON.stringify(rulesOf(sample('iptables -L -v -n')).map(words))))).toEqual(
      JSON.parse(plainAddress(JSON.stringify(saved.map(words)))),
    );
  });

  it('tells the table for translations by its chains', () => {
    const text = sample('iptables -t nat -L -v -n --line-numbers');
    expect(chainsOf(text).map((c) => [c.table, c.chain])).toEqual([
      ['nat', 'PREROUTING'],
      ['nat', 'INPUT'],
      ['nat', 'OUTPUT'],
      ['nat', 'POSTROUTING'],
    ]);
    expect(rulesOf(text).map((r) => [r.action, r.to])).toEqual([
      ['accept', null],
      ['masquerade', null],
      ['snat', '203.0.113.10'],
    ]);
  });

  it.each<[string, Partial<FilterRuleData>]>([
    [
      '  12K   1M DROP       udp  --  eth0   *       198.51.100.20        0.0.0.0/0            udp spt:4500 dpt:4500',
      { packets: 12_000, sourcePorts: one('4500'), destinationPorts: one('4500'), action: 'drop' },
    ],
    ['    0     0            tcp  --  *      *       0.0.0.0/0            0.0.0.0/0', { action: 'continue', protocols: one('tcp') }],
    [
      '    9   540 TCPMSS     6    --  *      *       0.0.0.0/0            0.0.0.0/0            tcp flags:0x06/0x02 TCPMSS clamp to PMTU',
      { action: 'mss', to: 'pmtu', hasOther: false },
    ],
    [
      '    0     0 ACCEPT     0    --  *      *       0.0.0.0/0            0.0.0.0/0            ADDRTYPE match dst-type LOCAL',
      { hasOther: true },
    ],
  ])('%s', (line, expected) => {
    const head =
      'Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)\n pkts bytes target     prot opt in     out     source               destination\n';
    expect(ruleOf(`${head}${line}\n`)).toMatchObject(expected);
  });

  it('without the columns of interfaces nothing is sure', () => {
    const text =
      'Chain INPUT (policy DROP)\ntarget     prot opt source               destination\nACCEPT     all  --  0.0.0.0/0            0.0.0.0/0\n';
    expect(rulesOf(text)).toMatchObject([{ action: 'accept', hasOther: true }]);
  });
});

describe('nft list ruleset', () => {
  it('puts named sets in, and takes verdict maps apart', () => {
    const rules = rulesOf(sample('nft list ruleset'));
    expect(rules.find((r) => r.destinationPorts?.values.length === 2)).toMatchObject({
      sources: { values: ['198.51.100.20', '198.51.100.32/28'], isNegated: false },
      protocols: one('udp'),
      action: 'accept',
      hasOther: false,
    });
    expect(rules.filter((r) => r.chain === 'forward' && r.states !== null).map((r) => [r.states?.values[0], r.action])).toEqual([
      ['invalid', 'drop'],
      ['established', 'accept'],
      ['related', 'accept'],
    ]);
    expect(rules.filter((r) => r.ipsec !== null).map((r) => r.ipsec)).toEqual([
      { direction: 'in', isPresent: true },
      { direction: 'out', isPresent: true },
    ]);
  });

  it('as JSON says the same', () => {
    const order = (text: string) => [...rulesOf(text), ...chainsOf(text)].map((part) => JSON.stringify(part)).toSorted();
    expect(order(sample('nft -j list ruleset'))).toEqual(order(sample('nft list ruleset')));
  });

  it('over iptables says what iptables-save says, as far as nft knows its matches', () => {
    const [saved, listed] = ['iptables-save -c', 'nft list ruleset over rules of iptables'].map((name) => rulesOf(sample(name)));
    const key = (r: FilterRuleData): string => `${r.table} ${r.chain} ${r.action} ${r.to ?? ''}`;
    expect(listed!.map(key).toSorted()).toEqual(saved!.map(key).toSorted());
    for (const rule of listed!.filter((r) => r.ipsec === null && saved!.some((s) => key(s) === key(r) && s.ipsec !== null)))
      expect(rule.hasOther || rule.states !== null || rule.protocols !== null).toBe(true);
  });

  it.each<[string, Partial<FilterRuleData>]>([
    [
      'ip saddr != { 10.0.0.0/8, 192.168.0.0/16 } counter packets 4 bytes 336 drop # handle 12',
      { sources: { values: ['10.0.0.0/8', '192.168.0.0/16'], isNegated: true }, packets: 4, action: 'drop', hasOther: false },
    ],
    [
      'meta l4proto { tcp, udp } th dport 53 accept',
      { protocols: { values: ['tcp', 'udp'], isNegated: false }, destinationPorts: one('53'), hasOther: false },
    ],
    ['ip saddr 10.0.0.1 ip saddr 10.0.0.2 accept', { hasOther: true }],
    ['ip saddr @nowhere drop', { hasOther: true, action: 'drop' }],
    ['limit rate 3/minute accept', { hasOther: true, action: 'accept' }],
    ['oifname "eth0" masquerade random', { outgoing: one('eth0'), action: 'masquerade', hasOther: false }],
    ['ct state new log prefix "in " level info accept', { states: one('new'), action: 'accept', hasOther: false }],
    ['udp dport 500 counter packets 1 bytes 2 # xt_policy', { hasOther: true }],
  ])('%s', (line, expected) => {
    expect(
      ruleOf(`table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n\t\t${line}\n\t}\n}\n`),
    ).toMatchObject(expected);
  });

  it('a set over several lines, and a table that is cut off', () => {
    const text =
      'table ip filter {\n\tset peers {\n\t\ttype ipv4_addr\n\t\telements = { 198.51.100.20,\n\t\t\t     198.51.100.21 }\n\t}\n\n\tchain input {\n\t\ttype filter hook input priority 0; policy accept;\n\t\tip saddr @peers drop\n';
    expect(rulesOf(text)).toMatchObject([{ sources: { values: ['198.51.100.20', '198.51.100.21'], isNegated: false }, action: 'drop' }]);
  });
});

const hasFilters = hasNamespaces && hasTool('nft', '-v') && hasTool('iptables', '-V');
const note = hasFilters ? '' : hasNamespaces ? ' (skipped: iptables or nft is not installed)' : namespacesNote;

describe.skipIf(!hasFilters)(`what the tools print here${note}`, () => {
  const name = `ttf-${process.pid}`;
  afterAll(() => removeNamespace(name));

  it('takes every line of iptables-save, iptables -L and nft list ruleset', () => {
    addNamespace(name);
    const saved = sample('iptables-save -c');
    const restored = spawnSync('ip', ['netns', 'exec', name, 'iptables-restore', '-c'], { input: saved, encoding: 'utf8' });
    expect(restored.stderr).toBe('');
    const count = rulesOf(saved).length;
    const printed = [
      inside(name, 'iptables-save', '-c'),
      inside(name, 'nft', 'list', 'ruleset'),
      inside(name, 'nft', '-j', 'list', 'ruleset'),
    ];
    for (const text of printed) {
      const read = readText(format, text);
      expect(dataOf(read, 'filter-rule')).toHaveLength(count);
      expect(read.records.filter((r) => r.data.kind === 'line')).toEqual([]);
    }
    const lists = ['filter', 'nat', 'mangle'].map((table) => inside(name, 'iptables', '-t', table, '-L', '-v', '-n'));
    expect(rulesOf(lists.join(''))).toHaveLength(count);
  });
});
