import { afterAll, describe, expect, it } from 'vitest';
import { format } from '#core/formats/linux-network/format.ts';
import { samples } from '#core/formats/linux-network/samples.ts';
import {
  addNamespace,
  connectNamespaces,
  hasNamespaces,
  inside,
  namespacesNote,
  removeNamespace,
  tool,
} from '../../../../helpers/namespaces.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

function sample(name: string): string {
  const found = samples.find((s) => s.name === name);
  if (found === undefined) throw new Error(`no sample ${name}`);
  return found.text;
}

const routesOf = (text: string) => dataOf(readText(format, text), 'route').map(({ kind: _kind, ...rest }) => rest);
const plain = { nextHop: null, metric: null, persistent: null };

describe('ip route', () => {
  const all = [
    { ...plain, prefix: '10.20.0.0/24', interfaceName: 'eth1', table: '220' },
    { ...plain, prefix: '0.0.0.0/0', nextHop: '203.0.113.1', interfaceName: 'eth0' },
    { ...plain, prefix: '10.20.0.0/16', interfaceName: 'ipsec0' },
    { ...plain, prefix: '10.30.0.0/16', nextHop: '192.168.50.2', interfaceName: 'eth1' },
    { ...plain, prefix: '10.30.0.0/16', nextHop: '203.0.113.2', interfaceName: 'eth0' },
    { ...plain, prefix: '10.98.0.0/16', interfaceName: null, fate: 'discarded' },
    { ...plain, prefix: '10.99.0.0/16', interfaceName: null, metric: 4278198272, fate: 'discarded' },
    { ...plain, prefix: '192.168.50.0/24', interfaceName: 'eth1', isConnected: true },
  ];

  it('with all tables, in every encoding', () => {
    for (const { name, bytes } of variants(sample('ip route show table all'))) {
      const read = readBytes(format, bytes);
      expect(dataOf(read, 'route').slice(0, 8), name).toEqual(all.map((route) => ({ kind: 'route', ...route })));
      expect(read.rejected).toEqual([]);
    }
  });

  it('as JSON says the same', () => {
    expect(routesOf(sample('ip -j route')).slice(0, 8)).toEqual(all);
  });

  it.each([
    ['default via fe80::1 dev eth0 proto ra metric 1024 expires 1500sec pref medium', '::/0', 'fe80::1'],
    ['default dev ppp0 scope link', '0.0.0.0/0', null],
    ['10.0.0.1 dev eth0', '10.0.0.1/32', null],
    ['10.0.0.0/8 via inet6 fe80::1 dev eth0', '10.0.0.0/8', 'fe80::1'],
  ])('%s', (line, prefix, nextHop) => {
    expect(routesOf(`${line}\n`)).toMatchObject([{ prefix, nextHop }]);
  });

  it.each([
    '10.20.0.5 via 203.0.113.1 dev eth0 src 203.0.113.10 uid 0',
    'default route is missing',
    '10.20.0.0/16 is the virtual network',
    'local time 10:00',
  ])('is not: %s', (line) => expect(routesOf(`default via 203.0.113.1 dev eth0\n${line}\n`)).toHaveLength(1));
});

describe('ip rule', () => {
  const asked = { incoming: null, outgoing: null, isNegated: false, hasOther: false };
  const all = [
    { ...asked, priority: 0, from: null, to: null, action: 'lookup', table: 'local' },
    { ...asked, priority: 100, from: '192.168.50.0/24', to: '10.20.0.0/16', action: 'lookup', table: '100' },
    { ...asked, priority: 200, from: null, to: null, isNegated: true, hasOther: true, action: 'lookup', table: '200' },
    { ...asked, priority: 220, from: null, to: null, action: 'lookup', table: '220' },
    { ...asked, priority: 300, from: null, to: null, incoming: 'eth1', action: 'prohibit', table: null },
    { ...asked, priority: 32766, from: null, to: null, action: 'lookup', table: 'main' },
    { ...asked, priority: 32767, from: null, to: null, action: 'lookup', table: 'default' },
  ].map((rule) => ({ kind: 'routing-rule', ...rule }));

  it.each(['ip rule', 'ip -j rule'])('%s', (name) => expect(dataOf(readText(format, sample(name)), 'routing-rule')).toEqual(all));
});

describe('ip address', () => {
  it.each(['ip -s -d address', 'ip -j -d -s address'])('%s', (name) => {
    const read = dataOf(readText(format, sample(name)), 'network-interface');
    expect(read.map((i) => [i.name, i.tunnel, i.isUp, i.mtu, i.addresses[0]])).toEqual([
      ['lo', null, true, 65536, '127.0.0.1/8'],
      ['eth1', null, true, 1500, '192.168.50.1/24'],
      ['eth0', null, true, 1500, '203.0.113.10/24'],
      // No program holds the other end of the device.
      ['ipsec0', 'tun', false, 1500, undefined],
    ]);
  });

  it('tells VTI and XFRM interfaces with their numbers', () => {
    expect(dataOf(readText(format, sample('ip -d address, VTI and XFRM interfaces')), 'network-interface')).toMatchObject([
      { name: 'vti0', tunnel: 'vti', id: 42, remote: '198.51.100.20', local: '203.0.113.10', mtu: 1480, addresses: ['169.254.21.2/30'] },
      { name: 'ipsec1', tunnel: 'xfrm', id: 42, remote: null, addresses: [] },
    ]);
  });
});

describe('ip xfrm', () => {
  it('policies, with the ends of the tunnel seen from this host', () => {
    expect(dataOf(readText(format, sample('ip -s xfrm policy')), 'ipsec-policy')).toEqual([
      {
        kind: 'ipsec-policy',
        direction: 'fwd',
        action: 'allow',
        source: '10.20.0.0/16',
        destination: '192.168.50.0/24',
        local: '203.0.113.10',
        remote: '198.51.100.20',
        interfaceId: 42,
        packets: 0,
        bytes: 0,
      },
      {
        kind: 'ipsec-policy',
        direction: 'out',
        action: 'allow',
        source: '192.168.50.0/24',
        destination: '10.20.0.0/16',
        local: '203.0.113.10',
        remote: '198.51.100.20',
        interfaceId: null,
        packets: 0,
        bytes: 0,
      },
    ]);
  });

  it('states, with their counters and without their keys', () => {
    const read = readText(format, sample('ip -s xfrm state'));
    expect(dataOf(read, 'kernel-sa')).toMatchObject([
      {
        source: '203.0.113.10',
        destination: '198.51.100.20',
        spi: '0xc2aea074',
        requestId: 1,
        isEncapsulated: true,
        packets: 9,
        bytes: 756,
      },
      { source: '198.51.100.20', destination: '203.0.113.10', spi: '0x30e7339f', packets: 0, bytes: 0 },
    ]);
  });

  it('policies of sockets are left out', () => {
    const text = 'src 0.0.0.0/0 dst 0.0.0.0/0 uid 0\n\tsocket in action allow index 3 priority 0 ptype main share any flag  (0x00000000)\n';
    expect(readText(format, `${sample('ip -s xfrm policy')}${text}`).records.map((r) => r.data.kind)).toEqual([
      'ipsec-policy',
      'ipsec-policy',
    ]);
  });
});

it('reads several commands in one log, and keeps what it does not know as lines', () => {
  const read = readText(format, sample('a log of a terminal'));
  expect(read.records.map((r) => r.data.kind)).toEqual([
    'line',
    ...Array.from({ length: 3 }, () => 'route'),
    'line',
    ...Array.from({ length: 7 }, () => 'routing-rule'),
  ]);
});

describe.skipIf(!hasNamespaces)(`what iproute2 prints here${namespacesNote}`, () => {
  const [here, there] = [`ttr-${process.pid}-a`, `ttr-${process.pid}-b`];
  afterAll(() => [here, there].forEach(removeNamespace));

  it('reads alike as text and as JSON, all of it', () => {
    for (const name of [here, there]) addNamespace(name);
    connectNamespaces([here, 'eth0', ['203.0.113.10/24', '2001:db8::10/64']], [there, 'eth0', ['203.0.113.1/24']]);
    tool('ip', '-n', here, 'route', 'add', 'default', 'via', '203.0.113.1');
    tool('ip', '-n', here, 'route', 'add', '10.20.0.0/16', 'via', '203.0.113.2', 'mtu', '1400', 'metric', '7', 'table', '220');
    tool('ip', '-n', here, 'route', 'add', 'blackhole', '10.99.0.0/16');
    tool('ip', '-n', here, 'rule', 'add', 'from', '203.0.113.0/24', 'iif', 'eth0', 'lookup', '220', 'priority', '300');
    for (const [command, kind] of [
      [['-4', 'route', 'show', 'table', 'all'], 'route'],
      [['-6', 'route', 'show', 'table', 'all'], 'route'],
      [['rule'], 'routing-rule'],
      [['-d', 'address'], 'network-interface'],
    ] as const) {
      const [text, json] = [inside(here, 'ip', ...command), inside(here, 'ip', '-j', ...command)].map((out) => readText(format, out));
      expect(dataOf(text!, kind).length, command.join(' ')).toBeGreaterThan(0);
      expect(text!.records.filter((r) => r.data.kind === 'line')).toEqual([]);
      expect(dataOf(text!, kind)).toEqual(dataOf(json!, kind));
    }
  });
});
