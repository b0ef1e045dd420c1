import { expect, it } from 'vitest';
import { samples } from '#core/formats/network-watcher-ike/samples.ts';
import { inputFromBytes } from '../../../../../main/host/inputs.ts';
import { diagnoseInputs } from '../../../../helpers/diagnose.ts';
import { zipOf } from '../../bundle/archives.ts';

it('the archive of VPN troubleshoot inside a bundle: every file is recognised, and C1 names the fault', async () => {
  const result = {
    startTime: '2026-11-18T10:00:00Z',
    endTime: '2026-11-18T10:01:00Z',
    code: 'UnHealthy',
    results: [{ id: '000000', reasonType: 'ConnectionsNotConnected', summary: 's', detail: 'd', recommendedActions: [] }],
  };
  const archive = zipOf(samples.map(({ name, text }) => ({ name, data: text })));
  const bundle = zipOf([
    { name: 'azure/troubleshoot.json', data: JSON.stringify(result) },
    { name: 'azure/vpn-troubleshoot_2026-11-18.zip', data: archive },
  ]);
  const { detail, analysis, remove } = await diagnoseInputs([inputFromBytes('bundle.zip', bundle)]);
  const formats = new Map(detail.sources.map((s) => [s.path.split('/').at(-1), s.format]));
  for (const { name } of samples) expect(formats.get(name), name).toBe('network-watcher-ike');
  expect(formats.get('troubleshoot.json')).toBe('azure-json');
  const c1 = analysis.findings.find((f) => f.check === 'C1');
  expect(c1).toMatchObject({ outcome: 'authentication', verdict: 'problem' });
  expect(analysis.findings.find((f) => f.check === 'C5')).toMatchObject({
    outcome: 'not-connected',
    params: { connection: '203.0.113.10' },
  });
  remove();
});
