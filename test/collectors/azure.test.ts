import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openInput } from '../../main/host/inputs.ts';
import { corpusDir, corpusNote, hasCorpus } from '../helpers/corpus.ts';
import { diagnoseInputs } from '../helpers/diagnose.ts';
import { collectorsDir, runCollector, type Run } from './run-bash.ts';

const isUnix = process.platform !== 'win32' && spawnSync('bash', ['-c', '((BASH_VERSINFO[0] >= 4))']).status === 0;
const note = isUnix ? corpusNote : ' (skipped: there is no Bash 4)';

const prefix = '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Network';
const forbidden =
  "ERROR: (AuthorizationFailed) The client 'a@b.example' does not have authorization to perform action 'Microsoft.Network/virtualNetworkGateways/getbgppeerstatus/action' over scope '/subscriptions/s1'.";

/** Answers of real recordings for the calls of the collector; what is not named here is refused as `az` refuses it. */
const az = `
c=${corpusDir}
case "$*" in
  *'account show'*) echo '{ "id": "s1", "name": "Contoso", "state": "Enabled" }' ;;
  'version'*) echo '2.66.0' ;;
  *'vpn-connection list -g'*'[].name'*) printf 'cn-hq\\r\\n' ;;
  *'vpn-connection list -g'*) cat $c/azure-json/xplat_connection-list_1_http200.json ;;
  *'vpn-connection show'*) sed 's/"provisioningState":"Succeeded"/"provisioningState":"Succeeded","sharedKey":"S3cret\\\\"-Key"/' $c/azure-json/java_s2s_bgp_08_connections_GET_myNewConnection_http200.json ;;
  *'list-ike-sas'*) cat $c/azure-json/spec_VirtualNetworkGatewayConnectionGetIkeSas.json ;;
  *'vnet-gateway list -g'*) echo vpngw ;;
  *'vnet-gateway show'*'publicIPAddress'*) echo ${prefix}/publicIPAddresses/pip ;;
  *'vnet-gateway show'*'subnet.id'*) echo ${prefix}/virtualNetworks/vnet/subnets/GatewaySubnet ;;
  *'vnet-gateway show'*'--query id'*) echo ${prefix}/virtualNetworkGateways/vpngw ;;
  *'vnet-gateway show'*) cat $c/azure-json/java_s2s_bgp_04_virtualNetworkGateways_GET_vngwX_http200.json ;;
  *'list-bgp-peer-status'*) echo "${forbidden}" >&2; exit 1 ;;
  *'list-learned-routes'*) sleep 30 ;;
  *'local-gateway list'*) cat $c/azure-json/java_s2s_bgp_06_localNetworkGateways_GET_lngwX_http200.json ;;
  *'vnet show'*'networkSecurityGroup.id'*) echo ${prefix}/networkSecurityGroups/nsg-app ;;
  *'vnet show'*'routeTable.id'*) echo None ;;
  *'vnet show'*) cat $c/azure-json/java_s2s_bgp_09_virtualNetworks_GET_X_http200.json ;;
  *'vnet subnet show'*) cat $c/azure-json/xplat_subnet-GatewaySubnet_3_http200.json ;;
  *'nsg show --ids '*nsg-app*) cat $c/nsg/xplat_nsg_1_http200.json ;;
  *'list-effective-nsg'*) cat $c/nsg/spec_NetworkInterfaceEffectiveNSGList.json ;;
  *'show-effective-route-table'*) cat $c/azure-json/xplat_nic-effectiveRouteTable_3_http200.json ;;
  *'diagnostic-settings list'*'workspaceId'*) ;;
  *) echo "ERROR: (ResourceNotFound) The Resource was not found." >&2; exit 3 ;;
esac`;

const unixNote = isUnix ? '' : ' (skipped: there is no Bash 4)';
describe.skipIf(!isUnix)(`collect-azure.sh over resource groups whose gateways bear one name${unixNote}`, () => {
  const standIn = `
case "$*" in
  *'account show'*) echo '{ "id": "s1" }' ;;
  *'resource list'*'[].resourceGroup'*) printf 'rg-a\\nrg-b\\n' ;;
  *'vnet-gateway list -g'*) echo vpngw ;;
  *'vnet-gateway show'*' -n vpngw -o json') echo "{ \\"resourceGroup\\": \\"$5\\" }" ;;
  *) exit 3 ;;
esac`;

  it('keeps the file of each', () => {
    const run = runCollector('collect-azure.sh', [], { az: standIn });
    const files = run.manifest.items.filter(({ id }) => id === 'gateway-vpngw').map(({ file }) => file ?? '');
    expect(files).toEqual(['azure/gateway-vpngw.json', 'azure/gateway-vpngw-2.json']);
    expect(files.map((file) => run.files.get(file))).toEqual(['{ "resourceGroup": "rg-a" }\n', '{ "resourceGroup": "rg-b" }\n']);
    run.remove();
  });
});

describe.skipIf(!isUnix || !hasCorpus)(`collect-azure.sh over recorded answers${note}`, () => {
  let run: Run | null = null;
  afterEach(() => {
    run?.remove();
    run = null;
  });
  const start = (...args: readonly string[]): Run =>
    (run = runCollector('collect-azure.sh', ['--resource-group', 'rg', ...args], { az }, { COLLECTION_SECONDS: '3' }));

  it('asks for each connection by itself, follows the gateway to its network, and keeps what it got', () => {
    const { files, item } = start('--nics', 'vm1-nic, vm2-nic');
    for (const id of [
      'connection-cn-hq',
      'ike-sas-cn-hq',
      'gateway-vpngw',
      'vnet-vnet',
      'gateway-subnet-vnet',
      'nsg-nsg-app',
      'effective-nsg-vm2-nic',
    ])
      expect(item(id), id).toMatchObject({ status: 'collected', reason: null });
    expect([...files.keys()]).toContain('azure/connection-cn-hq.json');
    expect([...files.values()].join('\n')).not.toMatch(/S3cret/);
  });

  it('says which permission was missing, what took too long, what is not there', () => {
    const { item, manifest } = start();
    expect(item('bgp-peers-vpngw')).toMatchObject({ status: 'failed', reason: 'no-permission' });
    expect(item('bgp-peers-vpngw').detail).toContain('Microsoft.Network/virtualNetworkGateways/getbgppeerstatus/action');
    expect(item('learned-routes-vpngw')).toMatchObject({ status: 'failed', reason: 'timed-out' });
    expect(item('public-ip-pip')).toMatchObject({ status: 'failed', reason: 'not-found' });
    expect(item('logs-vpngw')).toMatchObject({ status: 'skipped', reason: 'not-found' });
    expect(manifest).toMatchObject({ timeZone: null, clockOffsetMs: null });
  });

  it('its archive is read: resources as facts, failures as gaps', async () => {
    const { archive } = start('--nics', 'vm1-nic');
    const result = await diagnoseInputs([openInput(archive)]);
    result.remove();
    const formats = result.detail.sources.filter((s) => s.path.startsWith('azure/')).map((s) => [s.path, s.format]);
    expect(formats.filter(([path, format]) => format !== 'azure-json' && path !== 'azure/account.json')).toEqual([]);
    expect(result.detail.gaps.map((gap) => gap.reason.key).toSorted()).toContain('collection.reason.no-permission');
    expect(result.analysis.names.connection).not.toBeNull();
    expect(result.analysis.findings.find((f) => f.check === 'C3')?.verdict).not.toBe('cannot-tell');
  });

  it('without a sign-in, every kind of evidence says so', async () => {
    const signedOut = { az: `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1` };
    run = runCollector('collect-azure.sh', ['--resource-group', 'rg'], signedOut);
    expect(run.item('azure-connection')).toMatchObject({ status: 'failed', reason: 'not-signed-in' });
    const result = await diagnoseInputs([openInput(run.archive)]);
    result.remove();
    expect(result.analysis.gaps.find((gap) => gap.evidence === 'azure-connection')?.why.key).toBe('collection.reason.not-signed-in');
  });
});

describe.skipIf(!isUnix)('collect-azure.sh only reads', () => {
  const dry = (...args: readonly string[]): string =>
    execFileSync('bash', [join(collectorsDir, 'collect-azure.sh'), '--dry-run', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  it('every call shows, lists or queries', () => {
    const calls = dry('--nics', 'a').trimEnd().split('\n');
    expect(calls.length).toBeGreaterThan(15);
    const verb = /^az (?:[a-z-]+ )+?(?:show|list|list-[a-z-]+|show-effective-route-table|query) /;
    expect(calls.filter((call) => !verb.test(call))).toEqual([]);
    expect(calls.join('\n')).not.toMatch(/shared-key|list-keys|get-credentials/);
  });

  it('names are words of their own, whatever is in them', () => {
    const hostile = `cn'; az group delete -n rg; '`;
    expect(dry('--connection', hostile)).toContain(String.raw`-n 'cn'\''; az group delete -n rg; '\''' -o json`);
  });
});
