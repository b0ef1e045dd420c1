import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '#shared/model/analysis.ts';
import { analyse } from '#core/analysis/analyse.ts';
import { exitCodeFor } from '#core/analysis/exit-code.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';
import { factsOfFile, factsOfText } from '../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../helpers/knowledge.ts';
import { finding } from './run.ts';

function analyseFiles(files: readonly string[]): Analysis {
  const read = files.map((file) => factsOfFile(file, knowledge));
  return analyse({ facts: read.flatMap((r) => r.facts), sources: read.map((r) => r.source), answers: [], knowledge });
}

function corpus(...names: readonly string[]): Analysis {
  return analyseFiles(names.map((name) => join(corpusDir, name)));
}

/** The line a finding cites, and what it quotes. */
function proof(analysis: Analysis, check: string): string {
  const citation = finding(analysis, check).citations[0];
  return `${citation?.line}: ${citation?.quote.split('\n')[0]}`;
}

describe.skipIf(!hasCorpus)(`real output that others recorded${corpusNote}`, () => {
  it.each([
    ['rras_20111_no_response.formatlist.txt', 'A1', 3],
    ['rasclient_20227_809.formatlist.txt', 'A2', 9],
  ])('%s: 809 points at a wrong address or a blocked port', (file, check, line) => {
    const analysis = corpus(`events-text/${file}`);
    expect(finding(analysis, check)).toMatchObject({
      outcome: 'no-answer',
      verdict: 'problem',
      params: { interface: 'AzureGateway', code: 809, count: 1 },
    });
    expect(['wrong-gateway-ip', 'udp-500-blocked', 'udp-4500-blocked', 'peer-address-changed']).toContain(analysis.causes[0]?.id);
    expect(finding(analysis, check).citations[0]).toMatchObject({ path: file, line });
    expect(exitCodeFor(analysis)).toBe(3);
  });

  it('13801 points at the shared key', () => {
    const analysis = corpus('events-text/rras_20111_psk_mismatch.formatlist.txt');
    expect(finding(analysis, 'A1')).toMatchObject({ outcome: 'authentication', params: { code: 13801 } });
    expect(analysis.causes[0]?.id).toBe('psk-mismatch');
    expect(analysis.next[0]?.check).toBe('C2');
  });

  it('the classic GatewaySubnet output shows the NSG, with its line', () => {
    const analysis = corpus('azure-classic/azure_cli_vnet_subnet_show_GatewaySubnet_with_NSG.txt');
    expect(finding(analysis, 'C3')).toMatchObject({
      outcome: 'nsg-attached',
      params: { nsg: 'VPN-Gateway-Group', prefix: '10.20.3.0/27' },
    });
    expect(proof(analysis, 'C3')).toMatch(/^9: data: {4}Network Security Group id/);
    expect(analysis.causes[0]?.id).toBe('gateway-subnet-nsg');
    expect(analysis.names).toMatchObject({ resourceGroup: 'profx-prod-rg', vnet: 'profx-vnet', subscription: null });
  });

  it('PsPing: one target answers, the other does not', () => {
    expect(finding(corpus('reachability/psping_v2.01_ok.txt'), 'B1')).toMatchObject({
      outcome: 'reachable',
      verdict: 'healthy',
      params: { target: '10.20.0.5:80', averageMs: 4.01 },
    });
    expect(finding(corpus('reachability/psping_v2.01_timeout.txt'), 'B1')).toMatchObject({
      outcome: 'unreachable',
      verdict: 'problem',
      params: { target: '10.20.1.6:80', averageMs: '–' },
    });
    const both = corpus('reachability/psping_v2.01_ok.txt', 'reachability/psping_v2.01_timeout.txt');
    expect(finding(both, 'B1')).toMatchObject({ outcome: 'partial', params: { reached: 1, total: 2 } });
    expect(proof(both, 'B1')).toMatch(/Sent = 3, Received = 0, Lost = 3 \(100% loss\)/);
  });

  it('a test against a public address says nothing about the tunnel', () =>
    expect(finding(corpus('reachability/psping_v2.10_ok_azure.txt'), 'B1').verdict).toBe('cannot-tell'));

  it('tracert through the gateway arrives', () =>
    expect(finding(corpus('reachability/tracert_s2s_branch_vnet.txt'), 'B1')).toMatchObject({
      outcome: 'reachable',
      params: { reached: 3, total: 3 },
    }));

  it.each([
    ['Get-AzureRmVirtualNetworkGatewayConnection_Connected.txt', 'traffic', 'healthy', 'Connected'],
    ['Get-AzureRmVirtualNetworkGatewayConnection_NotConnected.txt', 'not-connected', 'problem', 'NotConnected'],
  ])('%s: C5 follows ConnectionStatus', (file, outcome, verdict, status) => {
    const analysis = corpus(`azure-ps/${file}`);
    expect(finding(analysis, 'C5')).toMatchObject({ outcome, verdict, params: { status } });
    expect(proof(analysis, 'C5')).toBe(`11: ConnectionStatus           : ${status}`);
  });

  it('the whole folder is read, none of it stops the analysis, and twice gives the same', () => {
    const folders = ['events-text', 'azure-classic', 'azure-ps', 'azure-json', 'nsg', 'reachability', 'nw-troubleshoot', 'device'];
    const files = folders.flatMap((folder) =>
      readdirSync(join(corpusDir, folder))
        .toSorted()
        .map((f) => join(corpusDir, folder, f)),
    );
    const first = analyseFiles(files);
    expect(first.findings).toHaveLength(15);
    expect(JSON.stringify(analyseFiles(files))).toBe(JSON.stringify(first));
  });
});

describe('nothing to read', () => {
  it('random bytes are not recognised and decide nothing', () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 167 + ((i * i) % 251)) % 256);
    const read = factsOfText('noise.bin', noise, knowledge);
    const analysis = analyse({ facts: read.facts, sources: [read.source], answers: [], knowledge });
    expect(read.source.format).toBe('unknown');
    expect(exitCodeFor(analysis)).toBe(4);
    expect(analysis.findings.every((f) => f.verdict === 'cannot-tell')).toBe(true);
  });
});

const samples = join(import.meta.dirname, '../../../../assets/samples');
const sampleFiles = (name: string): string[] =>
  readdirSync(join(samples, name), { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((file) => join(samples, name, file))
    .filter((file) => /\.\w+$/.test(file));

describe.skipIf(!existsSync(samples))('the sample bundles', () => {
  it('wrong gateway address', () => {
    const analysis = analyseFiles(sampleFiles('wrong-gateway-address'));
    expect(analysis.causes[0]).toMatchObject({ id: 'wrong-gateway-ip' });
    expect(analysis.causes[0]?.probability).toBeGreaterThan(0.9);
    expect(analysis.causes.filter((c) => c.second)).toEqual([]);
    expect(exitCodeFor(analysis)).toBe(3);
  });

  it('shared key mismatch with an NSG on GatewaySubnet', () => {
    const analysis = analyseFiles(sampleFiles('shared-key-and-nsg'));
    expect(analysis.causes[0]?.id).toBe('psk-mismatch');
    expect(analysis.causes.filter((c) => c.second).map((c) => c.id)).toEqual(['gateway-subnet-nsg']);
  });

  it('healthy: no problem, no warning', () => {
    const analysis = analyseFiles(sampleFiles('healthy'));
    expect(analysis.findings.filter((f) => f.verdict === 'problem' || f.verdict === 'warning')).toEqual([]);
    expect(analysis.causes[0]?.id).toBe('none');
    expect(exitCodeFor(analysis)).toBe(0);
    expect(analysis.throughput).toMatchObject({ sku: 'VpnGw1AZ', limitBitsPerSecond: 650_000_000 });
  });
});
