import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkIds } from '../../shared/model/verdict.ts';
import { exitCodeFor } from '../../main/core/analysis/exit-code.ts';
import type { InputItem } from '../../main/core/ports.ts';
import { inputFromBytes, openInput } from '../../main/host/inputs.ts';
import { corpusDir, corpusNote, hasCorpus } from '../helpers/corpus.ts';
import { diagnoseInputs, type Diagnosed } from '../helpers/diagnose.ts';

async function diagnosed(...inputs: InputItem[]): Promise<Omit<Diagnosed, 'remove'>> {
  const result = await diagnoseInputs(inputs);
  result.remove();
  return result;
}

function finding({ analysis }: Pick<Diagnosed, 'analysis'>, check: string) {
  const found = analysis.findings.find((f) => f.check === check);
  if (!found) throw new Error(`no finding for ${check}`);
  return found;
}

function folderOf(name: string, files: readonly { path: string; bytes: Uint8Array }[]): InputItem {
  return {
    kind: 'folder',
    name,
    files: () =>
      files.map(({ path, bytes }) => ({ path, file: { ...inputFromBytes(path, bytes) } as Extract<InputItem, { kind: 'file' }> })),
  };
}

const blocked = ['wrong-gateway-ip', 'peer-address-changed', 'udp-500-blocked', 'udp-4500-blocked'];

describe.skipIf(!hasCorpus)(`real outputs that nobody here wrote${corpusNote}`, () => {
  const open = (path: string) => openInput(join(corpusDir, path));

  it.each([
    { file: 'events-text/rras_20111_no_response.formatlist.txt', check: 'A1' },
    { file: 'events-text/rasclient_20227_809.formatlist.txt', check: 'A2' },
  ])('$file: 809 points at the gateway address or a blocked port', async ({ file, check }) => {
    const result = await diagnosed(open(file));
    expect(blocked).toContain(result.analysis.causes[0]?.id);
    expect(finding(result, check)).toMatchObject({ outcome: 'no-answer', params: { code: 809, interface: 'AzureGateway' } });
    expect(finding(result, check).citations[0]?.quote).toMatch(check === 'A1' ? /\{41, 3, 0, 0\}/ : /809/);
  });

  it('13801 points at the shared key, with the line that says so', async () => {
    const result = await diagnosed(open('events-text/rras_20111_psk_mismatch.formatlist.txt'));
    expect(result.analysis.causes[0]?.id).toBe('psk-mismatch');
    expect(finding(result, 'A1').citations[0]?.quote).toContain('{233, 53, 0, 0}');
  });

  it('the classic listing of GatewaySubnet with an NSG is reported by C3', async () => {
    const result = await diagnosed(open('azure-classic/azure_cli_vnet_subnet_show_GatewaySubnet_with_NSG.txt'));
    expect(result.analysis.causes[0]?.id).toBe('gateway-subnet-nsg');
    expect(finding(result, 'C3')).toMatchObject({ verdict: 'problem', outcome: 'nsg-attached', params: { nsg: 'VPN-Gateway-Group' } });
    expect(finding(result, 'C3').citations[0]?.quote).toContain('Network Security Group id');
  });

  it.each([
    { file: 'reachability/psping_v2.01_ok.txt', verdict: 'healthy' },
    { file: 'reachability/psping_v2.01_timeout.txt', verdict: 'problem' },
  ])('$file: B1 is $verdict', async ({ file, verdict }) => {
    expect(finding(await diagnosed(open(file)), 'B1').verdict).toBe(verdict);
  });

  it.each([
    { file: 'azure-ps/Get-AzureRmVirtualNetworkGatewayConnection_Connected.txt', outcome: 'traffic' },
    { file: 'azure-ps/Get-AzureRmVirtualNetworkGatewayConnection_NotConnected.txt', outcome: 'not-connected' },
  ])('$file: C5 follows ConnectionStatus', async ({ file, outcome }) => {
    expect(finding(await diagnosed(open(file)), 'C5').outcome).toBe(outcome);
  });

  it.each(['events-text', 'azure-json', 'azure-ps', 'azure-classic', 'nsg', 'device', 'reachability', 'nw-troubleshoot', 'evtx', 'pcap'])(
    '%s: every file is in the case',
    async (name) => {
      const result = await diagnosed(open(name));
      expect(result.detail.gaps).toEqual([]);
      expect(result.detail.sources.length).toBeGreaterThan(0);
    },
  );
});

describe('bundles without evidence', () => {
  it('an empty folder: fifteen times cannot tell, each with a command, exit code 4', async () => {
    const result = await diagnosed(folderOf('empty', []));
    expect(result.analysis.findings.map((f) => [f.check, f.verdict])).toEqual(checkIds.map((id) => [id, 'cannot-tell']));
    for (const id of checkIds) {
      const gaps = result.analysis.gaps.filter((g) => g.checks.includes(id));
      expect(gaps.flatMap((g) => g.collect.map((c) => c.command)).filter((command) => command !== '')).not.toEqual([]);
    }
    expect(exitCodeFor(result.analysis)).toBe(4);
  });

  it('random bytes: no crash, everything listed, nothing recognised', async () => {
    const files = Array.from({ length: 20 }, (_, i) => ({ path: `noise-${i}.bin`, bytes: randomBytes(500 + i * 997) }));
    const result = await diagnosed(folderOf('noise', files));
    expect(result.detail.sources.map((s) => s.format)).toEqual(files.map(() => 'unknown'));
    expect(exitCodeFor(result.analysis)).toBe(4);
  });
});
