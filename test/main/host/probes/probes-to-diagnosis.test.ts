import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../helpers/knowledge.ts';
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
import { finding, run } from '../../core/analysis/run.ts';

const hasTools = hasTool('openssl', 'version') && hasTool('ping', '-V') && hasTool('traceroute', '--version');
const note = hasTools ? '' : ' (skipped: needs openssl, ping and traceroute)';
const [here, router, there] = [`ttp-${process.pid}-x`, `ttp-${process.pid}-y`, `ttp-${process.pid}-z`];
const gateway = '203.0.113.9';

/** The health page of a gateway, with a certificate of its own. */
const page = `const fs = require('node:fs');
const [key, cert] = [process.argv[1], process.argv[2]].map((file) => fs.readFileSync(file));
require('node:https')
  .createServer({ key, cert }, (_, response) => response.end('<string>Primary Instance: GatewayTenantWorker_IN_1</string>'))
  .listen(8081, '${gateway}', () => console.log('up'));`;

async function probed(...words: string[]): Promise<string> {
  const { out } = await triageInside(here, 'probe', ...words, '--yes');
  return out;
}

/** Results as they are imported: as text, recognised by their content. */
function analysed(...texts: readonly string[]) {
  const files = texts.map((text, i) => factsOfText(`probe-${i}.txt`, Buffer.from(text), knowledge));
  for (const { source } of files) expect(source).toMatchObject({ rejected: 0, format: expect.not.stringMatching('unknown') });
  return run(files.flatMap(({ facts }) => facts));
}

describe.skipIf(!hasNamespaces || !hasTools)(`what probes find is what checks say${namespacesNote}${note}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ttp-diagnosis-'));
  let server: ChildProcess;

  beforeAll(async () => {
    for (const name of [here, router, there]) addNamespace(name);
    connectNamespaces([here, 'eth0', ['10.1.0.2/24']], [router, 'in', ['10.1.0.1/24']]);
    connectNamespaces([there, 'eth0', [`${gateway}/24`]], [router, 'out', ['203.0.113.1/24']]);
    tool('ip', '-n', here, 'route', 'add', 'default', 'via', '10.1.0.1');
    tool('ip', '-n', there, 'route', 'add', 'default', 'via', '203.0.113.1');
    tool('ip', '-n', router, 'route', 'add', '10.20.0.0/16', 'via', gateway);
    tool('ip', '-n', there, 'address', 'add', '10.20.1.4/32', 'dev', 'lo');
    tool('ip', '-n', there, 'route', 'add', 'unreachable', '10.20.1.99/32');
    for (const name of [router, there]) inside(name, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
    tool('ip', '-n', router, 'link', 'set', 'out', 'mtu', '1380');
    tool('ip', '-n', there, 'link', 'set', 'eth0', 'mtu', '1380');
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const request = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=gw.test',
    ];
    execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    server = spawn('ip', ['netns', 'exec', there, process.execPath, '-e', page, key, cert], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(server.stdout!, 'data');
  });
  afterAll(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
    [here, router, there].forEach(removeNamespace);
    rmSync(folder, { recursive: true });
  });

  it.concurrent('a gateway that lives and does not speak IKE', async () => {
    const analysis = analysed(await probed('health', gateway), await probed('ike', gateway));
    expect(finding(analysis, 'B2')).toMatchObject({ outcome: 'alive-silent', params: { ports: `UDP 500, UDP 4500: ${gateway}` } });
    expect(finding(analysis, 'B2').citations.map((c) => c.quote)).toContain('Result: up');
  });

  it.concurrent('a host that answers, over a path too small for full segments', async () => {
    const analysis = analysed(await probed('mtu', '10.20.1.4'));
    expect(finding(analysis, 'B1')).toMatchObject({ outcome: 'small-mtu', params: { target: '10.20.1.4', largest: 1380, segment: 1340 } });
    expect(analysis.causes[0]?.id).toBe('mtu-mss');
  });

  it.concurrent('a host that is not there: where the way ends, and that it left for the Internet', async () => {
    const analysis = analysed(await probed('trace', '10.20.1.99'));
    expect(finding(analysis, 'B1')).toMatchObject({ outcome: 'unreachable', params: { target: '10.20.1.99', lastHop: gateway, hops: 2 } });
    expect(analysis.causes.flatMap((c) => c.reasonsFor.map((r) => r.outcome))).toContain('trace-leaves');
  });
});
