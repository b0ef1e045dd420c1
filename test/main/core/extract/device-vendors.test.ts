import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { samples as fortigate } from '#core/formats/fortigate/samples.ts';
import { samples as libreswan } from '#core/formats/libreswan-pluto/samples.ts';
import { samples as paloAlto } from '#core/formats/palo-alto/samples.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';

const { knowledge } = loadAssets();

function a3(text: string) {
  const { source, facts } = factsOfText('device.txt', Buffer.from(text), knowledge);
  const { findings } = analyse({ facts, sources: [source], answers: [], knowledge });
  return findings.find((f) => f.check === 'A3')!;
}

function sample(samples: readonly { readonly name: string; readonly text: string }[], name: string): string {
  return samples.find((s) => s.name === name)!.text;
}

/** What a device's log says of a failure is what check A3 judges, whoever made the device. */
describe('check A3 judges the logs of every vendor', () => {
  it.each([
    ['FortiGate, no common proposal', sample(fortigate, 'IKE debug, responder without a common proposal'), 'ike-policy', 32],
    ['FortiGate, key', sample(fortigate, 'IKE debug with times, the peer refuses the key'), 'authentication', 9],
    ['FortiGate, PFS', sample(fortigate, 'IKE debug, IKEv1 quick mode without a common group'), 'pfs', 21],
    ['FortiGate, event log', sample(fortigate, 'VPN event log').split('\n')[0]!, 'ike-policy', 1],
    ['Palo Alto, key', sample(paloAlto, 'ikemgr.log'), 'authentication', 3],
    ['libreswan, key', sample(libreswan, 'log file, IKEv2 with a wrong key'), 'authentication', 8],
    ['libreswan, no common proposal', sample(libreswan, 'syslog of a responder without a common proposal'), 'ike-policy', 1],
    ['libreswan, silence', sample(libreswan, 'ipsec auto --up'), 'no-answer', 4],
    ['Palo Alto, silence', sample(paloAlto, 'ikemgr.log of an old version'), 'no-answer', 3],
  ])('%s', (_name, text, outcome, line) => {
    const finding = a3(text);
    expect(finding).toMatchObject({ verdict: 'problem', outcome });
    expect(finding.citations[0]?.line).toBe(line);
  });
});
