import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { reportSections, type ReportFormat } from '../../shared/model/report.ts';
import { emptyRecordFilter } from '../../shared/model/record.ts';
import { loadAssets } from '../../main/host/assets.ts';
import { createCaseService } from '../../main/host/case-service.ts';
import { inputFromBytes } from '../../main/host/inputs.ts';
import { createLogFile } from '../../main/host/log-file.ts';
import { createOpenCases } from '../../main/host/open-cases.ts';
import { startCore } from '../../main/host/start-core.ts';
import { exportCaseFile } from '../../main/host/store/case-file.ts';
import { writeEvtx } from '../helpers/evtx/evtx-writer.ts';
import { dialFailed } from '../helpers/evtx/ras-events.ts';
import { diagnoseInputs, fixedMs, type Diagnosed } from '../helpers/diagnose.ts';

/**
 * The attack: somebody gets the case folder, the case file, a report or a screen and looks for the pre-shared key. The invariant:
 * no form of a key that any input showed is found in anything that the product writes or shows.
 */

/** Every shape gets keys of its own, so that a hit names the shape that leaked. */
type Shape = { readonly name: string; readonly file: string; readonly text: (key: string) => string };

const id = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/connections/cn';
const shapes: readonly Shape[] = [
  { name: 'az shared-key show', file: 'a.json', text: (k) => `{\n  "id": "${id}/sharedkey",\n  "value": "${k}"\n}\n` },
  {
    name: 'request body in the activity log',
    file: 'activity.json',
    text: (k) =>
      JSON.stringify(
        [
          {
            eventTimestamp: '2026-11-18T09:58:12Z',
            operationName: { value: 'Microsoft.Network/connections/sharedKey/write' },
            resourceId: `${id}/sharedKey`,
            status: { value: 'Succeeded' },
            properties: { requestbody: JSON.stringify({ value: k }) },
          },
        ],
        null,
        2,
      ),
  },
  {
    name: 'request body in the AzureActivity table',
    file: 'activity-table.json',
    text: (k) =>
      `${JSON.stringify({ TimeGenerated: '2026-11-18T09:58:12Z', OperationNameValue: 'MICROSOFT.NETWORK/CONNECTIONS/SHAREDKEY/WRITE', Properties: JSON.stringify({ requestbody: JSON.stringify({ value: k }) }) })}\n`,
  },
  { name: 'ipsec.secrets for any peer', file: 'any-ipsec.secrets', text: (k) => `%any %any : PSK "${k}"\n` },
  {
    name: 'IOS show crypto isakmp key',
    file: 'router-keys.log',
    text: (k) =>
      `rtr1#show crypto isakmp key\nKeyring      Hostname/Address                            Preshared Key\n\ndefault      198.51.100.7                                ${k}\nrtr1#\n`,
  },
  {
    name: 'list of PowerShell 7 in colours',
    file: 'session.log',
    text: (k) => `PS C:\\> Get-VpnS2SInterface | fl *\n\n\x1b[32;1mName         : \x1b[0mAzureS2S\n\x1b[32;1mSharedSecret : \x1b[0m${k}\n`,
  },
  {
    name: 'page of ConvertTo-Html',
    file: 'connections.html',
    text: (k) =>
      `<html><body><table>\n<tr><th>Name</th><th>SharedKey</th></tr>\n<tr><td>cn</td><td>${k}</td></tr>\n</table></body></html>\n`,
  },
  {
    name: 'CSV for Excel',
    file: 'connections.csv',
    text: (k) => `sep=;\r\n"Name";"SharedKey"\r\n"cn";"${k}"\r\n`,
  },
  { name: 'az shared-key show without id', file: 'b.json', text: (k) => `{\n  "value": "${k}"\n}\n` },
  {
    name: 'shared key in a policy of the Windows Filtering Platform',
    file: 'wfpstate.xml',
    text: (k) =>
      `<wfpstate>\n<providerContexts numItems="1">\n<item><authentication>\n<presharedKeyAuthentication>\n<presharedKey>\n<presharedKey>\n<data>${Buffer.from(k).toString('hex')}</data>\n<asString>${k}</asString>\n</presharedKey>\n</presharedKey>\n</presharedKeyAuthentication></authentication></item>\n</providerContexts>\n</wfpstate>\n`,
  },
  {
    name: 'key of an IPsec SA',
    file: 'wfpstate-sa.xml',
    text: (k) =>
      `<wfpstate>\n<item><ikeTraffic/><saBundle><saList><item><cipherKey><data>${Buffer.from(k).toString('hex')}</data><asString>${k}</asString></cipherKey></item></saList></saBundle></item>\n</wfpstate>\n`,
  },
  {
    name: 'ARM connection',
    file: 'c.json',
    text: (k) =>
      `{ "id": "${id}", "name": "cn", "type": "Microsoft.Network/connections", "properties": { "connectionType": "IPsec", "sharedKey": "${k}", "connectionStatus": "NotConnected" } }\n`,
  },
  {
    name: 'ConvertTo-Json of a connection',
    file: 'd.json',
    text: (k) =>
      `{\n    "Name":  "cn",\n    "ConnectionType":  "IPsec",\n    "RoutingWeight":  0,\n    "SharedKey":  "${k}",\n    "Id":  "${id}"\n}\n`,
  },
  {
    name: 'AzureRM list',
    file: 'e.txt',
    text: (k) =>
      `Name                       : cn\nConnectionType             : IPsec\nRoutingWeight              : 0\nSharedKey                  : ${k}\nConnectionStatus           : NotConnected\n`,
  },
  {
    name: 'classic shared-key show',
    file: 'f.txt',
    text: (k) =>
      `info:    Executing command network vpn-connection shared-key show\ndata:    Value                           : ${k}\ninfo:    network vpn-connection shared-key show command OK\n`,
  },
  {
    name: 'classic connection show',
    file: 'g.txt',
    text: (k) =>
      `info:    Executing command network vpn-connection show\ndata:    Name                            : cn\ndata:    Connection type                 : IPsec\ndata:    Shared key                      : ${k}\ninfo:    network vpn-connection show command OK\n`,
  },
  {
    name: 'bare key after a prompt',
    file: 'h.txt',
    text: (k) => `PS C:\\> Get-AzVirtualNetworkGatewayConnectionSharedKey -Name cn -ResourceGroupName rg\n\n${k}\n\nPS C:\\>\n`,
  },
  { name: 'file of a bare key', file: 'shared-key.txt', text: (k) => `${k}\n` },
  {
    name: 'PowerShell script',
    file: 'j.ps1',
    text: (k) => `Add-VpnS2SInterface -Name AzureGateway -Destination 198.51.100.20 -SharedSecret "${k}"\n`,
  },
  {
    name: 'PowerShell splatting',
    file: 'k.ps1',
    text: (k) => `$p = @{\n  Name = 'cn'\n  SharedKey = '${k}'\n}\nSet-AzVirtualNetworkGatewayConnectionSharedKey @p\n`,
  },
  {
    name: 'az command in a script',
    file: 'l.sh',
    text: (k) => `az network vpn-connection create -g rg -n cn --vnet-gateway1 gw --local-gateway2 lng --shared-key '${k}'\n`,
  },
  {
    name: 'Cisco IOS',
    file: 'm.cfg',
    text: (k) =>
      `crypto ikev2 keyring azure\n peer gw\n  address 198.51.100.20\n  pre-shared-key local ${k}\n  pre-shared-key remote ${k}\n`,
  },
  { name: 'Cisco IOS ISAKMP', file: 'n.cfg', text: (k) => `crypto isakmp key ${k} address 198.51.100.20\n` },
  {
    name: 'Cisco ASA',
    file: 'o.cfg',
    text: (k) =>
      `tunnel-group 198.51.100.20 ipsec-attributes\n ikev2 remote-authentication pre-shared-key ${k}\n ikev2 local-authentication pre-shared-key ${k}\n`,
  },
  { name: 'Cisco, typed', file: 'cisco-typed.log', text: (k) => `rtr1(config)#crypto isakmp key ${k} address 198.51.100.20\n` },
  {
    name: 'Cisco, accounting of commands',
    file: 'cisco-accounting.log',
    text: (k) => `Nov 18 2026 12:00:00: %ASA-5-111008: User 'admin' executed the 'ikev1 pre-shared-key ${k}' command.\n`,
  },
  {
    name: 'FortiGate',
    file: 'p.conf',
    text: (k) => `config vpn ipsec phase1-interface\n    edit "azure"\n        set psksecret ${k}\n    next\nend\n`,
  },
  {
    name: 'FortiGate, encrypted',
    file: 'p2.conf',
    text: (k) => `config vpn ipsec phase1-interface\n    edit "azure"\n        set psksecret ENC ${k}==\n    next\nend\n`,
  },
  {
    name: 'PAN-OS, set form',
    file: 'pa1.txt',
    text: (k) => `set network ike gateway azure authentication pre-shared-key key ${k}\n`,
  },
  {
    name: 'PAN-OS, XML',
    file: 'pa2.xml',
    text: (k) =>
      `<config><gateway><entry name="azure"><authentication><pre-shared-key><key>-AQ==${k}</key></pre-shared-key></authentication></entry></gateway></config>\n`,
  },
  { name: 'VyOS', file: 'vyos.txt', text: (k) => `set vpn ipsec authentication psk azure secret '${k}'\n` },
  { name: 'ipsec.secrets', file: 'ipsec.secrets', text: (k) => `203.0.113.10 198.51.100.20 : PSK "${k}"\n` },
  {
    name: 'swanctl.conf',
    file: 'swanctl.conf',
    text: (k) => `secrets {\n  ike-azure {\n    id = 198.51.100.20\n    secret = "${k}"\n  }\n}\n`,
  },
  {
    name: 'pfSense',
    file: 'r.xml',
    text: (k) => `<ipsec><phase1><remote-gateway>198.51.100.20</remote-gateway><pre-shared-key>${k}</pre-shared-key></phase1></ipsec>\n`,
  },
  {
    name: 'FortiOS, SNMP community',
    file: 'snmp.conf',
    text: (k) => `config system snmp community\n    edit 1\n        set name "${k}"\n    next\nend\n`,
  },
  {
    name: 'Check Point, objects',
    file: 'objects_5_0.C',
    text: (k) => `(\n\t:network_objects (\n\t\t: (gw\n\t\t\t:shared_secret ("${k}")\n\t\t)\n\t)\n)\n`,
  },
  { name: 'FITELnet', file: 'fitelnet.txt', text: (k) => `crypto isakmp policy 1\n  authentication prekey\n  key ascii ${k}\n` },
  { name: 'ipsec.secrets of a private key', file: 'rsa-ipsec.secrets', text: (k) => `: RSA vpn.pem "${k}"\n` },
  {
    name: 'bearer token',
    file: 's.txt',
    text: (k) =>
      `GET /subscriptions HTTP/1.1\nAuthorization: Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${Buffer.from(k).toString('base64url')}${k}.c2ln\n`,
  },
  {
    name: 'storage key',
    file: 't.txt',
    text: (k) => `DefaultEndpointsProtocol=https;AccountName=logs;AccountKey=${k};EndpointSuffix=core.windows.net\n`,
  },
];

type Encoding = 'utf-8' | 'utf-8 with BOM' | 'utf-16le' | 'utf-16be' | 'windows-1252';
const encodings: readonly Encoding[] = ['utf-8', 'utf-8 with BOM', 'utf-16le', 'utf-16be', 'windows-1252'];

function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-8 with BOM') return Buffer.from(`\uFEFF${text}`);
  if (encoding === 'windows-1252') return Buffer.from(`# pr\u00fcfung\r\n${text}`, 'latin1');
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}

/** The forms in which a key could survive: plain, UTF-16 both ways, base64 at each of its three alignments, hex, percent-encoded. */
function formsOf(key: string): Buffer[] {
  const wide = Buffer.from(key, 'utf16le');
  const base64 = ['', 'x', 'xx'].map((lead) =>
    Buffer.from(lead + key)
      .toString('base64')
      .slice(4, -4),
  );
  const swapped = Buffer.from(wide).swap16();
  return [Buffer.from(key), wide, swapped, Buffer.from(Buffer.from(key).toString('hex')), ...base64.map((b) => Buffer.from(b))];
}

const planted = shapes.flatMap((shape, s) =>
  encodings.map((encoding, e) => ({ shape, encoding, key: `Kq${s}z${e}Canary${(s * 7 + e * 13).toString(36)}Xw9vT` })),
);

function leaksIn(bytes: Buffer): string[] {
  return planted
    .filter(({ key }) => formsOf(key).some((form) => bytes.includes(form)))
    .map(({ shape, encoding }) => `${shape.name} (${encoding})`);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .map((f) => join(f.parentPath, f.name));
}

/** Members of a zip, inflated: a compressed key would not be found in the archive's own bytes. */
function zipMembers(zip: Buffer): Buffer[] {
  const members: Buffer[] = [];
  for (let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    const [method, size, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + size);
    members.push(method === 8 ? inflateRawSync(data) : data);
  }
  return members;
}

async function importAll(): Promise<Diagnosed> {
  const inputs = planted.map(({ shape, encoding, key }) =>
    inputFromBytes(
      shape.file.replace(/(?=\.[a-z0-9]+$)/, encoding === 'utf-8' ? '' : `-${encoding.replaceAll(' ', '-')}`),
      encode(shape.text(key), encoding),
    ),
  );
  return diagnoseInputs(inputs, 'keys');
}

describe('keys planted in every shape and encoding', async () => {
  const diagnosed = await importAll();
  const work = mkdtempSync(join(tmpdir(), 'tunnel-triage-keys-'));
  const cases = createOpenCases(() => diagnosed.folder);
  const assets = loadAssets();
  const service = createCaseService({ cases, assets, clock: { nowMs: () => fixedMs }, fontSheet: null });
  afterAll(() => {
    cases.close();
    diagnosed.remove();
    rmSync(work, { recursive: true, force: true });
  });

  it('are all there to be found before the import: the search itself works', () => {
    const all = Buffer.concat(planted.map(({ shape, encoding, key }) => Buffer.from(encode(shape.text(key), encoding))));
    expect(leaksIn(all)).toHaveLength(planted.length);
  });

  it('leave nothing in the case folder: database, write-ahead log, sources, index', () => {
    expect(diagnosed.detail.sources).toHaveLength(planted.length);
    expect(filesBelow(diagnosed.folder).flatMap((file) => leaksIn(readFileSync(file)))).toEqual([]);
  });

  it('are counted as removed in every source', () => {
    expect(diagnosed.detail.sources.filter((s) => s.secretsRemoved === 0).map((s) => s.path)).toEqual([]);
  });

  it('leave nothing in the case file', async () => {
    const target = join(work, 'keys.ttcase');
    await exportCaseFile(diagnosed.folder, target);
    const zip = readFileSync(target);
    const members = zipMembers(zip);
    expect(members.length).toBeGreaterThan(3);
    expect([zip, ...members].flatMap(leaksIn)).toEqual([]);
  });

  it.each(['html', 'md', 'json', 'pdf'] as const)('leave nothing in the report (%s)', async (format: ReportFormat) => {
    for (const language of ['en', 'ja'] as const) {
      const report = await service.report('', format, { language, sections: [...reportSections], paper: 'A4' });
      expect(report.ok && leaksIn(Buffer.from(report.value.text))).toEqual([]);
    }
  });

  it('leave nothing in what a screen can ask for: case, analysis, every record and its detail', async () => {
    const view = await service['records.open']({ caseId: '', filter: emptyRecordFilter });
    if (!view.ok) throw new Error(view.error.code);
    const shown: unknown[] = [
      await service['case.get']({ caseId: '' }),
      await service['analysis.get']({ caseId: '' }),
      await service['negotiations.get']({ caseId: '' }),
    ];
    for (let start = 0; start < view.value.total; start += 500) {
      const page = await service['records.page']({ viewId: view.value.viewId, start, count: 500 });
      if (!page.ok) throw new Error(page.error.code);
      shown.push(page.value);
      for (const { sourceId, seq } of page.value) shown.push(await service['records.get']({ caseId: '', sourceId, seq }));
    }
    expect(leaksIn(Buffer.from(JSON.stringify(shown)))).toEqual([]);
  });
});

describe('the whole data folder of a running application', () => {
  it('holds no key in library, log, settings or cases after an import through the contract', async () => {
    const data = mkdtempSync(join(tmpdir(), 'tunnel-triage-data-'));
    const bundle = join(data, 'bundle');
    const dataFolder = join(data, 'app');
    mkdirSync(bundle);
    for (const { shape, encoding, key } of planted)
      writeFileSync(join(bundle, `${encoding.replaceAll(' ', '-')}-${shape.file}`), encode(shape.text(key), encoding));
    const log = createLogFile(dataFolder, { nowMs: () => fixedMs });
    const core = startCore({
      shell: 'browser',
      capabilities: { nativeDialog: false, revealFile: false },
      dataFolder,
      log,
      printer: { print: () => Promise.reject(new Error('not printed here')) },
    });
    try {
      const created = await core.ask('cases.create', { title: 'keys' });
      const caseId =
        created.ok && typeof created.value === 'object' && created.value !== null && 'id' in created.value ? String(created.value.id) : '';
      const { grant } = core.grants.issueRead({ kind: 'path', name: 'bundle', path: bundle });
      const started = await core.ask('case.import', { caseId, grants: [grant] });
      const jobId =
        started.ok && typeof started.value === 'object' && started.value !== null && 'jobId' in started.value
          ? String(started.value.jobId)
          : '';
      await expect
        .poll(async () => core.ask('job.get', { jobId }), { timeout: 60_000 })
        .toMatchObject({ ok: true, value: { state: 'done' } });
      const list = await core.ask('cases.list', {});
      expect(list).toMatchObject({ ok: true, value: [{ sources: planted.length }] });
      expect(leaksIn(Buffer.from(JSON.stringify(list)))).toEqual([]);
    } finally {
      await core.close();
    }
    const files = filesBelow(dataFolder);
    expect(files.length).toBeGreaterThan(planted.length);
    expect(files.flatMap((file) => leaksIn(readFileSync(file)))).toEqual([]);
    rmSync(data, { recursive: true, force: true });
  });
});

describe('keys in files that are no clean text', () => {
  const key = 'Kq99zBinaryCanaryXw9vT';
  const script = `Add-VpnS2SInterface -Name AzureGateway -SharedSecret "${key}"\r\n`;

  it.each([
    {
      name: 'bytes around it',
      bytes: Buffer.concat([Buffer.from([0, 1, 2, 0, 255, 254, 7, 0, 0]), Buffer.from(script), Buffer.from([0, 0, 9, 200])]),
    },
    { name: 'UTF-16 appended to ASCII', bytes: Buffer.concat([Buffer.from('# set-up\r\n'), Buffer.from(script, 'utf16le')]) },
    { name: 'ASCII appended to UTF-16', bytes: Buffer.concat([Buffer.from('\uFEFF# set-up\r\n', 'utf16le'), Buffer.from(script)]) },
  ])('$name: nothing stays', async ({ bytes }) => {
    const { folder, remove } = await diagnoseInputs([inputFromBytes('setup.bin', bytes)]);
    const stored = filesBelow(folder).map((file) => readFileSync(file));
    remove();
    expect(stored.filter((content) => formsOf(key).some((form) => content.includes(form)))).toEqual([]);
  });
});

describe('keys in event logs', () => {
  const key = 'Kq98zEventCanaryXw9vT';

  it.each([
    ['a command', (k: string) => `Add-VpnS2SInterface -Name AzureGateway -SharedSecret "${k}"`],
    ['the properties of a VPN profile', (k: string) => `ServerAddress = 198.51.100.20\nTunnelType = L2tp\nL2tpPsk = ${k}\n`],
  ])('in %s are overwritten in place: nothing stays, and the log is whole', async (_name, words) => {
    const script = {
      ...dialFailed('2026-11-18T14:02:11.000Z', 809),
      strings: ['{00000000-0000-0000-0000-000000000000}', 'AzureGateway', 'VPN2-4', words(key)],
    };
    const log = writeEvtx([dialFailed('2026-11-18T14:00:00.000Z', 809), script]);
    expect(formsOf(key).some((form) => log.includes(form))).toBe(true);
    const { folder, detail, remove } = await diagnoseInputs([inputFromBytes('System.evtx', log)]);
    const stored = filesBelow(folder).map((file) => readFileSync(file));
    remove();
    expect(stored.filter((content) => formsOf(key).some((form) => content.includes(form)))).toEqual([]);
    expect(detail.sources).toMatchObject([{ format: 'windows-evtx', records: 2, rejected: 0, secretsRemoved: 1 }]);
  });
});

describe('comparing keys', () => {
  const azure = (key: string) => inputFromBytes('azure.json', Buffer.from(`{ "id": "${id}/sharedkey", "value": "${key}" }`));
  const device = (key: string) =>
    inputFromBytes('device.ps1', Buffer.from(`Add-VpnS2SInterface -Name AzureGateway -SharedSecret '${key}'`));

  it.each([
    { name: 'equal keys', inputs: [azure('one-key-7'), device('one-key-7')], outcome: 'same' },
    { name: 'different keys', inputs: [azure('one-key-7'), device('other-key-8')], outcome: 'different' },
    { name: 'one end only', inputs: [azure('one-key-7')], outcome: 'only-one-end' },
    { name: 'a masked end', inputs: [azure('############'), device('one-key-7')], outcome: 'masked' },
  ])('$name: $outcome', async ({ inputs, outcome }) => {
    const { analysis, remove } = await diagnoseInputs(inputs);
    remove();
    expect(analysis.findings.find((f) => f.check === 'C2')?.outcome).toBe(outcome);
  });
});
