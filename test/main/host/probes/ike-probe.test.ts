import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { IkeProbeData } from '#shared/model/probe.ts';
import { charonNote, hasCharon, startResponder, type Responder, type ResponderSetup } from '../../../helpers/ike-responder.ts';
import {
  addNamespace,
  connectNamespaces,
  hasNamespaces,
  hasTool,
  hastyTriageInside,
  inside,
  namespacesNote,
  removeNamespace,
  tool,
  triageInside,
} from '../../../helpers/namespaces.ts';

const hasIptables = hasTool('iptables', '--version');
const iptablesNote = hasIptables ? '' : ' (skipped: iptables is not installed)';
const can = hasNamespaces && hasCharon;
const [prober, wan, peer] = [`ttp-${process.pid}-a`, `ttp-${process.pid}-w`, `ttp-${process.pid}-b`];
const [here, there, wanHere, wanThere] = ['203.0.113.10', '198.51.100.20', '203.0.113.1', '198.51.100.1'];
const azurePolicy = 'aes256-sha256-modp1024,aes256-sha1-modp1024';
let responder: Responder | null = null;

async function respond(setup: Partial<ResponderSetup> = {}): Promise<void> {
  responder = await startResponder(peer, { address: there, version: 2, proposals: azurePolicy, ...setup });
}

type Probed = { readonly code: number; readonly err: string; readonly results: readonly IkeProbeData[] };

async function probe(...words: string[]): Promise<Probed> {
  return probedBy(triageInside, words);
}

async function probeHastily(...words: string[]): Promise<Probed> {
  return probedBy(hastyTriageInside, words);
}

async function probedBy(triage: typeof triageInside, words: readonly string[]): Promise<Probed> {
  const { code, out, err } = await triage(prober, 'probe', 'ike', there, '--yes', '--json', ...words);
  const outcomes: { data: IkeProbeData }[] = JSON.parse(out);
  return { code, err, results: outcomes.map(({ data }) => data) };
}

/** A router between both ends: where packets are dropped, delayed and translated. */
function buildNetwork(): void {
  for (const name of [prober, wan, peer]) addNamespace(name);
  connectNamespaces([prober, 'eth0', [`${here}/24`]], [wan, 'on', [`${wanHere}/24`]]);
  connectNamespaces([peer, 'eth0', [`${there}/24`]], [wan, 'az', [`${wanThere}/24`]]);
  tool('ip', '-n', prober, 'route', 'add', 'default', 'via', wanHere);
  tool('ip', '-n', peer, 'route', 'add', 'default', 'via', wanThere);
  inside(wan, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
}

describe.skipIf(!can)(`IKE probes against strongSwan${namespacesNote}${charonNote}`, () => {
  beforeAll(buildNetwork);
  afterEach(async () => {
    await responder?.stop();
    responder = null;
    if (hasIptables) for (const table of ['filter', 'nat']) inside(wan, 'iptables', '-t', table, '-F');
  });
  afterAll(() => [prober, wan, peer].forEach(removeNamespace));

  it('a healthy responder: both ports answer, the chosen proposal is named, and no NAT is seen', async () => {
    await respond();
    const { code, err, results } = await probe();
    expect(results.map((r) => [r.port, r.result, r.chosen, r.group, r.nat])).toEqual([
      [500, 'answered', 'AES-CBC-256/SHA2-256/PRF-SHA2-256/2', 2, { local: false, remote: false }],
      [4500, 'answered', 'AES-CBC-256/SHA2-256/PRF-SHA2-256/2', 2, { local: false, remote: false }],
    ]);
    expect(results[0]).toMatchObject({ address: there, cookie: false, messagesSent: 1, version: 2 });
    expect(results[0]!.roundTripMs).toBeGreaterThan(0);
    expect(results[0]!.from).toMatch(/^203\.0\.113\.10:\d+$/);
    expect(code).toBe(0);
    expect(err).toContain('198.51.100.20');
    // The responder saw two first messages and nothing else: no exchange follows.
    const log = responder!.log();
    expect(log.match(/parsed IKE_SA_INIT request 0/g)).toHaveLength(2);
    expect(log).not.toMatch(/parsed (?:IKE_AUTH|INFORMATIONAL)/);
  });

  it('no common proposal: NO_PROPOSAL_CHOSEN from a peer that lives', async () => {
    await respond({ proposals: 'aes128-sha256-modp2048' });
    const { code, results } = await probe('--offer', 'AES256/SHA256/2', '--port', '500');
    expect(results).toMatchObject([{ result: 'no-proposal', notifies: ['NO_PROPOSAL_CHOSEN'], chosen: null, messagesSent: 1 }]);
    expect(code).toBe(3);
  });

  it('another group of those offered: INVALID_KE_PAYLOAD names it', async () => {
    await respond({ proposals: 'aes256-sha256-modp2048' });
    const { results } = await probe('--offer', 'AES256/SHA256/2+14', '--port', '500');
    expect(results).toMatchObject([{ result: 'invalid-ke', group: 14, notifies: ['INVALID_KE_PAYLOAD'] }]);
  });

  it.each([
    { name: 'group 14', offer: 'AES256/SHA256/14', proposals: 'aes256-sha256-modp2048', group: 14 },
    { name: 'group 24', offer: 'AES256/SHA256/24', proposals: 'aes256-sha256-modp2048s256', group: 24 },
    { name: 'group 5', offer: '3DES/MD5/2,AES128/SHA1/5', proposals: 'aes128-sha1-modp1536', group: 5 },
  ])('$name of an offer of one own is agreed on', async ({ offer, proposals, group }) => {
    await respond({ proposals });
    const { results } = await probe('--offer', offer, '--port', '500');
    expect(results[0]).toMatchObject(group === 5 ? { result: 'invalid-ke', group } : { result: 'answered', group });
  });

  it('a cookie asked for is sent back, and the answer read', async () => {
    await respond({ settings: 'cookie_threshold = 1' });
    const { results } = await probe();
    // The half-open SA of the first probe is what makes the second one prove its address.
    expect(results.map((r) => [r.port, r.result, r.cookie, r.messagesSent])).toEqual([
      [500, 'answered', false, 1],
      [4500, 'answered', true, 2],
    ]);
    expect(responder!.log()).toMatch(/N\(COOKIE\)/);
  });

  it('groups are asked one by one only when wanted', async () => {
    await respond({ proposals: 'aes256-sha256-modp2048,aes256-sha256-modp1536' });
    const { results } = await probeHastily('--offer', 'AES256/SHA256/14', '--port', '500', '--groups');
    const taken = results[0]!.groups.filter((g) => g.result === 'answered').map((g) => g.group);
    expect(taken).toEqual([5, 14]);
    expect(results[0]!.groups.find((g) => g.group === 2)?.result).toBe('no-proposal');
  });

  it('IKEv1: main mode is answered, refused, or answered by an error', async () => {
    await respond({ version: 1 });
    const { results } = await probe('--ike', '1', '--port', '500');
    expect(results).toMatchObject([
      { version: 1, result: 'answered', chosen: expect.stringContaining('AES-CBC-256'), group: 2, nat: null },
    ]);
    const refused = await probe('--ike', '1', '--port', '500', '--offer', 'AES128/MD5/14');
    expect(refused.results).toMatchObject([{ version: 1, result: 'no-proposal' }]);
  });

  it('a responder of the other version only', async () => {
    await respond({ version: 1 });
    const { results } = await probe('--port', '500');
    expect(results[0]!.result).toMatch(/^(?:no-proposal|other-answer)$/);
  });

  it.skipIf(!hasIptables)(`dropped on UDP 500 only: silence there, an answer on 4500${iptablesNote}`, async () => {
    await respond();
    inside(wan, 'iptables', '-A', 'FORWARD', '-p', 'udp', '--dport', '500', '-j', 'DROP');
    const { code, results } = await probeHastily();
    expect(results.map((r) => [r.port, r.result, r.messagesSent])).toEqual([
      [500, 'silent', 3],
      [4500, 'answered', 1],
    ]);
    expect(code).toBe(3);
  });

  it.skipIf(!hasIptables)(`rejected with ICMP by a firewall on the way${iptablesNote}`, async () => {
    await respond();
    inside(wan, 'iptables', '-A', 'FORWARD', '-p', 'udp', '--dport', '500', '-j', 'REJECT', '--reject-with', 'icmp-port-unreachable');
    const { results } = await probeHastily('--port', '500');
    expect(results).toMatchObject([{ result: 'refused' }]);
    inside(wan, 'iptables', '-F', 'FORWARD');
    inside(wan, 'iptables', '-A', 'FORWARD', '-p', 'udp', '--dport', '500', '-j', 'REJECT', '--reject-with', 'icmp-admin-prohibited');
    const prohibited = await probeHastily('--port', '500');
    expect(prohibited.results).toMatchObject([{ result: 'unreachable' }]);
  });

  it('nobody listens: refused', async () => {
    const { results } = await probeHastily('--port', '500');
    expect(results).toMatchObject([{ result: 'refused', notifies: [], roundTripMs: null }]);
  });

  it.skipIf(!hasIptables)(`behind a NAT: the hashes tell on which side it stands${iptablesNote}`, async () => {
    await respond();
    inside(wan, 'iptables', '-t', 'nat', '-A', 'POSTROUTING', '-o', 'az', '-j', 'MASQUERADE');
    const { results } = await probe();
    expect(results.map((r) => [r.port, r.result, r.nat])).toEqual([
      [500, 'answered', { local: true, remote: false }],
      [4500, 'answered', { local: true, remote: false }],
    ]);
    expect(responder!.log()).toContain('remote host is behind NAT');
  });

  it.skipIf(!hasIptables)(`a peer behind a NAT of its own${iptablesNote}`, async () => {
    await respond();
    inside(wan, 'iptables', '-t', 'nat', '-A', 'PREROUTING', '-d', wanHere, '-p', 'udp', '-j', 'DNAT', '--to-destination', there);
    const { out } = await triageInside(prober, 'probe', 'ike', wanHere, '--yes', '--json', '--port', '500');
    expect(JSON.parse(out)).toMatchObject([{ data: { result: 'answered', nat: { local: false, remote: true } } }]);
  });
});
