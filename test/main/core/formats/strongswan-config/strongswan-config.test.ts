import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/strongswan-config/format.ts';
import { samples } from '#core/formats/strongswan-config/samples.ts';
import type { IkeProposal } from '#shared/model/ike.ts';
import { charonProposals } from '#core/formats/ike/transform-names.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { expectNoLineLost, readAnything } from '../any-text.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

function tunnels(text: string) {
  return dataOf(readText(format, text), 'device-tunnel');
}

function names(proposals: readonly IkeProposal[]): string[] {
  return proposals.map((p) => `${p.protocol} ${p.number}: ${p.transforms.map((t) => t.name).join('/')}`);
}

function sample(name: string): string {
  return samples.find((s) => s.name === name)!.text;
}

describe('strongswan-config: swanctl.conf', () => {
  it('reads ends, proposals, lifetimes and selectors of a connection', () => {
    const [azure, old] = tunnels(sample('swanctl.conf'));
    expect(azure).toMatchObject({
      vendor: 'strongswan',
      name: 'AzureGateway',
      version: 2,
      local: ['203.0.113.10'],
      peers: ['198.51.100.20'],
      localIdentity: 'onprem.example',
      remoteIdentity: '198.51.100.20',
      authentication: 'shared-key',
      ikeLifetimeSeconds: 28_800,
      childLifetimeSeconds: 27_000,
      childLifetimeKilobytes: 102_400_000,
      dpdSeconds: 30,
      selectors: [
        { local: ['192.168.50.0/24', '192.168.51.0/24'], remote: ['10.20.0.0/16'] },
        { local: ['192.168.60.0/24'], remote: ['10.21.0.0/16'] },
      ],
    });
    expect(names(azure!.ikeProposals)).toEqual([
      'ike 1: AES-CBC-256/AES-CBC-128/SHA2-256/SHA1/14/2/PRF-SHA2-256/PRF-SHA1',
      'ike 2: AES-GCM-16-256/PRF-SHA2-384/20',
    ]);
    expect(names(azure!.childProposals)).toEqual(['esp 1: AES-CBC-256/SHA2-256', 'esp 2: AES-GCM-16-256/14']);
    expect(old).toMatchObject({
      name: 'Old',
      version: 1,
      peers: ['192.0.2.99', 'vpn.example.net'],
      remoteIdentity: 'C=JP, O=Example, CN=gw',
      authentication: 'certificate',
      selectors: [],
    });
    expect(names(old!.childProposals)).toEqual(['esp 1: AES-CBC-192/SHA2-512/21', 'esp 2: 3DES/MD5']);
  });

  it('gives each connection its own lines and keeps the others', () => {
    const { records } = readText(format, sample('swanctl.conf'));
    expect(records.filter((r) => r.data.kind === 'device-tunnel').map((r) => [r.place.line, r.place.endLine])).toEqual([
      [3, 28],
      [29, 35],
    ]);
    expect(records.filter((r) => r.data.kind === 'line').map((r) => r.text.trim())).toContain('secrets {');
  });

  it('reads connections on one line, in a terminal, and cut off', () => {
    const text = `root@gw:~# cat /etc/swanctl/swanctl.conf
connections { a { remote_addrs = 192.0.2.1; 
 children { n { remote_ts = 10.0.0.0/8 } } } b { remote_addrs = 192.0.2.2
 remote { id = x } } }
connections { cut { local { auth = psk`;
    expect(tunnels(text).map((t) => [t.name, t.remoteIdentity])).toEqual([
      ['a', null],
      ['b', 'x'],
      ['cut', null],
    ]);
  });
});

describe('strongswan-config: ipsec.conf', () => {
  it('reads strongSwan with its defaults section', () => {
    const [azure, ...rest] = tunnels(sample('ipsec.conf of strongSwan'));
    expect(rest).toEqual([]);
    expect(azure).toMatchObject({
      vendor: 'strongswan',
      name: 'azure',
      version: 2,
      local: ['203.0.113.10'],
      peers: ['198.51.100.20'],
      localIdentity: '@onprem.example',
      authentication: 'shared-key',
      ikeLifetimeSeconds: 28_800,
      childLifetimeSeconds: 3600,
      dpdSeconds: 30,
      selectors: [{ local: ['192.168.50.0/24', '192.168.51.0/24'], remote: ['10.20.0.0/16'] }],
    });
    expect(names(azure!.ikeProposals)).toEqual(['ike 1: AES-CBC-256/SHA2-256/2/PRF-SHA2-256']);
    expect(names(azure!.childProposals)).toEqual(['esp 1: AES-CBC-256/SHA2-256']);
  });

  it('reads libreswan, where PFS takes the group of the IKE SA', () => {
    const [azure] = tunnels(sample('ipsec.conf of libreswan'));
    expect(azure).toMatchObject({
      vendor: 'libreswan',
      version: 2,
      local: [],
      localIdentity: '203.0.113.10',
      ikeLifetimeSeconds: 28_800,
      childLifetimeSeconds: 27_000,
      selectors: [{ local: ['192.168.50.0/24', '192.168.51.0/24'], remote: ['10.20.0.0/16'] }],
    });
    expect(names(azure!.ikeProposals)).toEqual(['ike 1: AES-CBC-256/SHA2-256/14/PRF-SHA2-256', 'ike 2: AES-GCM-16-256/PRF-SHA2-256/19']);
    expect(names(azure!.childProposals)).toEqual(['esp 1: AES-GCM-16-256/14']);
    expect(names(tunnels(`${sample('ipsec.conf of libreswan')}    pfs=no\n`)[0]!.childProposals)).toEqual(['esp 1: AES-GCM-16-256']);
  });
});

describe('strongswan-config: any shape and any bytes', () => {
  it.each(samples)('$name: every encoding gives the same tunnels', ({ text }) => {
    const expected = tunnels(text);
    expect(expected.length).toBeGreaterThan(0);
    for (const { name, bytes } of variants(text)) expect(dataOf(readBytes(format, bytes), 'device-tunnel'), name).toEqual(expected);
  });

  it('never throws and loses no line', () => {
    readAnything(
      format,
      { samples, more: ['connections {', '}', '{', '"', 'conn a', ' also=a'], mostParts: 40, runs: 300, mostBytes: 2000 },
      expectNoLineLost,
    );
  });

  it('deep and long text costs no more than its length', () => {
    const started = performance.now();
    readText(format, `connections {\n${'a {\n'.repeat(20_000)}`);
    readText(format, `connections { ${'a{'.repeat(100_000)}\n${'"'.repeat(100_000)}`);
    readText(format, 'conn a\n also=a\n left=1\n right=2\n'.repeat(5000));
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});

type Parameters = Readonly<Record<string, string | number | null>>;

/** swanctl.conf of one end, as the lab writes it from its parameters. */
function labConf(p: Parameters, end: 'on' | 'az'): string {
  const isOn = end === 'on';
  return `connections { AzureGateway {
  version = ${p[`version_${end}`]}
  local_addrs = ${isOn ? '203.0.113.10' : '198.51.100.20'}
  remote_addrs = ${isOn ? p['dst'] : '%any'}
  proposals = ${p[`ike_${end}`]}
  dpd_delay = ${isOn ? '4s' : '0s'}
  local { auth = psk\n id = ${isOn ? p['id_on'] : '198.51.100.20'} }
  remote { auth = psk\n id = ${isOn ? p['dst'] : p['id_az_expects']} }
  children { net {
    local_ts = ${p[`ts_${end}_local`]}
    remote_ts = ${p[`ts_${end}_remote`]}
    esp_proposals = ${p[`esp_${end}`]}
  } }
} }`;
}

/** What the daemon says that it loaded (`cfg = 2`). */
function loaded(log: string, name: string): string {
  return new RegExp(`^.{0,60}\\[CFG\\] {1,4}${name} = (.*)$`, 'm').exec(log)![1]!.trim();
}

/** Types and names in one order; charon adds that there are no extended sequence numbers. */
function sets(proposals: readonly IkeProposal[]): string[][] {
  return proposals.map((p) =>
    p.transforms
      .filter((t) => t.type !== 'esn')
      .map((t) => `${t.type} ${t.name}`)
      .toSorted(),
  );
}

const lab = join(corpusDir, 'ike-lab');
const folders = hasCorpus && existsSync(lab) ? readdirSync(lab).filter((f) => existsSync(join(lab, f, 'truth.json'))) : [];

describe.skipIf(folders.length === 0)(`strongswan-config: equals what the daemon loaded${corpusNote}`, () => {
  it.each(folders.flatMap((folder) => [[folder, 'on', 'onprem'] as const, [folder, 'az', 'azure'] as const]))(
    '%s, %s',
    (folder, end, file) => {
      const truth: { readonly parameters: Parameters } = JSON.parse(readFileSync(join(lab, folder, 'truth.json'), 'utf8'));
      const log = readFileSync(join(lab, folder, `${file}.charon.log`), 'utf8');
      const [tunnel] = tunnels(labConf(truth.parameters, end));
      expect(sets(tunnel!.ikeProposals)).toEqual(sets(charonProposals(loaded(log, 'proposals(?= = IKE)'))));
      expect(sets(tunnel!.childProposals)).toEqual(sets(charonProposals(loaded(log, 'proposals(?= = ESP)'))));
      expect(tunnel!.selectors).toEqual([{ local: [loaded(log, 'local_ts')], remote: [loaded(log, 'remote_ts')] }]);
      expect(tunnel).toMatchObject({ version: Number(loaded(log, 'version')), dpdSeconds: Number(loaded(log, 'dpd_delay')) });
      expect(tunnel!.local).toEqual([loaded(log, 'local_addrs')]);
    },
  );
});
