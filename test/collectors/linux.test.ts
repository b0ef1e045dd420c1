import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openInput } from '../../main/host/inputs.ts';
import { corpusDir, corpusNote, hasCorpus } from '../helpers/corpus.ts';
import { diagnoseInputs } from '../helpers/diagnose.ts';
import { collectorsDir, runCollector, startCollector, type Run, type StandIns } from './run-bash.ts';

const isUnix = process.platform !== 'win32' && spawnSync('bash', ['-c', '((BASH_VERSINFO[0] >= 4))']).status === 0;
const unixNote = isUnix ? '' : ' (skipped: there is no Bash 4)';

const frr = `frr version 8.4.4
password zebra-Pw1
enable password 8 enable-Pw2
router bgp 65010
 neighbor 10.20.255.30 remote-as 65515
 neighbor 10.20.255.30 password bgp-Pw3
`;

/** A device whose charon socket is closed to the user, whose firewall hangs, and without a journal. */
const standIns: StandIns = {
  swanctl: `case "$1" in
  --help) echo 'strongSwan 5.9.8 swanctl' ;;
  --list-conns) echo 'AzureGateway: IKEv2, no reauthentication, rekeying every 14400s' ;;
  *) echo "connecting to 'unix:///var/run/charon.vici' failed: Permission denied" >&2; exit 13 ;;
esac`,
  vtysh: `case "$*" in *running-config*) cat <<'TEXT'\n${frr}TEXT\n;; --version) echo 'vtysh version 8.4.4' ;; *) echo 'Exiting: failed to connect to any daemons.' >&2; exit 1 ;; esac`,
  ip: `case "$*" in *'xfrm state'*) echo 'src 203.0.113.10 dst 198.51.100.20
	enc cbc(aes) 0x00112233445566778899aabbccddeeff' ;; *) echo "out of ip $*" ;; esac`,
  journalctl: 'exit 0',
  nft: `echo 'Operation not permitted (you must be root)' >&2; exit 1`,
  'iptables-save': 'echo "*filter"',
  'ip6tables-save': 'echo "*filter"',
  systemctl: 'echo "strongswan.service - failed"; exit 3',
  chronyc: `echo 'System time     : 0.250000000 seconds slow of NTP time'`,
  timedatectl: 'echo Asia/Tokyo',
  ping: `echo '5 packets transmitted, 0 received'; exit 1`,
  traceroute: 'exit 1',
};

describe.skipIf(!isUnix)(`collect-linux.sh over stand-ins of the tools${unixNote}`, () => {
  let run: Run | null = null;
  afterEach(() => {
    run?.remove();
    run = null;
  });
  const start = (...args: readonly string[]): Run => (run = runCollector('collect-linux.sh', args, standIns));

  it('says what failed and why, what was empty and what was not asked', () => {
    const { item, manifest } = start('--target', '10.20.0.5');
    expect(item('swanctl-sas')).toMatchObject({ status: 'failed', reason: 'no-permission', evidence: 'device-log', file: null });
    expect(item('nftables')).toMatchObject({ status: 'failed', reason: 'no-permission' });
    expect(item('frr-bgp')).toMatchObject({ status: 'failed', reason: 'not-running' });
    expect(item('charon-journal')).toMatchObject({ status: 'empty', reason: 'empty' });
    expect(item('capture')).toMatchObject({ status: 'skipped', reason: 'not-asked' });
    expect(item('ping-target')).toMatchObject({ status: 'collected', file: 'probes/ping-target.txt' });
    expect(item('services')).toMatchObject({ status: 'collected' });
    expect(manifest).toMatchObject({ timeZone: 'Asia/Tokyo', clockOffsetMs: -250, clockSource: 'chronyc' });
    expect(manifest.tools).toContainEqual({ name: 'strongswan', version: 'strongSwan 5.9.8 swanctl' });
  });

  it('keeps no key, and hashes what it kept', () => {
    const { files, item } = start();
    const all = [...files.values()].join('\n');
    for (const key of ['zebra-Pw1', 'enable-Pw2', 'bgp-Pw3', '00112233445566778899']) expect(all).not.toContain(key);
    expect(files.get('frr/running-config.txt')).toContain('neighbor 10.20.255.30 remote-as 65515');
    const { file, sha256 } = item('frr-config');
    expect(
      createHash('sha256')
        .update(files.get(file ?? '') ?? '')
        .digest('hex'),
    ).toBe(sha256);
  });

  it('collects nothing for a folder that it cannot write to', () => {
    const args = [join(collectorsDir, 'collect-linux.sh'), '--output', '/dev/null/folder'];
    const { status, stderr } = spawnSync('bash', args, { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('Cannot write to /dev/null/folder');
    expect(stderr).not.toMatch(/^> /m);
  });

  it('ends at Ctrl+C with all that it started, and leaves nothing', async () => {
    const waits = (name: string): string => `echo $$ > ${name}.pid; exec sleep 600`;
    const { child, folder } = startCollector('collect-linux.sh', ['--capture', '500'], {
      ...standIns,
      systemctl: waits('systemctl'),
      tcpdump: `[ "$1" = --version ] || { ${waits('tcpdump')}; }`,
    });
    const pids = ['systemctl', 'tcpdump'].map((name) => join(folder, `${name}.pid`));
    const pidIn = (file: string): number => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
    await expect.poll(() => pids.every((file) => pidIn(file) > 0), { timeout: 10_000 }).toBe(true);
    process.kill(-child.pid!, 'SIGINT');
    const [code] = await once(child, 'exit');
    const isAlive = (pid: number): boolean =>
      /^[^Z\s]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout);
    await expect.poll(() => pids.map(pidIn).some(isAlive)).toBe(false);
    expect([code, readdirSync(join(folder, 'out')), readdirSync(join(folder, 'tmp'))]).toEqual([130, [], []]);
    rmSync(folder, { recursive: true });
  });

  it('--dry-run shows the commands, runs none and writes nothing', () => {
    const shown = spawnSync(
      'bash',
      [join(collectorsDir, 'collect-linux.sh'), '--dry-run', '--target', '10.20.0.5', '--output', '/nonexistent'],
      {
        encoding: 'utf8',
        env: { ...process.env, TMPDIR: '/nonexistent' },
      },
    );
    expect(shown.status).toBe(0);
    expect(shown.stdout.split('\n')).toContain('ip -4 route show table all');
    expect(shown.stdout).toContain('ping -n -c 10 -i 0.5 -W 2 10.20.0.5\n');
  });

  it.each([['--target', '-f'], ['--gateway', 'a b'], ['--capture', '1; reboot'], ['--capture'], ['--erase']])(
    'refuses %s %s',
    (...args) => {
      const { status } = spawnSync('bash', [join(collectorsDir, 'collect-linux.sh'), '--dry-run', ...args]);
      expect(status).toBe(2);
    },
  );

  it.skipIf(!hasCorpus)(`a bundle with a real log gives its cause; failures are gaps with their reason${corpusNote}`, async () => {
    const { archive } = start('--charon-log', join(corpusDir, 'ike-lab/psk-mismatch/onprem.charon.log'));
    const result = await diagnoseInputs([openInput(archive)]);
    result.remove();
    expect(result.analysis.causes[0]?.id).toBe('psk-mismatch');
    expect(result.detail.gaps).toContainEqual({
      path: 'manifest.json',
      reason: {
        key: 'collection.reason.no-permission',
        params: { what: 'swanctl --list-sas', detail: "connecting to 'unix:///var/run/charon.vici' failed: Permission denied" },
      },
    });
    const capture = result.analysis.gaps.find((gap) => gap.evidence === 'packet-capture');
    if (capture) expect(capture.why.key).toBe('collection.reason.not-asked');
    expect(result.analysis.timeline.map((event) => event.what.key)).toContain('timeline.collected');
    expect(result.detail.sources.find((s) => s.format === 'strongswan-charon')?.zone).toBe('offset');
  });
});

describe.skipIf(!isUnix)(`keys that a collector takes out${unixNote}`, () => {
  const cases = [
    { name: 'swanctl.conf', text: 'secrets { ike-a {\n  id = fw\n  secret = "K3y-abc"\n} }\n', keeps: 'id = fw' },
    { name: 'ipsec.secrets', text: '203.0.113.10 198.51.100.20 : PSK "K3y-abc"\n', keeps: '203.0.113.10 198.51.100.20 : PSK ' },
    {
      name: 'xfrm state',
      text: '\taead rfc4106(gcm(aes)) 0xK3y\n\tauth-trunc hmac(sha256) 0xabcdef0123 128\n'.replace('K3y', 'abcdef0123'),
      keeps: 'auth-trunc hmac(sha256)',
    },
    {
      name: 'charon at its highest level',
      text: '12[IKE]    0: 4B 33 79 2D 61 62 63 00 11 22 33 44 55 66 77 88  K3y-abc.\n',
      keeps: '12[IKE]    0: ',
    },
    { name: 'OSPF', text: ' ip ospf message-digest-key 1 md5 K3y-abc\n', keeps: 'message-digest-key 1 md5' },
  ];
  it.each(cases)('$name', ({ text, keeps }) => {
    const { stdout } = spawnSync('bash', ['-c', '. "$0"; without_keys', join(collectorsDir, 'lib/collection.bash')], {
      input: text,
      encoding: 'utf8',
    });
    expect(stdout).toContain(keeps);
    expect(stdout).toContain('[removed: shared key]');
    expect(stdout).not.toMatch(/K3y|abcdef0123|4B 33/);
  });
});

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
const scripts = readdirSync(collectorsDir).filter((name) => name.endsWith('.sh'));

describe.skipIf(!hasShellcheck)(`shellcheck${hasShellcheck ? '' : ' (skipped: shellcheck is not installed)'}`, () => {
  it.each(scripts)('%s', (name) => {
    const { stdout, status } = spawnSync('shellcheck', ['-x', name], { cwd: collectorsDir, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  });
});
