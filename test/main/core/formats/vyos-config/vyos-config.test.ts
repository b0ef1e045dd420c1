import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/vyos-config/format.ts';
import { samples } from '#core/formats/vyos-config/samples.ts';
import type { IkeProposal } from '#shared/model/ike.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { expectNoLineLost, readAnything } from '../any-text.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

function tunnels(text: string) {
  return dataOf(readText(format, text), 'device-tunnel');
}

function names(proposals: readonly IkeProposal[]): string[] {
  return proposals.map((p) => `${p.protocol} ${p.number}: ${p.transforms.map((t) => t.name).join('/')}`);
}

describe('vyos-config', () => {
  it('reads set commands', () => {
    const [azure, ...rest] = tunnels(samples[0]!.text);
    expect(rest).toEqual([]);
    expect(azure).toMatchObject({
      vendor: 'vyos',
      name: 'azure',
      version: 2,
      local: ['203.0.113.10'],
      peers: ['198.51.100.20'],
      localIdentity: '203.0.113.10',
      remoteIdentity: '198.51.100.20',
      authentication: 'shared-key',
      ikeLifetimeSeconds: 28_800,
      childLifetimeSeconds: 27_000,
      dpdSeconds: 15,
      selectors: [],
    });
    expect(names(azure!.ikeProposals)).toEqual(['ike 1: AES-CBC-256/SHA1/2/PRF-SHA1']);
    expect(names(azure!.childProposals)).toEqual(['esp 1: AES-CBC-256/SHA2-256']);
  });

  it('reads braces, where PFS takes the group of the IKE SA', () => {
    const [azure] = tunnels(samples[1]!.text);
    expect(azure).toMatchObject({
      name: '198.51.100.20',
      version: 1,
      peers: ['198.51.100.20'],
      localIdentity: '203.0.113.10',
      selectors: [{ local: ['192.168.50.0/24'], remote: ['10.20.0.0/16'] }],
    });
    expect(names(azure!.ikeProposals)).toEqual(['ike 1: AES-CBC-256/SHA2-256/14/PRF-SHA2-256']);
    expect(names(azure!.childProposals)).toEqual(['esp 1: AES-GCM-16-128/14']);
  });

  it.each(samples)('$name: every encoding gives the same tunnels', ({ text }) => {
    const expected = tunnels(text);
    for (const { name, bytes } of variants(text)) expect(dataOf(readBytes(format, bytes), 'device-tunnel'), name).toEqual(expected);
  });

  it('never throws and loses no line', () => {
    readAnything(format, { samples, more: ['vpn {', '{', '}'], mostParts: 40, runs: 200, mostBytes: 2000 }, expectNoLineLost);
  });

  it('deep and long text costs no more than its length', () => {
    const started = performance.now();
    readText(format, `vpn {\n${'a {\n'.repeat(20_000)}${'set vpn ipsec ike-group a proposal 1 hash sha1\n'.repeat(20_000)}`);
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
