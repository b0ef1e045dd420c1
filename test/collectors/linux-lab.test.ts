import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../main/host/inputs.ts';
import { diagnoseInputs } from '../helpers/diagnose.ts';
import { hasIkeLab, ikeLabNote, labAddresses, labKey, startIkeLab, type LabFault } from '../helpers/ike-lab.ts';

const script = join(import.meta.dirname, '../../assets/collectors/collect-linux.sh');

/** What the collector brings for a person to read; everything else has a format. Debian's empty configurations say nothing either. */
const keptForPeople =
  /^(?:host\/os-release\.txt|network\/xfrm-statistics\.txt|strongswan\/(?:swanctl-list-(?:conns|pols|certs)\.txt|etc\/.*))$/;

type Scenario = { readonly name: string; readonly fault: LabFault; readonly cause: string; readonly isUnprobed?: boolean };

const scenarios: readonly Scenario[] = [
  { name: 'healthy', fault: {}, cause: 'none' },
  { name: 'psk-mismatch', fault: { deviceKey: 'other-Zz9' }, cause: 'psk-mismatch' },
  { name: 'ike-proposal-mismatch', fault: { deviceProposals: 'aes128-sha256-modp2048' }, cause: 'ike-policy-mismatch' },
  { name: 'udp4500-blocked', fault: { drop: ['-p', 'udp', '--dport', '4500'] }, cause: 'udp-4500-blocked' },
  // What is wrong behind the device shows in its own settings, and to no test that it makes itself.
  {
    name: 'forwarding-off',
    fault: { onDevice: [['sysctl', '-qw', 'net.ipv4.ip_forward=0']] },
    cause: 'forwarding-blocked',
    isUnprobed: true,
  },
  {
    name: 'nat-before-ipsec',
    fault: { onDevice: [['iptables', '-t', 'nat', '-A', 'POSTROUTING', '-s', '192.168.50.0/24', '-j', 'MASQUERADE']] },
    cause: 'tunnel-traffic-translated',
    isUnprobed: true,
  },
];

async function collected({ fault, isUnprobed }: Scenario, folder: string): Promise<string> {
  const lab = await startIkeLab(fault);
  try {
    lab.initiate();
    const { gateway, azureHost, deviceHost } = labAddresses;
    const probed = isUnprobed === true ? [] : ['--gateway', gateway, '--target', azureHost, '--source', deviceHost];
    return lab.onDevice(['bash', script, ...probed, '--output', folder, '--vici', `unix://${lab.deviceFolder}/vici.sock`]).trim();
  } finally {
    lab.stop();
  }
}

describe.skipIf(!hasIkeLab)(`collect-linux.sh beside a real strongSwan${ikeLabNote}`, () => {
  it.each(scenarios)('$name: the bundle leads to $cause', { timeout: 120_000 }, async (scenario) => {
    const { cause } = scenario;
    const folder = mkdtempSync(join(tmpdir(), 'ttc-bundle-'));
    try {
      const archive = await collected(scenario, folder);
      const text = execFileSync('unzip', ['-p', archive], { encoding: 'latin1' });
      expect(text).not.toContain(labKey);
      expect(text).not.toContain('other-Zz9');
      const result = await diagnoseInputs([openInput(archive)]);
      result.remove();
      expect(result.analysis.causes[0]?.id).toBe(cause);
      expect(result.analysis.status).toBe(cause === 'none' ? 'healthy' : 'problem');
      expect(result.detail.sources.map((s) => s.format)).toContain('collector-manifest');
      const unread = result.detail.sources.filter((s) => s.format === 'unknown').map((s) => s.path);
      expect(unread.filter((path) => !keptForPeople.test(path))).toEqual([]);
      // The log's own times name no zone: the manifest gives it.
      const log = result.detail.sources.find((s) => s.format === 'strongswan-charon');
      expect(log?.zone).toBe('offset');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
