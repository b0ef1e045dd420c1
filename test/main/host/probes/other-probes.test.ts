import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { format } from '#core/formats/tunnel-triage-probe/format.ts';
import { readNtpTime, writeNtpTime } from '#core/probes/clock-probe.ts';
import { probePorts } from '#host/probes/ports.ts';
import {
  addNamespace,
  connectNamespaces,
  hasNamespaces,
  hasTool,
  inside,
  namespacesNote,
  removeNamespace,
  tool,
  triageInside,
} from '../../../helpers/namespaces.ts';
import { readText } from '../../core/formats/parse-text.ts';

const signal = new AbortController().signal;
const hasOpenssl = hasTool('openssl', 'version');

function portOf(server: { address: () => unknown }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}

describe.skipIf(!hasOpenssl)(
  `a health page with a certificate of its own${hasOpenssl ? '' : ' (skipped: openssl is not installed)'}`,
  () => {
    it('is read whoever signed it, and its name told', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ttp-tls-'));
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=vpn.test', '-keyout', key, '-out', cert],
        { stdio: 'ignore' },
      );
      const paths: (string | undefined)[] = [];
      const server = createHttps({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
        paths.push(request.url);
        response.end('Primary Instance: GatewayTenantWorker_IN_0');
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const page = await probePorts.getHealthPage({ address: '127.0.0.1', port: portOf(server) }, 5000, signal);
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
      expect(page).toMatchObject({
        outcome: 'answered',
        status: 200,
        body: 'Primary Instance: GatewayTenantWorker_IN_0',
        certificate: 'vpn.test',
      });
      expect(paths).toEqual(['/healthprobe']);
    });
  },
);

describe('a health page that is none', () => {
  it('refused, and a server that says nothing', async () => {
    const mute = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const port = portOf(mute);
    expect(await probePorts.getHealthPage({ address: '127.0.0.1', port }, 300, signal)).toMatchObject({ outcome: 'timeout' });
    mute.close();
    await once(mute, 'close');
    expect(await probePorts.getHealthPage({ address: '127.0.0.1', port }, 300, signal)).toMatchObject({ outcome: 'refused' });
  });
});

describe('name servers', () => {
  it('one is asked by its address, and what it does not know is told apart from silence', async () => {
    // Answers every A query for app.test with 10.20.1.4, and everything else with "no such name".
    const server = createSocket('udp4', (query, from) => {
      const question = query.subarray(12);
      const isKnown = question.includes(Buffer.from('\u0003app\u0004test\u0000\u0000\u0001', 'latin1'));
      const head = Buffer.concat([query.subarray(0, 2), Buffer.from(isKnown ? '81800001000100000000' : '81830001000000000000', 'hex')]);
      const end = question.indexOf(0) + 5;
      const answer = isKnown ? Buffer.from('c00c000100010000003c00040a140104', 'hex') : Buffer.alloc(0);
      server.send(Buffer.concat([head, question.subarray(0, end), answer]), from.port, from.address);
    });
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    const at = `127.0.0.1:${portOf(server)}`;
    expect(await probePorts.queryDns(at, 'app.test', 'A', signal)).toMatchObject({ result: 'answered', values: ['10.20.1.4'] });
    expect(await probePorts.queryDns(at, 'other.test', 'A', signal)).toMatchObject({ result: 'no-such-name', values: [] });
    server.close();
    await once(server, 'close');
    expect((await probePorts.queryDns(at, 'app.test', 'A', signal)).result).toMatch(/^(?:refused|silent)$/);
  });

  it('one that says nothing is not waited for once the user cancelled', async () => {
    const server = createSocket('udp4');
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    const abort = new AbortController();
    const asked = probePorts.queryDns(`127.0.0.1:${portOf(server)}`, 'app.test', 'A', abort.signal);
    await once(server, 'message');
    abort.abort();
    const reply = await asked;
    server.close();
    expect(reply).toMatchObject({ result: 'failed', values: [] });
    expect(reply.ms).toBeLessThan(2500);
  });

  it('the system is not waited for either', async () => {
    const stopped = AbortSignal.abort();
    expect(await probePorts.resolve('localhost', 'any', stopped)).toEqual([]);
    expect(await probePorts.queryDns(null, 'localhost', 'any', stopped)).toMatchObject({ result: 'no-data', values: [] });
  });

  it('the system knows localhost', async () => {
    expect((await probePorts.queryDns(null, 'localhost', 'any', signal)).values).toContain('127.0.0.1');
  });
});

describe.skipIf(!hasNamespaces)(`without a way to the peer${namespacesNote}`, () => {
  const alone = `ttp-${process.pid}-a`;
  beforeAll(() => addNamespace(alone));
  afterAll(() => removeNamespace(alone));

  it('a message over UDP is not sent, and the probe says why', async () => {
    const { out } = await triageInside(alone, 'probe', 'ike', '192.0.2.1', '--yes');
    expect(readText(format, out).records[0]?.data).toMatchObject({ result: 'unreachable', messagesSent: 0 });
  });
});

describe.skipIf(process.platform === 'win32')('a tool of the system', () => {
  it('is read in the code page that it writes in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ttp-tool-'));
    // 「要求がタイムアウトしました。」 as a Japanese console writes it (code page 932).
    const bytes =
      '\\227\\166\\213\\201\\202\\252\\203\\136\\203\\103\\203\\200\\203\\101\\203\\105\\203\\147\\202\\265\\202\\334\\202\\265\\202\\275\\201\\102';
    writeFileSync(join(folder, 'traceroute'), `#!/bin/sh\nprintf '${bytes}\\n'\n`, { mode: 0o755 });
    const before = process.env['PATH'];
    process.env['PATH'] = `${folder}:${before}`;
    const run = await probePorts.runTool('traceroute', [], 5000, signal);
    process.env['PATH'] = before;
    rmSync(folder, { recursive: true });
    expect(run).toEqual({ code: 0, text: '要求がタイムアウトしました。\n' });
  });
});

describe.skipIf(!hasNamespaces)(`through a router${namespacesNote}`, () => {
  const [here, router, there] = [`ttp-${process.pid}-p`, `ttp-${process.pid}-r`, `ttp-${process.pid}-q`];

  beforeAll(() => {
    for (const name of [here, router, there]) addNamespace(name);
    connectNamespaces([here, 'eth0', ['192.0.2.2/25']], [router, 'in', ['192.0.2.1/25']]);
    connectNamespaces([there, 'eth0', ['192.0.2.130/25']], [router, 'out', ['192.0.2.129/25']]);
    tool('ip', '-n', here, 'route', 'add', 'default', 'via', '192.0.2.1');
    tool('ip', '-n', there, 'route', 'add', 'default', 'via', '192.0.2.129');
    inside(router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
    for (const [name, device] of [
      [router, 'out'],
      [there, 'eth0'],
    ] as const)
      tool('ip', '-n', name, 'link', 'set', device, 'mtu', '1380');
  });
  afterAll(() => [here, router, there].forEach(removeNamespace));

  it.skipIf(!hasTool('ping', '-V'))('the path MTU is found by the ping of the system', async () => {
    const { out, code } = await triageInside(here, 'probe', 'mtu', '192.0.2.130', '--cipher', 'GCMAES256', '--yes');
    expect(readText(format, out).records[0]?.data).toMatchObject({ result: 'measured', mtu: 1380, innerMtu: 1318 });
    expect(code).toBe(0);
  });

  it.skipIf(!hasTool('traceroute', '--version'))('a trace names the router', async () => {
    const { out, code } = await triageInside(here, 'probe', 'trace', '192.0.2.130', '--yes');
    expect(out).toMatch(/1 {2}192\.0\.2\.1 /);
    expect(code).toBe(0);
  });
});

describe('a time server on this computer', () => {
  it('is asked over a real socket', async () => {
    const server = createSocket('udp4', (bytes, from) => {
      const answer = Buffer.alloc(48);
      answer.set([0x24, 1]);
      bytes.copy(answer, 24, 40, 48);
      for (const place of [32, 40]) writeNtpTime(readNtpTime(bytes.subarray(40, 48)) + 60_000).copy(answer, place);
      server.send(answer, from.port, from.address);
    });
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    const { probeClock } = await import('#core/probes/clock-probe.ts');
    const data = await probeClock({ kind: 'clock', host: '127.0.0.1', port: portOf(server) }, probePorts, signal);
    server.close();
    expect(data).toMatchObject({ result: 'answered', stratum: 1 });
    expect(data.offsetMs).toBeGreaterThan(59_000);
    expect(data.offsetMs).toBeLessThan(61_000);
  });
});
