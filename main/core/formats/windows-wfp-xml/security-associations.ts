import type { DeviceSaData } from '#shared/model/device-config.ts';
import type { IkeTransform } from '#shared/model/ike.ts';
import { childOf } from '../shared/xml-tree.ts';
import type { XmlNode } from '../shared/xml-tree.ts';
import { versionOf } from './net-event.ts';
import { addressIn, deepText, findDeep, numberOf, subnetOf, textAt } from './xml-values.ts';

/** `IKEEXT_CIPHER_…` and `IPSEC_CIPHER_CONFIG_…`, without the prefix, in the spelling of `IkeTransform`. */
const ciphers: ReadonlyMap<string, string> = new Map([
  ['DES', 'DES'],
  ['3DES', '3DES'],
  ['AES_128', 'AES-CBC-128'],
  ['AES_192', 'AES-CBC-192'],
  ['AES_256', 'AES-CBC-256'],
  ['AES_GCM_128_16ICV', 'AES-GCM-16-128'],
  ['AES_GCM_256_16ICV', 'AES-GCM-16-256'],
  ['CBC_DES', 'DES'],
  ['CBC_3DES', '3DES'],
  ['CBC_AES_128', 'AES-CBC-128'],
  ['CBC_AES_192', 'AES-CBC-192'],
  ['CBC_AES_256', 'AES-CBC-256'],
  ['GCM_AES_128', 'AES-GCM-16-128'],
  ['GCM_AES_192', 'AES-GCM-16-192'],
  ['GCM_AES_256', 'AES-GCM-16-256'],
]);
const hashes: ReadonlyMap<string, string> = new Map([
  ['MD5', 'MD5'],
  ['SHA1', 'SHA1'],
  ['SHA_1', 'SHA1'],
  ['SHA_256', 'SHA2-256'],
  ['SHA_384', 'SHA2-384'],
]);
/** `IKEEXT_DH_…` and `IPSEC_PFS_…`: registry numbers of the groups. */
const groups: ReadonlyMap<string, string> = new Map([
  ['GROUP_NONE', 'none'],
  ['GROUP_1', '1'],
  ['GROUP_2', '2'],
  ['GROUP_14', '14'],
  ['GROUP_2048', '14'],
  ['ECP_256', '19'],
  ['ECP_384', '20'],
  ['GROUP_24', '24'],
  ['1', '1'],
  ['2', '2'],
  ['14', '14'],
  ['2048', '14'],
  ['24', '24'],
  ['NONE', 'none'],
]);

function named(names: ReadonlyMap<string, string>, text: string | null, prefix: RegExp): string | null {
  return text === null ? null : (names.get(text.replace(prefix, '')) ?? null);
}

function transformsOf(known: readonly (readonly [IkeTransform['type'], string | null])[]): IkeTransform[] {
  return known.flatMap(([type, name]) => (name === null ? [] : [{ type, name, id: null }]));
}

function lifetime(text: string | null): string | null {
  const seconds = numberOf(text);
  return seconds === null || seconds === 0 ? null : String(seconds);
}

const unknown = {
  kind: 'device-sa',
  vendor: 'windows',
  name: null,
  state: 'up',
  stateText: null,
  isInitiator: null,
  selectors: [],
  bytesIn: null,
  bytesOut: null,
  packetsIn: null,
  packetsOut: null,
  remainingSeconds: null,
} as const;

/** Members of `IKEEXT_SA_DETAILS` (iketypes.h): the traffic of the SA with its ends, and the proposal that was agreed. */
function ikeSa(item: XmlNode, traffic: XmlNode): DeviceSaData {
  const proposal = childOf(item, 'ikeProposal');
  const algorithm = (name: string): string | null => textAt(proposal, name, 'algoIdentifier');
  return {
    ...unknown,
    sa: 'ike',
    local: addressIn(traffic, 'localV4Address', 'localV6Address'),
    peer: addressIn(traffic, 'remoteV4Address', 'remoteV6Address'),
    version: versionOf(textAt(item, 'keyModuleType')),
    transforms: transformsOf([
      ['encryption', named(ciphers, algorithm('cipherAlgorithm'), /^IKEEXT_CIPHER_/)],
      ['integrity', named(hashes, algorithm('integrityAlgorithm'), /^IKEEXT_INTEGRITY_/)],
      ['dh-group', named(groups, textAt(proposal, 'dhGroup'), /^IKEEXT_DH_/)],
      ['lifetime-seconds', lifetime(textAt(proposal, 'maxLifetimeSeconds'))],
    ]),
  };
}

function saSelectors(traffic: XmlNode): DeviceSaData['selectors'] {
  return (['local', 'remote'] as const).flatMap((whose) => {
    const range = subnetOf(findDeep(traffic, `${whose}SubNet`));
    return range === null ? [] : [{ whose, selector: { range, protocol: null, ports: null } }];
  });
}

/** Members of `IPSEC_SA_DETAILS` (ipsectypes.h). Windows lists an SA for each direction; the ends are the same. */
function childSa(details: XmlNode, bundle: XmlNode): DeviceSaData {
  const traffic = childOf(details, 'traffic') ?? details;
  const cipher = named(ciphers, deepText(bundle, 'cipherConfig'), /^IPSEC_CIPHER_CONFIG_/);
  return {
    ...unknown,
    sa: 'child',
    local: addressIn(traffic, 'localV4Address', 'localV6Address'),
    peer: addressIn(traffic, 'remoteV4Address', 'remoteV6Address'),
    version: versionOf(deepText(bundle, 'keyModuleType')),
    selectors: saSelectors(traffic),
    transforms: transformsOf([
      ['encryption', cipher ?? named(ciphers, deepText(bundle, 'cipherType'), /^IPSEC_CIPHER_TYPE_/)],
      ['integrity', named(hashes, deepText(bundle, 'authType'), /^IPSEC_AUTH_/)],
      ['dh-group', named(groups, deepText(bundle, 'pfsGroup'), /^IPSEC_PFS_/)],
      ['lifetime-seconds', lifetime(deepText(bundle, 'lifetimeSeconds'))],
      ['lifetime-kilobytes', lifetime(deepText(bundle, 'lifetimeKilobytes'))],
    ]),
  };
}

/**
 * An IKE or IPsec SA of `netsh wfp show state`; null for any other item. Which list an item stands in is not looked at: Microsoft describes
 * the members of the structures and not the lists, so the members decide. No sample of a list of SAs was at hand (2026-11).
 */
export function readSa(item: XmlNode): DeviceSaData | null {
  const ikeTraffic = childOf(item, 'ikeTraffic');
  if (ikeTraffic !== undefined) return ikeSa(item, ikeTraffic);
  // A context (`IPSEC_SA_CONTEXT`) holds the SAs of both directions.
  const details = childOf(item, 'outboundSa') ?? item;
  const bundle = childOf(details, 'saBundle');
  return bundle === undefined ? null : childSa(details, bundle);
}
