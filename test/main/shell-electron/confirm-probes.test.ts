import { describe, expect, it, vi } from 'vitest';
import type { ProbeRequest } from '../../../shared/model/probe.ts';
import { createTranslate } from '../../../shared/text/translate.ts';
import { loadAssets } from '../../../main/host/assets.ts';
import { fake, FakeWindow } from '../../helpers/fake-electron.ts';
import { standIn } from '../../helpers/stand-in.ts';

vi.mock('electron', async () => (await import('../../helpers/fake-electron.ts')).electronModule);

const { confirmProbes } = await import('../../../main/shell-electron/confirm-probes.ts');
const tcp = { kind: 'tcp', host: '10.20.1.4', port: 443, count: 20, warmups: 1, intervalMs: 1000, timeoutMs: 5000, family: 'any' } as const;
const requests: readonly ProbeRequest[] = [
  tcp,
  { kind: 'ike', host: '198.51.100.20', port: 500, version: 2, offer: null, groups: false },
  { kind: 'ike', host: '198.51.100.20', port: 4500, version: 2, offer: null, groups: true },
  { kind: 'gateway-health', host: '198.51.100.21', port: 8081 },
  { kind: 'dns', name: 'app.example.net', server: '10.20.0.10' },
  { kind: 'dns', name: 'hq.example.net', server: null },
  { kind: 'path-mtu', host: '10.20.1.5', cipher: null },
  { kind: 'traceroute', host: '10.20.1.6' },
  { kind: 'clock', host: 'ntp.example.net', port: 123 },
];

describe.each(['en', 'ja'] as const)('before a probe is sent (%s)', (language) => {
  const t = createTranslate(loadAssets().catalogues, language);

  it('a dialog names every target and what it gets; only its button sends, and neither Enter nor Escape is that button', async () => {
    fake.pressed = 1;
    expect(await confirmProbes(standIn(new FakeWindow({})), requests, t)).toBe(false);
    fake.pressed = 0;
    expect(await confirmProbes(standIn(new FakeWindow({})), requests, t)).toBe(true);
    expect(fake.messages.at(-1)).toMatchObject({ type: 'question', defaultId: 1, cancelId: 1, noLink: true });
    const lines = String(fake.messages.at(-1)?.['detail']).split('\n');
    const wanted = [
      ['10.20.1.4', '443', '21'],
      ['198.51.100.20', 'UDP 500', 'IKEv2'],
      ['198.51.100.20', 'UDP 4500', 'Diffie-Hellman'],
      ['198.51.100.21', '8081'],
      ['10.20.0.10', 'app.example.net'],
      ['hq.example.net'],
      ['10.20.1.5', 'ping'],
      ['10.20.1.6', '30'],
      ['ntp.example.net', '123', 'NTP'],
    ];
    for (const [i, words] of wanted.entries()) for (const word of words) expect(lines[i]).toContain(word);
    // Every request has its own line, then a blank one and what becomes of the answer.
    expect(lines).toHaveLength(requests.length + 2);
  });

  it('a run without an end says so', async () => {
    await confirmProbes(standIn(new FakeWindow({})), [{ ...tcp, count: 0 }], t);
    expect(String(fake.messages.at(-1)?.['detail'])).toContain(language === 'en' ? 'until they are stopped' : '停止するまで');
  });

  it('without a window nothing is asked and nothing is sent', async () => {
    const asked = fake.messages.length;
    expect(await confirmProbes(null, requests, t)).toBe(false);
    const gone = new FakeWindow({});
    gone.destroy();
    expect(await confirmProbes(standIn(gone), requests, t)).toBe(false);
    expect(fake.messages).toHaveLength(asked);
  });
});
